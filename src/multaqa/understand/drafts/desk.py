"""The pages of drafts: runs, the drafts of one, their statements, and all of it side by side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.ui.pages import page
from multaqa.ui.parts import Crumb
from multaqa.ui.tables import Columns, listing
from multaqa.understand.drafts.comparing import NONE, Comparison, Line, by_target_group, by_territory
from multaqa.understand.drafts.forms import (
    BeginForm,
    CompareFilters,
    DraftsFilters,
    IntoForm,
    NameForm,
    ReadFilters,
    RunFilters,
    StartForm,
)
from multaqa.understand.drafts.models import Draft, DraftingRun, DraftStatement
from multaqa.understand.drafts.queries import (
    Voices,
    can_be_undone,
    deeds_of,
    drafts_of,
    members_of,
    quotes_of,
    runs_with_counts,
    standing_of,
    statements_of,
    visible_runs,
    voices_of,
    waiting_statements,
)

RUN_COLUMNS = {"started": "started_at", "state": "state", "territory": "territory__path"}
RUN_CELLS = cells(
    "pk", "round.code", "territory.code", "taxonomy_name", "state", "started_at", "engine", "engine_version", "encoder",
    "encoder_version", "seed", "inputs_sha256", "output_sha256", "seconds", "read", "open", "accepted",
)  # fmt: skip
DRAFT_COLUMNS: Columns = {
    "number": "number",
    "statements": ("statements", "texts"),
    "stability": "stability",
    "state": "state",
}
READ_COLUMNS = {"ref": "statement__ref", "nearness": "nearness"}
READ_CELLS = cells(
    "statement.ref", "statement.state", "statement.territory.code", "same", "main_number", "proposed.number",
    "nearness", "revision.text",
)  # fmt: skip
MEMBER_COLUMNS: Columns = {"strength": ("rank", "read__statement__ref"), "ref": "read__statement__ref"}
DEEDS_SHOWN = 12


STAGES = {
    "": gettext_lazy("It waits for its turn."),
    "duplicates": gettext_lazy("Finding what was sent more than once"),
    "vectors": gettext_lazy("Reading the statements"),
    "neighbours": gettext_lazy("Comparing each with all others"),
    "groups": gettext_lazy("Grouping them, and trying again with fewer to see what holds"),
    "names": gettext_lazy("Naming the groups by their own words"),
    "placing": gettext_lazy("Placing the new statements"),
}
"""What the program is at, by the names that it tells."""


def runs(request: HttpRequest, status: int = 200, form: StartForm | None = None) -> HttpResponseBase:
    filters = RunFilters(request)
    found = filters.narrow(runs_with_counts(person_of(request.user)))
    rows = listing(request, found, columns=RUN_COLUMNS, default="-started")
    return downloaded(request, rows, "drafting-runs", RUN_CELLS) or page(
        request,
        "understand/drafts/list.html",
        status=status,
        rows=rows,
        filters=filters,
        form=form or start_form(request),
        trail=[_to_themes(), Crumb(_("Drafts"))],
    )


def start_form(request: HttpRequest, *sent: Any) -> StartForm:
    person = person_at_desk(request)
    rounds, reach = visible_rounds(person), reach_of(person, "theme.draft")
    return StartForm(*sent, rounds=rounds, reach=reach, initial={"round": rounds.first()})


def run_page(request: HttpRequest, pk: int, status: int = 200, refusals: Any = ()) -> HttpResponseBase:
    """A run: how far it is while it works, and then its drafts."""
    run = run_of(request, pk)
    filters = DraftsFilters(request)
    rows = listing(request, drafts_of(run), columns=DRAFT_COLUMNS, default="-statements", per_page=20)
    deeds = list(deeds_of(run)[:DEEDS_SHOWN])
    return downloaded(request, rows, "drafts", _draft_cells()) or page(
        request,
        "understand/drafts/run.html",
        status=status,
        rows=rows,
        filters=filters,
        cards=_cards(rows),
        deeds=deeds,
        undoable=can_be_undone(deeds),
        placing=run.placings.order_by("-pk").first(),
        stages=STAGES,
        newer=waiting_statements(run).count() if run.is_done else 0,
        refusals=refusals,
        **standing(run),
    )


@dataclass(frozen=True)
class Card:
    """A draft with the words that stand for it, and who raised it."""

    draft: Draft
    quotes: list[DraftStatement]
    voices: Voices

    @property
    def few(self) -> list[DraftStatement]:
        """One quote in each language."""
        return list({row.read.statement.language: row for row in reversed(self.quotes)}.values())[::-1]


def _cards(drafts: Iterable[Draft]) -> list[Card]:
    drafts = list(drafts)
    quotes, voices = quotes_of(drafts), voices_of(drafts)
    return [Card(draft, quotes[draft.pk], voices[draft.pk]) for draft in drafts]


def _draft_cells() -> dict[str, Callable[[Any], Any]]:
    spoken = {
        f"key_phrases_{tag}": lambda draft, tag=tag: " | ".join(draft.key_phrases.get(tag, ())) for tag in ("ar", "fr")
    }
    return {
        **cells("number", "code", "state", "statements", "texts", "stability", "theme.code", words="name"),
        **spoken,
    }


def draft_page(request: HttpRequest, pk: int, number: int, status: int = 200, **bound: Any) -> HttpResponse:
    """One draft: what it says, who raised it, and its statements, to be worked on."""
    run = run_of(request, pk)
    draft = draft_of(run, number)
    others = list(Draft.objects.filter(run=run, state=Draft.State.OPEN).exclude(pk=draft.pk))
    forms = {"naming": NameForm(row=draft), "into": IntoForm(drafts=others), "begin": BeginForm(), **bound}
    for name in ("naming", "into", "begin"):
        forms[name].auto_id = f"{name}-%s"
    return page(
        request,
        "understand/drafts/draft.html",
        status=status,
        draft=draft,
        card=_cards([draft])[0],
        rows=listing(request, members_of(draft), columns=MEMBER_COLUMNS, default="strength", per_page=50),
        others=others,
        trail=[*_trail(run), Crumb(str(draft))],
        **standing(run),
        **{"refusals": (), "chosen": (), **forms},
    )


def statements(request: HttpRequest, pk: int, status: int = 200, **bound: Any) -> HttpResponseBase:
    """What a run read, narrowed by draft, place and group; what stands in no theme is worked on here."""
    run = run_of(request, pk)
    filters = ReadFilters(request, run=run)
    rows = listing(request, filters.narrow(statements_of(run)), columns=READ_COLUMNS, default="ref", per_page=50)
    drafts = {draft.pk: draft for draft in filters.drafts.values()}
    for row in rows:
        row.held_by = drafts.get(row.main)
    forms = {"begin": BeginForm(), **bound}
    forms["begin"].auto_id = "begin-%s"
    return downloaded(request, rows, "statements", _read_cells(drafts)) or page(
        request,
        "understand/drafts/statements.html",
        status=status,
        rows=rows,
        filters=filters,
        others=[draft for draft in drafts.values() if draft.is_open],
        alone=filters.chosen.get("theme") == NONE,
        trail=[*_trail(run), Crumb(_("Statements"))],
        **standing(run),
        **{"refusals": (), "chosen": (), **forms},
    )


def _read_cells(drafts: dict[int, Draft]) -> dict[str, Callable[[Any], Any]]:
    def main(read: Any) -> int | None:
        return drafts[read.main].number if read.main in drafts else None

    return {**READ_CELLS, "main_number": main}


def compare(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Themes by territories or by target groups, each figure a link to its statements."""
    run = run_of(request, pk)
    filters = CompareFilters(request, run=run)
    within: Territory = filters.chosen.get("within") or run.territory
    by = filters.chosen.get("by") or "territory"
    compared = (by_target_group if by == "group" else by_territory)(run, within)
    rows = listing(request, list(compared.lines), columns={"theme": "place"}, default="theme", per_page=500)
    return downloaded(request, rows, f"themes-by-{by}", _comparison_cells(compared)) or page(
        request,
        "understand/drafts/compare.html",
        compared=compared,
        rows=rows,
        filters=filters,
        by=by,
        within=within,
        narrowed=within != run.territory,
        trail=[*_trail(run), Crumb(_("Side by side"))],
        **standing(run),
    )


def _comparison_cells(compared: Comparison) -> dict[str, Callable[[Line], Any]]:
    names = {
        f"name_{tag}": lambda line, tag=tag: line.draft.name.get(tag, "") if line.draft else "" for tag in ("ar", "fr")
    }
    places = {column.key: lambda line, place=place: line.counts[place] for place, column in enumerate(compared.columns)}
    return {
        "number": lambda line: line.draft.number if line.draft else NONE,
        **names,
        **places,
        "total": lambda line: line.total,
        "statements": lambda line: line.statements,
    }


def standing(run: DraftingRun) -> dict[str, Any]:
    """What every page about a run says: which it is, and how its statements divide."""
    return {"run": run, "standing": standing_of(run)}


def run_of(request: HttpRequest, pk: int) -> DraftingRun:
    """One that drafts; a run that places is shown on the page of the drafts that it places into."""
    run: DraftingRun = get_object_or_404(visible_runs(person_of(request.user)).filter(into=None), pk=pk)
    return run


def draft_of(run: DraftingRun, number: int) -> Draft:
    draft: Draft = get_object_or_404(
        Draft.objects.filter(run=run).with_counts().select_related("run__territory", "theme", "merged_into"),
        number=number,
    )
    return draft


def _trail(run: DraftingRun) -> list[Crumb]:
    return [
        _to_themes(),
        Crumb(_("Drafts"), reverse("understand:desk-draftings")),
        Crumb(str(run.territory), run.get_absolute_url()),
    ]


def _to_themes() -> Crumb:
    return Crumb(_("Themes"), reverse("understand:desk"))
