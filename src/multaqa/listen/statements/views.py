from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from multaqa.ground.people.rules import person_of
from multaqa.listen.contributions.floods import is_flood
from multaqa.listen.statements.actions import report_statement
from multaqa.listen.statements.filters import FilterForm
from multaqa.listen.statements.forms import ReportForm
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.parts import reading
from multaqa.listen.statements.queries import closed_statement, relations_of, visible_statements
from multaqa.ui.pages import Gone, page, say
from multaqa.ui.tables import listing

SORTED_BY = {"published_at": "published_at", "ref": "ref"}


def statement_list(request: HttpRequest) -> HttpResponse:
    filters = FilterForm(request)
    statements = filters.narrow(visible_statements(None).for_reading())
    rows = listing(request, statements, columns=SORTED_BY, default="-published_at", per_page=20)
    return page(request, "listen/statements/list.html", rows=rows, filters=filters)


def statement_page(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_of(request.user)
    statement = visible_statements(person).for_reading().filter(ref=ref).first() or _refuse(ref)
    return page(
        request,
        "listen/statements/statement.html",
        statement=statement,
        readings=_readings(statement),
        places=statement.territories.all(),
        groups=statement.target_groups.all(),
        relations=relations_of(statement, None),
        revisions=list(statement.revisions.all()),
        works_on_it=person is not None,
    )


def _refuse(ref: str) -> Statement:
    """What was withheld or withdrawn says why; a draft is not there."""
    closed = closed_statement(ref)
    if closed is None:
        raise Http404(_("No published statement has the reference %(ref)s.") % {"ref": ref})
    if closed.state == Statement.State.WITHDRAWN:
        raise Gone(_("Its author withdrew it."))
    words = {"ground": closed.get_withheld_for_display(), "reason": closed.withheld_reason}
    raise Gone(_("%(ground)s: %(reason)s") % words)


def _readings(statement: Statement) -> list[object]:
    """The translations, the reader's own language first."""
    own = get_language() or "fr"
    found = [reading(statement, tag) for tag in dict.fromkeys((own, "ar", "fr", "en"))]
    return [one for one in found if one]


def report(request: HttpRequest, ref: str) -> HttpResponse:
    statement = get_object_or_404(visible_statements(None).for_reading(), ref=ref)
    form = ReportForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if form.is_valid() and is_flood(request, "report"):
        form.add_error(None, _("Too many reports came from your connection. Try again in an hour."))
        status = 429
    if form.is_valid():
        report_statement(statement=statement, reason=form.cleaned_data["reason"], text=form.cleaned_data["text"])
        say(request, _("Thank you. A moderator reads your report."))
        return redirect(statement)
    return page(request, "listen/statements/report.html", status=status, statement=statement, form=form)
