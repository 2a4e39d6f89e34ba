from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from multaqa.accountability.trace.data import thread_data
from multaqa.accountability.trace.drawing import statement_steps
from multaqa.accountability.trace.paper import PaperUnavailable, statement_docx, statement_pdf
from multaqa.accountability.trace.queries import close_thread, find_thing, trace
from multaqa.accountability.trace.thread import Thread, counted
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import visible_statements
from multaqa.ui.pages import page
from multaqa.ui.parts import Step

IN_FULL = 10_000  # words of an answer: on paper there is no other page to read it on
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def trace_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    thread = _thread(kind, key)
    return page(request, "accountability/trace/trace.html", thread=thread, summary=_summary(thread))


def trace_json(_request: HttpRequest, kind: str, key: str) -> HttpResponse:
    return JsonResponse(thread_data(_thread(kind, key)), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _thread(kind: str, key: str) -> Thread:
    thing = find_thing(kind, key)
    if thing is None:
        raise Http404(_("There is no public thread of this kind and key."))
    return trace(thing)


def _summary(thread: Thread) -> str:
    """How many things of each kind stand on the thread, in one line."""
    return " · ".join(counted(group.kind, group.count) for group in (*thread.origins, *thread.outcomes))


def trace_pdf(request: HttpRequest, key: str) -> HttpResponse:
    try:
        return _paper(request, key, statement_pdf, "application/pdf", "pdf")
    except PaperUnavailable as unavailable:
        return page(request, "accountability/trace/no_paper.html", status=503, reason=str(unavailable))


def trace_docx(request: HttpRequest, key: str) -> HttpResponse:
    return _paper(request, key, statement_docx, DOCX, "docx")


Maker = Callable[[Statement, Sequence[Step], str], bytes]


def _paper(request: HttpRequest, key: str, make: Maker, content_type: str, ending: str) -> HttpResponse:
    statement = get_object_or_404(visible_statements(None).for_reading(), ref=key)
    address = request.build_absolute_uri(statement.get_absolute_url())
    content = make(statement, statement_steps(statement, close_thread(statement), IN_FULL), address)
    file = HttpResponse(content, content_type=content_type)
    file["Content-Disposition"] = f'attachment; filename="{statement.ref}.{ending}"'
    return file
