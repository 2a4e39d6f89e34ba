"""The workspace of themes: draft from statements, tick quotes, review, publish."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import territories_where
from multaqa.ground.people.rules import RightRefused, person_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import visible_statements
from multaqa.ui.formats import number
from multaqa.ui.pages import page, say
from multaqa.ui.parts import Crumb
from multaqa.ui.tables import listing
from multaqa.understand.errors import UnderstandError
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


def desk(request: HttpRequest) -> HttpResponse:
    themes = themes_to_work_on(person_of(request.user))
    counts = count_by_state(themes)
    asked = request.GET.get("state", "")
    shown = themes.filter(state=asked) if asked in Theme.State.values else themes
    rows = listing(request, with_counts(shown), columns=SORTED_BY, default="state")
    return page(request, "understand/themes/desk_list.html", rows=rows, counts=counts, state=asked)


def draft(request: HttpRequest) -> HttpResponse:
    """A new theme; ?statement=... once or more cites these from the start."""
    person = _person(request)
    chosen = visible_statements(person).for_reading().filter(ref__in=request.GET.getlist("statement"))
    form = DraftForm(
        request.POST or None,
        rounds=visible_rounds(person),
        territories=territories_where(person, "theme.draft").exclude(kind=Territory.Kind.COMMUNE),
        initial={"round": visible_rounds(person).first()},
    )
    if form.is_valid():
        try:
            theme = actions.draft_theme(by=person, statements=chosen, **_words(form))
        except UnderstandError as error:
            form.add_error(None, str(error))
        else:
            say(request, _("The draft is kept. Cite the statements that show it."))
            return redirect("understand:desk-theme", theme.code)
    status = 422 if form.errors else 200
    trail = [Crumb(_("Themes"), reverse("understand:desk")), Crumb(_("New theme"))]
    return page(request, "understand/themes/draft.html", status=status, form=form, chosen=chosen, trail=trail)


def theme_desk(request: HttpRequest, code: str, status: int = 200, **bound: Any) -> HttpResponse:
    """One theme with its evidence, and the statements among which more is picked; a refused form comes back."""
    person = _person(request)
    theme = get_object_or_404(themes_to_work_on(person), code=code)
    picking = PickingForm(request.GET)
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
    return _deed(request, theme, form, "revision", actions.revise_theme, _("The words are kept."))


@require_POST
def supersede(request: HttpRequest, code: str) -> HttpResponse:
    theme = _theme(request, code)
    form = SupersedeForm(request.POST, successors=_successors(theme))
    return _deed(request, theme, form, "supersession", actions.supersede_theme, _("The other theme took its place."))


def _deed(
    request: HttpRequest, theme: Theme, form: Form, name: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act(by=_person(request), theme=theme, **_words(form))
        except UnderstandError as error:
            form.add_error(None, str(error))
        else:
            say(request, done)
            return redirect("understand:desk-theme", theme.code)
    return theme_desk(request, theme.code, status=422, **{name: form})


@require_POST
def cite(request: HttpRequest, code: str) -> HttpResponse:
    """Cite every ticked statement, in full or in the words typed beside it; all of them or none."""
    theme = _theme(request, code)
    person = _person(request)
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
            except UnderstandError as error:
                refusals.append(str(error))
        transaction.set_rollback(bool(refusals))
    return refusals


@require_POST
def let_go(request: HttpRequest, code: str, ref: str) -> HttpResponse:
    theme, statement = _theme(request, code), get_object_or_404(visible_statements(_person(request)), ref=ref)
    evidence = theme.evidence.select_related("revision").filter(statement=statement).first()
    try:
        actions.remove_evidence(by=_person(request), theme=theme, statement=statement)
    except UnderstandError as error:
        return theme_desk(request, code, status=422, refusals=[str(error)])
    if evidence:
        address = reverse("understand:desk-theme-put-back", args=[code, ref, evidence.start, evidence.end])
        say(request, _("%(ref)s is cited here no more.") % {"ref": ref}, undo=address)
    return redirect("understand:desk-theme", code)


@require_POST
def put_back(request: HttpRequest, code: str, ref: str, start: int, end: int) -> HttpResponse:
    """Undo: the same characters of the statement are cited again."""
    theme, statement = _theme(request, code), get_object_or_404(visible_statements(_person(request)), ref=ref)
    try:
        actions.add_evidence(by=_person(request), theme=theme, statement=statement, at=Passage(start, end))
    except UnderstandError as error:
        return theme_desk(request, code, status=422, refusals=[str(error)])
    return redirect("understand:desk-theme", code)


@require_POST
def make_main(request: HttpRequest, code: str, ref: str) -> HttpResponse:
    theme, statement = _theme(request, code), get_object_or_404(visible_statements(_person(request)), ref=ref)
    try:
        actions.set_main_theme(by=_person(request), theme=theme, statement=statement)
    except UnderstandError as error:
        return theme_desk(request, code, status=422, refusals=[str(error)])
    return redirect("understand:desk-theme", code)


@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, actions.review_theme, _("The theme is reviewed. It can be published now."))


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, actions.publish_theme, _("The theme is published."))


def _step(request: HttpRequest, code: str, act: Callable[..., Any], done: str) -> HttpResponse:
    try:
        act(by=_person(request), theme=_theme(request, code))
    except UnderstandError as error:
        return theme_desk(request, code, status=422, refusals=[str(error)])
    say(request, done)
    return redirect("understand:desk-theme", code)


def _person(request: HttpRequest) -> Person:
    """The gate lets nobody in without one."""
    person = person_of(request.user)
    if person is None:
        raise RightRefused
    return person


def _theme(request: HttpRequest, code: str) -> Theme:
    return get_object_or_404(themes_to_work_on(_person(request)), code=code)


def _successors(theme: Theme) -> Any:
    return Theme.objects.published().filter(round=theme.round).exclude(pk=theme.pk)


def _words(form: Form) -> dict[str, Any]:
    """Cleaned values, with texts in several languages as Words."""
    return {name: Words(value) if isinstance(value, dict) else value for name, value in form.cleaned_data.items()}
