from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import person_at_desk, person_of, rights_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.listen.contributions.actions import set_aside_contribution
from multaqa.listen.contributions.forms import SetAsideForm
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.contributions.queries import contributions_to_moderate, deletions_asked, visible_contributions
from multaqa.listen.contributions.rules import can_moderate
from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.moderation.forms import QueueFilters
from multaqa.listen.moderation.queries import due_for_erasure
from multaqa.listen.statements.actions import capture_statement, handle_report
from multaqa.listen.statements.queries import open_reports
from multaqa.listen.statements.rules import can_capture
from multaqa.listen.workspace.forms import CutForm
from multaqa.listen.workspace.queries import waiting_for
from multaqa.ui.asking import leave_out, shown_value
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

COLUMNS = {"received": "received_at", "place": "territory__path", "channel": "channel"}
CELLS = cells("code", "received_at", "channel", "language", "territory.code", "text")


def queue(request: HttpRequest) -> HttpResponseBase:
    """What came in and nobody has cut yet, the oldest first, with the one being read beside it."""
    person = person_at_desk(request)
    filters = QueueFilters(request)
    rows = listing(request, filters.narrow(contributions_to_moderate(person)), columns=COLUMNS, default="received")
    asked = request.GET.get("item", "")
    item = visible_contributions(person).filter(code=asked).first() if asked else next(iter(rows), None)
    if asked and not item:
        text = _("No contribution that you may read has the code %(code)s. Check it.")
        leave_out(request, "item", text % {"code": shown_value(asked)})
    context = _item_context(person, item, {}) if item else {}
    may_import = rights_of(person).hold_anywhere("contribution.import")
    today = waiting_for(person)
    context |= {"rows": rows, "filters": filters, "today": today, "may_import": may_import}
    return downloaded(request, rows, "contributions", CELLS) or page(request, "listen/moderation/queue.html", **context)


def contribution(request: HttpRequest, code: str, status: int = 200, **bound: Any) -> HttpResponse:
    found = get_object_or_404(visible_contributions(person_of(request.user)), code=code)
    context = _item_context(person_at_desk(request), found, bound)
    return page(request, "listen/moderation/contribution.html", status=status, **context)


def _item_context(person: Person, found: Contribution, bound: dict[str, Any]) -> dict[str, Any]:
    return {
        "contribution": found,
        "statements": found.statements.for_reading().order_by("start"),  # type: ignore[attr-defined]
        "forms": {
            "cut": CutForm(prefix="cut", contribution=found),
            "set_aside": SetAsideForm(prefix="set_aside"),
            **bound,
        },
        "may_cut": can_capture(person, found),
        "may_moderate": can_moderate(person, found),
    }


def _visible(request: HttpRequest, code: str) -> Contribution:
    return get_object_or_404(visible_contributions(person_of(request.user)), code=code)


@require_POST
def cut(request: HttpRequest, code: str) -> HttpResponse:
    found = _visible(request, code)
    form = CutForm(request.POST, prefix="cut", contribution=found)
    if attempt(form, capture_statement, by=person_at_desk(request), contribution=found):
        return done(request, _("The statement is cut out and has its number. Cut the next, or go on."), _beside(found))
    return contribution(request, code, status=422, cut=form)


@require_POST
def set_aside(request: HttpRequest, code: str) -> HttpResponse:
    found, form = _visible(request, code), SetAsideForm(request.POST, prefix="set_aside")
    if attempt(form, set_aside_contribution, by=person_at_desk(request), contribution=found):
        return done(request, _("It is set aside. Its author reads the reason with their code."), _beside(found))
    return contribution(request, code, status=422, set_aside=form)


def _beside(found: Contribution) -> str:
    """The queue with this contribution opened beside it."""
    return f"{reverse('listen:desk-contributions')}?item={found.code}"


@require_POST
def erase(request: HttpRequest, code: str) -> HttpResponse:
    found = _visible(request, code)
    erase_contribution(by=person_at_desk(request), contribution=found)
    said = _("The words are erased. What was published stands under its kind of actor.")
    return done(request, said, "listen:desk-retention")


def reports(request: HttpRequest) -> HttpResponse:
    person = person_at_desk(request)
    return page(request, "listen/moderation/reports.html", reports=open_reports(person), today=waiting_for(person))


@require_POST
def handled(request: HttpRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(open_reports(person_of(request.user)), pk=report_id)
    handle_report(by=person_at_desk(request), report=report)
    return done(request, _("The report is seen to."), "listen:desk-reports")


def retention(request: HttpRequest) -> HttpResponse:
    """What is kept for how long, what is due, and what people asked to have deleted."""
    person = person_at_desk(request)
    moderates = rights_of(person).hold_anywhere("contribution.moderate")
    return page(
        request,
        "listen/moderation/retention.html",
        due=[(kind, kind.rows.count()) for kind in due_for_erasure()] if moderates else [],
        asked=deletions_asked(person),
        today=waiting_for(person),
    )
