"""Rows of understanding for tests. A published theme has its evidence, as the deeds of people would leave it."""

from typing import Any

import factory
from django.utils import timezone
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementRevision
from multaqa.understand.drafts.models import Draft, DraftDeed, DraftingRun, DraftStatement, RunStatement
from multaqa.understand.themes.models import Theme, ThemeStatement
from tests.factories.ground import CountryFactory, in_two_languages
from tests.factories.listen import ContributionFactory, RoundFactory, StatementFactory


class ThemeFactory(DjangoModelFactory[Theme]):
    """A draft of the whole country, without evidence; `statements` are cited in full."""

    class Meta:
        model = Theme
        skip_postgeneration_save = True

    code = Sequence(lambda n: f"theme-{n}")
    round = SubFactory(RoundFactory)
    territory = SubFactory(CountryFactory)
    title = in_two_languages("موضوع", "Thème")
    summary = in_two_languages("خلاصة", "Résumé")
    state = Theme.State.DRAFT

    @factory.post_generation
    def statements(self, create: bool, extracted: list[Statement] | None, **_: Any) -> None:
        for statement in extracted or []:
            ThemeStatementFactory(theme=self, statement=statement)


class PublishedThemeFactory(ThemeFactory):
    """One that the public reads; it cites a statement of its own unless `statements` are given."""

    state = Theme.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def statements(self, create: bool, extracted: list[Statement] | None, **_: Any) -> None:
        for statement in [StatementFactory(round=self.round)] if extracted is None else extracted:
            ThemeStatementFactory(theme=self, statement=statement)


class ThemeStatementFactory(DjangoModelFactory[ThemeStatement]):
    """All the present words of a statement, as evidence; its main theme unless it has one."""

    class Meta:
        model = ThemeStatement

    theme = SubFactory(ThemeFactory)
    statement = SubFactory(StatementFactory, round=SelfAttribute("..theme.round"))
    revision = LazyAttribute(lambda row: row.statement.current)
    start = 0
    end = LazyAttribute(lambda row: len(row.revision.text))
    is_main = LazyAttribute(lambda row: not row.statement.in_themes.filter(is_main=True).exists())


class DraftingRunFactory(DjangoModelFactory[DraftingRun]):
    """A run that is done, and read nothing but what its drafts are given."""

    class Meta:
        model = DraftingRun
        skip_postgeneration_save = True

    round = SubFactory(RoundFactory)
    territory = SubFactory(CountryFactory)
    state = DraftingRun.State.DONE
    engine = "multaqa.analysis.text"
    engine_version = "0.1.0+0"
    inputs_sha256 = output_sha256 = "0" * 64
    seconds = 0.5

    @factory.post_generation
    def read(self, create: bool, extracted: list[Statement] | None, **_: Any) -> None:
        """What it read and put in no theme."""
        for statement in extracted or []:
            RunStatementFactory(run=self, statement=statement)


class RunStatementFactory(DjangoModelFactory[RunStatement]):
    class Meta:
        model = RunStatement
        django_get_or_create = ("run", "statement")

    run = SubFactory(DraftingRunFactory)
    statement = SubFactory(StatementFactory, round=SelfAttribute("..run.round"))
    revision = LazyAttribute(lambda row: row.statement.current)
    same = Sequence(lambda n: n + 1)


class DraftFactory(DjangoModelFactory[Draft]):
    """An open draft; each of its `statements` stands in it, the first as the quote that shows it."""

    class Meta:
        model = Draft
        skip_postgeneration_save = True

    run = SubFactory(DraftingRunFactory)
    number = LazyAttribute(lambda row: row.run.drafts.count() + 1)
    name = in_two_languages("وحدات متنقلة", "Unités mobiles")
    key_phrases = LazyAttribute(lambda row: {language: [text] for language, text in row.name.items()})
    stability = 0.9

    @factory.post_generation
    def statements(self, create: bool, extracted: list[Statement] | None, **_: Any) -> None:
        for place, statement in enumerate(extracted or []):
            read = RunStatementFactory(run=self.run, statement=statement)
            quoted = {"start": 0, "end": len(read.revision.text)} if not place else {}
            DraftStatement.objects.create(draft=self, read=read, rank=read.members.live().count(), **quoted)


class DraftDeedFactory(DjangoModelFactory[DraftDeed]):
    class Meta:
        model = DraftDeed
        skip_postgeneration_save = True

    run = SubFactory(DraftingRunFactory)
    verb = DraftDeed.Verb.RENAMED

    @factory.post_generation
    def drafts(self, create: bool, extracted: list[Draft] | None, **_: Any) -> None:
        self.drafts.set(extracted or [])


def many_statements(n: int, *, round: Round, territory: Territory) -> list[Statement]:
    """Published statements by the hundred, written in bulk after the pattern of one that deeds have made."""
    pattern = StatementFactory(round=round, territory=territory)
    words = pattern.current
    contributions = [
        ContributionFactory.build(round=round, territory=territory, text=f"{words.text} {number}")
        for number in range(n - 1)
    ]
    Contribution.objects.bulk_create(contributions)
    same = ("round", "territory", "kind", "language", "state", "published_at", "start", "end")
    statements = Statement.objects.bulk_create(
        Statement(
            ref=f"{pattern.ref}-{number}",
            contribution=contribution,
            **{name: getattr(pattern, name) for name in same},
        )
        for number, contribution in enumerate(contributions)
    )
    revisions = StatementRevision.objects.bulk_create(
        StatementRevision(statement=statement, n=1, text=words.text, sha256=words.sha256) for statement in statements
    )
    for statement, revision in zip(statements, revisions, strict=True):
        statement.current = revision
    Statement.objects.bulk_update(statements, ["current"])
    return [pattern, *statements]


def many_cited(theme: Theme, statements: list[Statement]) -> list[ThemeStatement]:
    """All of each statement, as evidence of the theme that each is counted under."""
    return ThemeStatement.objects.bulk_create(
        ThemeStatement(
            theme=theme, statement=statement, revision=statement.current, start=0, end=len(statement.text), is_main=True
        )
        for statement in statements
    )
