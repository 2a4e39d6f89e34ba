"""What the test of queries is generated from: a house in which every list has as many rows as one asks for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from multaqa.accountability.answers.models import Answer
from multaqa.deliver.projects.models import ProgressReport
from multaqa.ground.people.models import Contact, Invitation, Move
from multaqa.listen.meetings.models import AgendaItem, Attendance
from multaqa.listen.statements.actions import translate_statement
from multaqa.listen.statements.models import Report, Statement, StatementMove
from multaqa.understand.drafts.models import Draft as ThemeDraft
from multaqa.understand.drafts.models import DraftStatement
from tests.factories.accountability import AnswerFactory, ThemeAnswerFactory, whole_thread
from tests.factories.copying import copies
from tests.factories.ground import (
    CommuneFactory,
    MandateFactory,
    OrganisationFactory,
    RoleFactory,
    ServiceFactory,
    SourceFactory,
    TargetGroupFactory,
    TerritoryFactory,
)
from tests.factories.listen import (
    BY,
    DocumentFactory,
    MeetingFactory,
    RoundFactory,
    SiteFactory,
    StatementFactory,
    StatementLinkFactory,
)
from tests.house.leaks import Draft, addresses, drafts_in, facts_of

LATEST, LONG_AGO = date(2026, 1, 1), date(2001, 1, 1)


class House:
    """One of everything, all hanging together; then, as it grows, more of everything that is listed anywhere."""

    def __init__(self) -> None:
        self.size = 1
        self.place = TerritoryFactory()
        self.commune = CommuneFactory(parent=self.place)
        self.round = RoundFactory(opens_on=LATEST)
        here: dict[str, Any] = {"round": self.round, "territory": self.place}
        self.meeting = MeetingFactory(**here)
        words = {"meeting": self.meeting, "organisation": OrganisationFactory(), "source": SourceFactory()}
        from_there = {f"contribution__{name}": row for name, row in words.items()}
        described = {"territories": [self.commune], "target_groups": [TargetGroupFactory()]}
        self.thread = whole_thread(**here, **described, **from_there)
        self.waiting = AnswerFactory(statement=StatementFactory(**here, **described, **from_there))
        for answer in (self.thread.answer, self.waiting):
            translate_statement(by=BY, statement=answer.statement, language="ar", text="كلمات أخرى")
        self.drafts = drafts_in(self.place, self.round)
        self.organisation, self.document = (
            OrganisationFactory(territory=self.place),
            DocumentFactory(meeting=self.meeting),
        )
        self.office = MandateFactory(organisation=self.organisation)
        self.link = StatementLinkFactory(from_statement=self.thread.statement, to_statement=self.waiting.statement)
        self.report = Report.objects.create(statement=self.thread.statement, reason="other", text="?")
        self.theme_answer = ThemeAnswerFactory(theme=self.thread.theme)
        self.role = RoleFactory(territory=self.place, template__verbs=[])
        self.invitation = self._invitation()
        self.alone = [*self._things_alone(), *self._moves()]

    def _invitation(self) -> Invitation:
        tomorrow = timezone.now() + timedelta(days=1)
        kept = Invitation.objects.create(
            template=self.role.template, territory=self.place, language="fr", token_sha256="x", expires_at=tomorrow
        )
        Contact.objects.keep("somebody@example.org", invitation=kept)
        return kept

    def _things_alone(self) -> Iterator[models.Model]:
        """What is copied as it is: more of it in the same place, meeting, strategy, visit…"""
        thread = self.thread
        strategy = thread.measure.objective.axis.strategy
        yield from (self.meeting, self.document, self.organisation, ServiceFactory(), SourceFactory())
        yield from (self.role.template, self.office, TargetGroupFactory())
        yield from (strategy, thread.measure.objective.axis, thread.measure.objective, thread.measure)
        yield from (thread.announcement, thread.envelope, thread.project, thread.centre, thread.visit)
        yield from (thread.recommendation.stop, thread.recommendation)
        site = SiteFactory(meeting=self.meeting)
        of_meeting = {"meeting": self.meeting}
        yield site
        yield Attendance.objects.create(
            site=site, organisation=self.organisation, organisation_kind="association", **of_meeting
        )
        yield AgendaItem.objects.create(order=1, kind="debate", title=self.meeting.title, **of_meeting)
        yield ProgressReport.objects.create(project=thread.project, percent=10)
        yield from (draft.row for draft in self.drafts if not isinstance(draft.row, Statement | Answer | Report))

    def _moves(self) -> Iterator[Move]:
        """One more step of everything that has steps."""
        of = {type(row): row for row in (*self.thread, self.office, self.thread.measure.objective.axis.strategy)}
        for model in apps.get_models():
            if issubclass(model, Move) and model is not StatementMove:
                name, row = next((f.name, of[f.related_model]) for f in model._meta.fields if f.related_model in of)
                yield model.objects.create(to_state=row.state, by=self.role.person, **{name: row})

    def grow(self, size: int) -> None:
        more = size - self.size
        self.size = size
        for row in self.alone:
            copies(row, more)
        copies(self.round, more, opens_on=LONG_AGO)  # a page is about the latest
        self._more_people(more)
        self._more_places(more)
        said = self._more_statements(self.thread.statement, more)
        self._more_of_statements(said, more)
        self._more_of_themes(said, more)
        self._more_of_drafts(said)
        self._more_money(more)
        for row in self.drafts:
            if isinstance(row.row, Statement):
                self._more_statements(row.row, more)
        if connection.vendor == "postgresql":  # its own housekeeping sees no row before the commit, and plans for few
            connection.cursor().execute("ANALYZE")

    def _more_statements(self, pattern: Statement, more: int) -> list[Statement]:
        """Each with words, moves and translations of its own, cut from a contribution of its own."""
        contributions = copies(pattern.contribution, more)
        statements = copies(pattern, more, contribution=contributions, current=None)
        revisions = copies(pattern.revisions.get(), more, statement=statements)
        for statement, revision in zip(statements, revisions, strict=True):
            statement.current = revision
        Statement.objects.bulk_update(statements, ["current"])
        for move in pattern.moves.all():
            copies(move, more, statement=statements)
        for translation in pattern.translations.all():
            copies(translation, more, object_id=[statement.pk for statement in statements])
        return statements

    def _more_of_statements(self, said: list[Statement], more: int) -> None:
        waiting = self._more_statements(self.waiting.statement, more)
        copies(self.waiting, more, statement=waiting)
        copies(self.thread.answer, more, statement=said)
        copies(self.link, more, to_statement=said)
        copies(self.report, more, statement=said)

    def _more_of_themes(self, said: list[Statement], more: int) -> None:
        """More quotes in the one theme, and more themes that quote the one statement."""
        evidence = self.thread.theme.evidence.get(statement=self.thread.statement)
        copies(evidence, more, statement=said, revision=[statement.current for statement in said])
        themes = copies(self.thread.theme, more)
        copies(evidence, more, theme=themes, is_main=False)
        # one fewer: with that of the statement they are as many as a thread lists
        copies(self.theme_answer, len(themes[1:]), theme=themes[1:])

    def _more_of_drafts(self, said: list[Statement]) -> None:
        """More statements that the one run read, all of them in its one draft."""
        draft = next(one.row for one in self.drafts if isinstance(one.row, ThemeDraft))
        member = DraftStatement.objects.filter(draft=draft.pk).earliest("pk")
        words = [statement.current for statement in said]
        copies(member, len(said), read=copies(member.read, len(said), statement=said, revision=words))

    def _more_money(self, more: int) -> None:
        """More agreements, and more partners who promise and pay in the one."""
        copies(self.thread.agreement, more)
        parties = copies(self.thread.commitment.party, more, organisation=copies(self.organisation, more))
        copies(self.thread.payment, more, commitment=copies(self.thread.commitment, more, party=parties))

    def _more_people(self, more: int) -> None:
        users = copies(self.role.person.user, more)
        people = copies(self.role.person, more, user=users)
        copies(self.role, more, person=people)
        invitations = copies(self.invitation, more)
        for user, invitation in zip(users, invitations, strict=True):
            Contact.objects.keep(f"{uuid4()}@example.org", user=user)
            Contact.objects.keep(f"{uuid4()}@example.org", invitation=invitation)

    def _more_places(self, more: int) -> None:
        for place in (self.place, self.commune):
            codes = [f"{place.code}{number}" for number in range(self.size - more, self.size)]
            copies(place, more, code=codes, path=[f"{place.parent.path}{code}/" for code in codes])

    def paths(self) -> list[str]:
        """Every address of the house, about the first of each thing."""
        strategy = self.thread.measure.objective.axis.strategy
        of_measure = {"strategy": strategy.code, "version": strategy.version}
        things: list[tuple[models.Model, dict[str, Any]]] = [
            *(
                (row, {"kind": kind} | (of_measure if kind == "measure" else {}))
                for kind, row in vars(self.thread).items()
            ),
            (strategy, {"version": strategy.version}),
            *((row, {}) for row in (self.meeting, self.round, self.place, self.document, self.role.person)),
            (self.organisation, {"object_id": self.organisation.pk}),
        ]
        first = [Draft(row, "", facts_of(row) | facts) for row, facts in things]
        kinds = {type(thing.row) for thing in first}
        others = {type(draft.row): draft for draft in self.drafts if type(draft.row) not in kinds}
        filled = [path for address in addresses() for path in address.filled([*first, *others.values()])]
        pages = [path for path in filled if not path.endswith("/delete/")]  # Django names there all that hangs on it
        return list(dict.fromkeys([*pages, *(f"{path}?q=a" for path in pages if path.endswith("/search/"))]))
