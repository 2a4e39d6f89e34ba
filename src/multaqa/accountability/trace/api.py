"""The thread of a thing as data, in the shape of `docs/reference/trace.md`."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from multaqa.accountability.trace.data import thread_data
from multaqa.accountability.trace.queries import find_thing, trace

router = Router(tags=["trace"])


@router.get("/{kind}/{key}", response=dict[str, Any])
def read_thread(request: HttpRequest, kind: str, key: str) -> dict[str, Any]:
    """Both ways: all a thing comes from, and all it became."""
    thing = find_thing(kind, key)
    if thing is None:
        raise Http404
    return thread_data(trace(thing))
