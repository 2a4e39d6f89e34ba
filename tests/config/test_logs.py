import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from multaqa.config.logs import PrivateFormatter, RequestIdMiddleware, as_dictionary, current_request


def written(message: str, **facts: object) -> dict[str, object]:
    options = {**as_dictionary("INFO")["formatters"]["json"]}
    formatter = options.pop("()")(options.pop("format"), **options)
    record = logging.LogRecord("multaqa", logging.INFO, "file.py", 1, message, None, None)
    record.__dict__.update(facts)
    return json.loads(formatter.format(record))


def answer(request: HttpRequest) -> HttpResponse:
    request.resolver_match = resolve("/healthz")
    return HttpResponse(headers={"X-Seen": current_request.get()})


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("mail to amina@example.ma failed", "mail to (e-mail) failed"),
        ("refused 196.12.203.7", "refused (address)"),
        ("refused 2001:db8:0:1:2:3:4:5 twice", "refused (address) twice"),
        ("Not Found: /ar/contributions/KX42-77/?q=name", "Not Found: (path)"),
        ("loaded 1503 communes at 12:30:45", "loaded 1503 communes at 12:30:45"),
    ],
)
def test_log_line_leads_to_nobody(message: str, told: str) -> None:
    assert written(message)["message"] == told


def test_log_line_drops_what_is_not_on_the_list() -> None:
    line = written("request", status=200, request=RequestFactory().get("/"), user="amina")
    assert set(line) == {"at", "level", "logger", "message", "status", "request_id"}


def test_traceback_hides_the_value_that_broke_a_constraint() -> None:
    formatter = PrivateFormatter("%(message)s")
    try:
        raise ValueError("Key (email)=(amina@example.ma) already exists")
    except ValueError as error:
        broken = (ValueError, error, error.__traceback__)
        told = formatter.format(logging.LogRecord("multaqa", logging.ERROR, "f.py", 1, "broke", None, broken))
    assert "already exists" in told
    assert "amina" not in told


def test_log_line_holds_nothing_of_the_row_that_the_database_refused() -> None:
    told = written('null in "kind"\nDETAIL:  Failing row contains (4, Amina said\nat home).\n\nThe above exception ...')
    assert told["message"] == 'null in "kind"\n(the row)\n\nThe above exception ...'


def test_request_line_names_the_route_and_not_the_path(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="multaqa.requests"):
        RequestIdMiddleware(answer)(RequestFactory().get("/healthz?q=amina"))
    (record,) = caplog.records
    assert (record.method, record.route, record.status) == ("GET", "multaqa.config.health.alive", 200)
    assert record.milliseconds >= 0
    assert "amina" not in str(record.__dict__)


@pytest.mark.parametrize(("given", "kept"), [("abcdef12-3456", True), ("<script>", False), ("", False)])
def test_request_id_is_the_proxys_when_it_is_one(given: str, kept: bool) -> None:
    response = RequestIdMiddleware(answer)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert response["X-Request-ID"] == response["X-Seen"]
    assert (response["X-Request-ID"] == given) is kept
    assert current_request.get() == "-"
