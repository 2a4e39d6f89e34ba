"""Rows of understanding for tests. A published theme has its evidence, as the deeds of people would leave it."""

from typing import Any

import factory
from django.utils import timezone
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.listen.statements.models import Statement
from multaqa.understand.themes.models import Theme, ThemeStatement
from tests.factories.ground import CountryFactory, in_two_languages
from tests.factories.listen import RoundFactory, StatementFactory


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
