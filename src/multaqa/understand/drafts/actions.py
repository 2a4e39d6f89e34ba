"""A program drafts themes from statements; people work on the drafts. Nothing becomes a theme by itself."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.reading.engine import ENGINE, engine_version
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement
from multaqa.ui.rewording import stands_already
from multaqa.understand.drafts.engine import SEED
from multaqa.understand.drafts.models import Draft, DraftDeed, DraftingRun, DraftStatement, RunStatement
from multaqa.understand.drafts.queries import later_on_the_same, statements_to_draft_from, waiting_statements
from multaqa.understand.drafts.rules import can_have_drafted
from multaqa.understand.drafts.steps import (
    begun_already,
    check_chosen,
    check_named,
    check_open,
    hold_statements,
    hold_themes,
    live,
    locked,
    locked_draft,
    one_deed,
    rows_that_leave,
    stand_in,
    take,
)
from multaqa.understand.errors import UnderstandError
from multaqa.understand.themes.actions import add_evidence, draft_theme, remove_evidence, set_main_theme
from multaqa.understand.themes.models import Theme
from multaqa.understand.themes.quotes import Passage
from multaqa.understand.themes.rules import CITABLE

State, Verb = Draft.State, DraftDeed.Verb
Taxonomy = Sequence[Mapping[str, str]]


# Runs


@transaction.atomic
def start_drafting(
    *, by: Person, round: Round, territory: Territory, taxonomy: Taxonomy = (), taxonomy_name: str = ""
) -> DraftingRun:
    """Ask for drafts of what was said in a territory; while a run for it is under way, that is the one."""
    require(can_have_drafted(by, territory))
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    runs = DraftingRun.objects.filter(round=round, territory=territory, into=None, state__in=DraftingRun.UNDER_WAY)
    if under_way := runs.first():
        return under_way
    if not statements_to_draft_from(round, territory).exists():
        raise UnderstandError(
            _("Nothing said in %(territory)s in this round is confirmed or published yet: there is nothing to draft.")
            % {"territory": territory}
        )
    return _asked_for(by, round, territory, taxonomy=list(taxonomy), taxonomy_name=taxonomy_name[:200])


@transaction.atomic
def start_placing(*, by: Person, run: DraftingRun) -> DraftingRun:
    """Ask where what was said since belongs; the drafts stay as they are."""
    run = locked(by, run)
    if under_way := run.placings.filter(state__in=DraftingRun.UNDER_WAY).first():
        return under_way
    if not waiting_statements(run).exists():
        raise UnderstandError(_("Nothing was confirmed or published here since these drafts were drawn."))
    return _asked_for(by, run.round, run.territory, into=run)


def _asked_for(by: Person, round: Round, territory: Territory, **given: object) -> DraftingRun:
    run = DraftingRun.objects.create(
        round=round,
        territory=territory,
        engine=ENGINE,
        engine_version=engine_version(),
        seed=SEED,
        started_by=acting_person(by),
        **given,
    )
    record(by, "asked_for_drafts", run, engine=run.engine_version, taxonomy=run.taxonomy_name)
    return run


@transaction.atomic
def stop_drafting(*, by: Person, run: DraftingRun) -> DraftingRun:
    """Its process finds out within a second or two; it keeps no draft."""
    run = locked(by, run)
    if run.is_under_way:
        run.state = DraftingRun.State.STOPPED
        run.save()
        record(by, "stopped", run)
    return run


@transaction.atomic
def start_again(*, by: Person, run: DraftingRun) -> DraftingRun:
    """A run that was stopped, failed or fell silent waits again, and goes on from what it had read."""
    run = locked(by, run)
    if not run.is_done and run.state != DraftingRun.State.WAITING:
        run.state, run.failure, run.engine_version = DraftingRun.State.WAITING, "", engine_version()
        run.save()
        record(by, "asked_for_drafts", run, engine=run.engine_version)
    return run


# Working on drafts


@transaction.atomic
def rename_draft(*, by: Person, draft: Draft, name: Words, seen: str | None = None) -> Draft:
    run, draft = locked_draft(by, draft)
    if stands_already(draft, {"name": name}, seen):
        return draft
    with one_deed(by, run, Verb.RENAMED, draft) as deed:
        deed.name_before, draft.name = draft.name, name
        draft.save()
    return draft


@transaction.atomic
def merge_drafts(*, by: Person, draft: Draft, into: Draft) -> DraftDeed:
    """All statements of one stand in the other from now on, each once."""
    run = locked(by, draft.run)
    draft, into = (Draft.objects.get(run=run, pk=one.pk) for one in (draft, into))
    if draft.state == State.MERGED and draft.merged_into == into and draft.ended_by:
        return draft.ended_by  # the same deed, sent twice
    check_open(draft, into)
    if draft == into:
        raise UnderstandError(_("A draft cannot be merged into itself. Choose another one."))
    with one_deed(by, run, Verb.MERGED, draft, into) as deed:
        take(deed, list(live(draft)), into)
        draft.state, draft.merged_into, draft.ended_by = State.MERGED, into, deed
        draft.save()
    return deed


@transaction.atomic
def split_draft(*, by: Person, run: DraftingRun, draft: Draft | None, statements: Sequence[int], name: Words) -> Draft:
    """Some statements of a draft, or of what stands in no theme, begin a draft of their own."""
    run = locked(by, run)
    check_chosen(statements)
    if done := begun_already(run, statements, name):
        return done
    leaving = rows_that_leave(run, draft, statements)
    if draft and live(draft).count() == len(leaving):
        raise UnderstandError(_("All statements would leave. Rename the draft instead, or leave some in it."))
    number = (Draft.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0) + 1
    with one_deed(by, run, Verb.SPLIT, *([draft] if draft else [])) as deed:
        begun = Draft.objects.create(run=run, number=number, name=name, begun_by=deed)
        deed.drafts.add(begun)
        take(deed, leaving, begun)
    return begun


@transaction.atomic
def move_statements(
    *, by: Person, run: DraftingRun, draft: Draft | None, statements: Sequence[int], to: Draft | None
) -> DraftDeed | None:
    """From one draft, or from what stands in no theme, to another, or to no theme. None: they stand there already."""
    run = locked(by, run)
    check_chosen(statements)
    if draft == to:
        raise UnderstandError(_("They stand there already. Choose another draft."))
    if to:
        to = Draft.objects.get(run=run, pk=to.pk)
        check_open(to)
        if live(to).filter(read__in=statements).count() == len(set(statements)) and not stand_in(draft, statements):
            return None  # the same deed, sent twice
    leaving = rows_that_leave(run, draft, statements)
    with one_deed(by, run, Verb.MOVED, *(one for one in (draft, to) if one)) as deed:
        take(deed, leaving, to)
    return deed


@transaction.atomic
def discard_draft(*, by: Person, draft: Draft) -> DraftDeed:
    """It is no theme. Its statements stand where else they stand, or in no theme."""
    run = locked(by, draft.run)
    draft = Draft.objects.get(run=run, pk=draft.pk)
    if draft.state == State.DISCARDED and draft.ended_by:
        return draft.ended_by
    check_open(draft)
    with one_deed(by, run, Verb.DISCARDED, draft) as deed:
        draft.state, draft.ended_by = State.DISCARDED, deed
        draft.save()
    return deed


@transaction.atomic
def place_statements(*, by: Person, run: DraftingRun, statements: Sequence[int]) -> DraftDeed | None:
    """Follow what was proposed for statements said since; of a draft that is a theme already, the theme cites them."""
    run = locked(by, run)
    check_chosen(statements)
    chosen = list(
        RunStatement.objects.filter(run=run, pk__in=statements, proposed__state__in=Draft.STANDING)
        .in_no_theme()
        .select_related("proposed__theme", "statement")
        .order_by("statement_id")
    )
    if not chosen:
        return None  # the same deed, sent twice
    drafts = {read.proposed for read in chosen if read.proposed}
    hold_themes(drafts)
    hold_statements(read.statement_id for read in chosen)
    with one_deed(by, run, Verb.PLACED, *drafts) as deed:
        DraftStatement.objects.bulk_create(DraftStatement(draft=one.proposed, read=one, since=deed) for one in chosen)
    for read in chosen:
        if read.proposed and read.proposed.theme:
            add_evidence(by=by, theme=read.proposed.theme, statement=read.statement)
    return deed


@transaction.atomic
def undo_deed(*, by: Person, deed: DraftDeed) -> DraftDeed:
    """All is as it was before, as long as nobody did more to the same drafts."""
    run = locked(by, deed.run)
    deed = DraftDeed.objects.get(pk=deed.pk, run=run)
    if deed.undone_at:
        return deed
    if deed.verb == Verb.ACCEPTED:
        raise UnderstandError(_("It is a theme now, and is seen to at the page of that theme."))
    if later := later_on_the_same(deed).first():
        raise UnderstandError(
            _("More was done to the same drafts since (%(what)s). Undo that first.")
            % {"what": later.get_verb_display()}
        )
    hold_themes(deed.drafts.all())
    hold_statements(deed.gained.values_list("read__statement_id", flat=True))
    cited_since = list(deed.gained.filter(draft__theme__isnull=False).select_related("draft__theme", "read__statement"))
    _take_back(deed)
    deed.undone_at = timezone.now()
    deed.save()
    record(by, "undone", run, deed=deed.pk)
    for row in cited_since:
        if row.draft.theme:
            remove_evidence(by=by, theme=row.draft.theme, statement=row.read.statement)
    return deed


def _take_back(deed: DraftDeed) -> None:
    deed.gained.all().delete()
    deed.lost.update(until=None)
    deed.ended.update(state=State.OPEN, merged_into=None, ended_by=None)
    RunStatement.objects.filter(proposed__begun_by=deed).update(proposed=None)
    deed.begun.all().delete()
    if deed.verb == Verb.RENAMED:
        deed.drafts.update(name=deed.name_before)


# Accepting


@transaction.atomic
def accept_draft(*, by: Person, draft: Draft) -> Theme:
    """It becomes a theme in draft, with the statements that show it; the words of its name are the title."""
    run, draft = locked(by, draft.run), Draft.objects.select_related("theme").get(pk=draft.pk)
    if draft.theme:
        return draft.theme
    check_open(draft)
    check_named(draft)
    members = list(live(draft).select_related("read__statement", "read__revision").order_by("read__statement_id"))
    hold_statements(row.read.statement_id for row in members)
    citable = _citable(members)
    if not citable:
        raise UnderstandError(
            _("None of its statements can be cited any more. Discard the draft, or move others here.")
        )
    with one_deed(by, run, Verb.ACCEPTED, draft):
        theme = draft_theme(
            by=by,
            round=run.round,
            territory=run.territory,
            title=draft.name,
            summary=Words(),
            method=Theme.Method.ASSISTED,
        )
        draft.theme, draft.state = theme, State.ACCEPTED
        draft.save()
        for row in citable:
            _cite(by, theme, row)
    return theme


def _citable(members: Sequence[DraftStatement]) -> list[DraftStatement]:
    """Without those that were withheld or withdrawn since they were read."""
    keys = [row.read.statement_id for row in members]
    statements = Statement.objects.filter(pk__in=keys, state__in=CITABLE).in_bulk()
    return [row for row in members if row.read.statement_id in statements]


def _cite(by: Person, theme: Theme, row: DraftStatement) -> None:
    """The words that stood for it, or all of them; all of the present ones where they were revised since."""
    at = Passage(row.start, row.end) if row.start is not None and row.end is not None else None
    statement = row.read.statement
    evidence = add_evidence(by=by, theme=theme, statement=statement, at=None if row.read.is_revised else at)
    if row.rank == 0 and not evidence.is_main and not _is_counted_in_public(statement):
        set_main_theme(by=by, theme=theme, statement=statement)


def _is_counted_in_public(statement: Statement) -> bool:
    return statement.in_themes.filter(is_main=True, theme__state=Theme.State.PUBLISHED).exists()
