"""The workspace of themes: draft from statements, tick quotes, review, publish."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.territory.forms import PlacedFilters
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import visible_statements
from multaqa.ui.deeds import DeedRefused, attempt, done, refusal_of
from multaqa.ui.formats import number
from multaqa.ui.pages import page, say
from multaqa.ui.parts import Crumb
from multaqa.ui.tables import listing
from multaqa.understand.themes import actions
from multaqa.understand.themes.forms import DraftForm, PickingForm, RevisionForm, SupersedeForm
from multaqa.understand.themes.models import Theme
from multaqa.understand.themes.queries import (
    citable_statements,
    count_by_state,
    themes_to_work_on,
    with_counts,
    with_their_statements,
)
from multaqa.understand.themes.quotes import Passage
from multaqa.understand.themes.rules import can_edit_theme, can_publish_theme, has_drafted

SORTED_BY = {"code": "code", "state": "state", "statements": "cited", "territory": "territory__path"}
CELLS = cells("code", "state", "round.code", "territory.code", "cited", words="title")


def desk(request: HttpRequest) -> HttpResponseBase:
    themes = themes_to_work_on(person_of(request.user))
    counts = count_by_state(themes)
    filters = PlacedFilters(request, states=Theme.State.choices)
    rows = listing(request, with_counts(filters.narrow(themes)), columns=SORTED_BY, default="state")
    context = {"rows": rows, "filters": filters, "counts": counts, "state": filters.chosen.get("state", "")}
    return downloaded(request, rows, "themes", CELLS) or page(request, "understand/themes/desk_list.html", **context)


def draft(request: HttpRequest) -> HttpResponse:
    """A new theme; ?statement=... once or more cites these from the start."""
    person = person_at_desk(request)
    chosen = visible_statements(person).for_reading().filter(ref__in=request.GET.getlist("statement"))
    form = DraftForm(
        request.POST or None,
        rounds=visible_rounds(person),
        reach=reach_of(person, "theme.draft").without(Territory.Kind.COMMUNE),
        initial={"round": visible_rounds(person).first()},
    )
    if theme := attempt(form, actions.draft_theme, by=person, statements=chosen):
        said = _("The draft is kept. Cite the statements that show it.")
        return done(request, said, "understand:desk-theme", theme.code)
    status = 422 if form.errors else 200
    trail = [Crumb(_("Themes"), reverse("understand:desk")), Crumb(_("New theme"))]
    return page(request, "understand/themes/draft.html", status=status, form=form, chosen=chosen, trail=trail)


def theme_desk(request: HttpRequest, code: str, status: int = 200, **bound: Any) -> HttpResponse:
    """One theme with its evidence, and the statements among which more is picked; a refused form comes back."""
    person = person_at_desk(request)
    theme = get_object_or_404(themes_to_work_on(person), code=code)
    picking = PickingForm(request)
    cited = with_their_statements(theme.evidence.all())
    free = citable_statements(theme, visible_statements(person)).exclude(in_themes__theme=theme)
    context = {
        "revision": RevisionForm(theme=theme),
        "supersession": SupersedeForm(successors=_successors(theme)),
        "typed": {},
        "refusals": [],
        **bound,
    }
    for name in ("revision", "supersession"):
        context[name].auto_id = f"{name}-%s"  # two forms on one page, each with ids of its own
    return page(
        request,
        "understand/themes/desk.html",
        status=status,
        theme=theme,
        picking=picking,
        evidence=cited,
        rows=listing(request, picking.narrow(free).for_reading(), columns={"ref": "ref"}, default="ref", per_page=20),
        may_edit=can_edit_theme(person, theme) and theme.state != Theme.State.SUPERSEDED,
        may_publish=can_publish_theme(person, theme),
        drafted_it=has_drafted(person, theme),
        trail=[Crumb(_("Themes"), reverse("understand:desk")), Crumb(str(theme))],
        **context,
    )


@require_POST
def revise(request: HttpRequest, code: str) -> HttpResponse:
    theme = _theme(request, code)
    form = RevisionForm(request.POST, theme=theme)
    if attempt(form, actions.revise_theme, by=person_at_desk(request), theme=theme):
        return done(request, _("The words are kept."), "understand:desk-theme", code)
    return theme_desk(request, code, status=422, revision=form)


@require_POST
def supersede(request: HttpRequest, code: str) -> HttpResponse:
    theme = _theme(request, code)
    form = SupersedeForm(request.POST, successors=_successors(theme))
    if attempt(form, actions.supersede_theme, by=person_at_desk(request), theme=theme):
        return done(request, _("The other theme took its place."), "understand:desk-theme", code)
    return theme_desk(request, code, status=422, supersession=form)


@require_POST
def cite(request: HttpRequest, code: str) -> HttpResponse:
    """Cite every ticked statement, in full or in the words typed beside it; all of them or none."""
    theme = _theme(request, code)
    person = person_at_desk(request)
    ticked = visible_statements(person).filter(ref__in=request.POST.getlist("statement")).order_by("ref")
    typed = {statement.ref: request.POST.get(f"quote-{statement.ref}", "") for statement in ticked}
    refusals = _cite_all(person, theme, list(ticked), typed)
    if refusals or not ticked:
        refusals = refusals or [_("No statement is ticked. Tick at least one, then cite.")]
        return theme_desk(request, code, status=422, typed=typed, refusals=refusals)
    n = len(typed)
    say(request, ngettext("%(n)s statement is cited.", "%(n)s statements are cited.", n) % {"n": number(n)})
    return redirect(request.get_full_path().replace(request.path, reverse("understand:desk-theme", args=[code])))


def _cite_all(person: Person, theme: Theme, statements: list[Statement], typed: dict[str, str]) -> list[str]:
    refusals = []
    with transaction.atomic():
        for statement in statements:
            try:
                actions.add_evidence(by=person, theme=theme, statement=statement, quote=typed[statement.ref])
            except DeedRefused as refused:
                refusals.append(str(refused))
        transaction.set_rollback(bool(refusals))
    return refusals


@require_POST
def let_go(request: HttpRequest, code: str, ref: str) -> HttpResponse:
    theme, statement = _theme(request, code), _readable(request, ref)
    evidence = theme.evidence.select_related("revision").filter(statement=statement).first()
    refusal = refusal_of(actions.remove_evidence, by=person_at_desk(request), theme=theme, statement=statement)
    if evidence and not refusal:
        address = reverse("understand:desk-theme-put-back", args=[code, ref, evidence.start, evidence.end])
        say(request, _("%(ref)s is cited here no more.") % {"ref": ref}, undo=address)
    return _led_back(request, code, refusal)


@require_POST
def put_back(request: HttpRequest, code: str, ref: str, start: int, end: int) -> HttpResponse:
    """Undo: the same characters of the statement are cited again."""
    cited = {"theme": _theme(request, code), "statement": _readable(request, ref), "at": Passage(start, end)}
    return _led_back(request, code, refusal_of(actions.add_evidence, by=person_at_desk(request), **cited))


@require_POST
def make_main(request: HttpRequest, code: str, ref: str) -> HttpResponse:
    held = {"theme": _theme(request, code), "statement": _readable(request, ref)}
    return _led_back(request, code, refusal_of(actions.set_main_theme, by=person_at_desk(request), **held))


@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    refusal = refusal_of(actions.review_theme, by=person_at_desk(request), theme=_theme(request, code))
    return _led_back(request, code, refusal, _("The theme is reviewed. It can be published now."))


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    refusal = refusal_of(actions.publish_theme, by=person_at_desk(request), theme=_theme(request, code))
    return _led_back(request, code, refusal, _("The theme is published."))


def _led_back(request: HttpRequest, code: str, refusal: str, said: str = "") -> HttpResponse:
    """To the theme: with what was done, or with why it was not."""
    if refusal:
        return theme_desk(request, code, status=422, refusals=[refusal])
    if said:
        say(request, said)
    return redirect("understand:desk-theme", code)


def _readable(request: HttpRequest, ref: str) -> Statement:
    statement: Statement = get_object_or_404(visible_statements(person_at_desk(request)), ref=ref)
    return statement


def _theme(request: HttpRequest, code: str) -> Theme:
    return get_object_or_404(themes_to_work_on(person_at_desk(request)), code=code)


def _successors(theme: Theme) -> Any:
    return Theme.objects.published().filter(round=theme.round).exclude(pk=theme.pk)
