"""The steps that deeds on drafts are made of: rows locked, checked and moved, and the deed itself noted."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import acting_person, require
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.statements.models import Statement
from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed
from multaqa.understand.drafts.models import Draft, DraftDeed, DraftingRun, DraftStatement, RunStatement
from multaqa.understand.drafts.queries import covered
from multaqa.understand.drafts.rules import can_work_on
from multaqa.understand.errors import UnderstandError
from multaqa.understand.themes.models import Theme


def locked(by: Person, run: DraftingRun) -> DraftingRun:
    """The run, locked: whoever works on one of its drafts does so alone."""
    run = (
        DraftingRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("territory", "round")
        .get(pk=run.pk)
    )
    require(can_work_on(by, run))
    return run


def locked_draft(by: Person, draft: Draft) -> tuple[DraftingRun, Draft]:
    run = locked(by, draft.run)
    draft = Draft.objects.get(run=run, pk=draft.pk)
    check_open(draft)
    return run, draft


def hold_themes(drafts: Iterable[Draft]) -> None:
    """The themes that drafts became, before their statements and before the journal, as every deed on a theme does."""
    themes = Theme.objects.select_for_update(of=("self",), no_key=True)
    list(themes.filter(draft__in=list(drafts)).order_by("pk"))


def hold_statements(statements: Iterable[int]) -> None:
    """Before the first line in the journal, and always in the same order."""
    keys = list(statements)
    list(Statement.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def check_chosen(statements: Sequence[int]) -> None:
    if not statements:
        raise UnderstandError(_("No statement is chosen. Choose at least one, then what to do."))


def check_open(*drafts: Draft) -> None:
    for draft in drafts:
        if not draft.is_open:
            raise UnderstandError(
                _("“%(draft)s” is %(state)s, so this cannot be done to it. Reload the page to see what stands.")
                % {"draft": draft, "state": draft.get_state_display()}
            )


def check_named(draft: Draft) -> None:
    if missing := listed(own_name(tag) for tag in ("ar", "fr") if not draft.name.get(tag)):
        raise UnderstandError(
            _("The name is missing in: %(languages)s. Write it there too; a theme has a title in both.")
            % {"languages": missing}
        )


@contextmanager
def one_deed(by: Person, run: DraftingRun, verb: str, *drafts: Draft) -> Iterator[DraftDeed]:
    """What is done inside is one deed, with how many statements stood in a draft before it and after."""
    deed = DraftDeed.objects.create(run=run, verb=verb, by=acting_person(by), covered_before=covered(run))
    deed.drafts.add(*drafts)
    yield deed
    deed.covered_after = covered(run)
    deed.save()
    record(by, f"drafts_{verb}", run, drafts=sorted(deed.drafts.values_list("number", flat=True)))


def live(draft: Draft) -> QuerySet[DraftStatement]:
    return DraftStatement.objects.live().filter(draft=draft)


def stand_in(draft: Draft | None, statements: Sequence[int]) -> bool:
    if draft:
        return live(draft).filter(read__in=statements).exists()
    return RunStatement.objects.filter(pk__in=statements).in_no_theme().exists()


def rows_that_leave(run: DraftingRun, draft: Draft | None, statements: Sequence[int]) -> list[DraftStatement]:
    """The rows that leave: of a draft those that stand in it, of no theme new ones. All that were named, or none."""
    if draft:
        check_open(Draft.objects.get(run=run, pk=draft.pk))
        rows = list(live(draft).filter(read__in=statements))
    else:
        free = RunStatement.objects.filter(run=run, pk__in=statements).in_no_theme()
        rows = [DraftStatement(read=read) for read in free]
    if gone := len(set(statements)) - len(rows):
        raise UnderstandError(
            ngettext(
                "%(n)s statement you chose stands here no more: somebody moved it. Nothing was done; look again.",
                "%(n)s statements you chose stand here no more: somebody moved them. Nothing was done; look again.",
                gone,
            )
            % {"n": gone}
        )
    return rows


def take(deed: DraftDeed, rows: Sequence[DraftStatement], to: Draft | None) -> None:
    """They stand where they stood until this deed, and in the other draft since: once, as strong as ever."""
    leaving = [row.pk for row in rows if row.pk]
    there = {row.read_id: row for row in live(to)} if to else {}
    stronger = [there[row.read_id].pk for row in rows if row.read_id in there and row.rank < there[row.read_id].rank]
    DraftStatement.objects.filter(pk__in=[*leaving, *stronger]).update(until=deed)
    DraftStatement.objects.bulk_create(
        DraftStatement(draft=to, read_id=row.read_id, rank=row.rank, since=deed, **_quote(row, there.get(row.read_id)))
        for row in rows
        if to and (row.read_id not in there or there[row.read_id].pk in stronger)
    )


def _quote(row: DraftStatement, there: DraftStatement | None) -> dict[str, int | None]:
    """What stood for either draft stands for the one that is left."""
    quoted = there if row.end is None and there else row
    return {"start": quoted.start, "end": quoted.end}


def begun_already(run: DraftingRun, statements: Sequence[int], name: Words) -> Draft | None:
    """The draft that the same deed, sent before, began."""
    for draft in Draft.objects.filter(run=run, state=Draft.State.OPEN, begun_by__isnull=False):
        if draft.name == name and set(live(draft).values_list("read", flat=True)) == set(statements):
            return draft
    return None
