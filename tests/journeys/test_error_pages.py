"""Acceptance: what goes wrong is said in three languages, on pages that are as sound as any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import lxml.html
import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from pytest_django import Settings

from multaqa.config import urls
from multaqa.config.refusals import too_many_requests
from multaqa.ui.pages import Gone, LinkSpent, refused
from tests.journeys.crawling import asked_of
from tests.journeys.looking import HOUSE, Onlooker
from tests.journeys.reading import LANGUAGES, Reader

pytestmark = pytest.mark.django_db
handler429, handler500 = urls.handler429, urls.handler500
AWAY = "statements/"
PAGES = {
    "statements/%00/": 400,
    "refusing/forbidden/": 403,
    "refusing/untrusted/": 403,
    "nowhere/": 404,
    "follow/correct/": 405,
    "refusing/gone/": 410,
    "refusing/spent/": 410,
    "refusing/unacceptable/": 422,
    "refusing/flooded/": 429,
    "refusing/broken/": 500,
    AWAY: 503,
}


def refuse(request: HttpRequest, why: str) -> HttpResponse:
    reason = _("This invitation was used, was taken back or has run out. Ask for a new one.")
    raised = {
        "forbidden": PermissionDenied(),
        "gone": Gone(reason),
        "spent": LinkSpent(reason),
        "broken": ZeroDivisionError(),
    }
    if why in raised:
        raise raised[why]
    return refused(request, reason)


urlpatterns: list[Any] = [
    *i18n_patterns(
        path("refusing/untrusted/", csrf_failure),
        path("refusing/flooded/", too_many_requests),
        path("refusing/<slug:why>/", refuse),
    ),
    *urls.urlpatterns,
]


@pytest.fixture(autouse=True)
def client(client: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    client.raise_request_exception = False
    return client


@contextmanager
def database(*, away: bool) -> Iterator[None]:
    def lost(*_: Any) -> None:
        raise OperationalError("could not connect to server")

    if not away:
        yield
        return
    with connection.execute_wrapper(lost):
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_page(client: Client, browser: Any, language: str) -> None:
    onlooker, read, faults = Onlooker(browser, asked_of(client)), Reader(language), []
    for page, status in PAGES.items():
        with database(away=page == AWAY):
            response = client.get(f"/{language}/{page}")
            faults += [f"{page}: {fault}" for fault in read(lxml.html.document_fromstring(response.content))]
            faults += onlooker.faults_everywhere(f"{HOUSE}/{language}/{page}")
        assert response.status_code == status, page
    onlooker.close()
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_is_missing_leads_to_the_search(client: Client, language: str) -> None:
    page = lxml.html.document_fromstring(client.get(f"/{language}/nowhere/").content)
    (form,) = [form for form in page.forms if form.method == "GET"]
    assert form.action == f"/{language}/search/"
    assert client.get(form.action, {"q": "x"}).status_code == 200
