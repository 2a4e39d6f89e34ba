import gzip
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils.translation import override

import multaqa.ui
from multaqa.ui import navigation, pages

BUILT = Path(multaqa.ui.__file__).parent / "static" / "build"
BUDGET = 100_000


@pytest.fixture
def request_here(monkeypatch):
    request = RequestFactory().get("/ar/place/?q=1")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_components_page_speaks_each_language_without_a_query(client, language, direction):
    response = client.get(f"/{language}/components/")
    assert response.status_code == 200
    html = response.content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert html.count('rel="alternate" hreflang=') == 3
    assert "<style" not in html
    assert " style=" not in html


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_is_not_indexed(client, demo):
    with override_settings(DEMO=demo):
        assert ('name="robots" content="noindex"' in client.get("/fr/components/").content.decode()) is demo


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "500.html", "503.html"])
def test_page_of_last_resort_needs_nothing(template):
    with override("ar"):
        assert '<html lang="ar" dir="rtl">' in render_to_string(template)


def test_not_found_offers_a_search(client, monkeypatch):
    monkeypatch.setattr(navigation, "_search_page", ["ui:components"])
    response = client.get("/fr/nowhere/")
    assert response.status_code == 404
    assert 'action="/fr/components/" method="get"' in response.content.decode()


def test_gone_names_its_reason(request_here):
    with override("en"):
        response = pages.gone(request_here, reason="It named a <person>.")
    assert response.status_code == 410
    assert "It named a &lt;person&gt;." in response.content.decode()


def test_too_many_says_when_to_come_back(request_here):
    response = pages.too_many(request_here, 90)
    assert (response.status_code, response["Retry-After"]) == (429, "90")


def test_message_may_be_undone_by_post(request_here):
    pages.say(request_here, "Published.", undo="/ar/undo/")
    assert [message.extra_tags for message in get_messages(request_here)] == ["undo:/ar/undo/"]
    request_here._messages = FallbackStorage(request_here)
    pages.say(request_here, "Published.", undo="/ar/undo/")
    html = pages.page(request_here, "ui/errors/422.html", reason="x").content.decode()
    assert '<form method="post" action="/ar/undo/">' in html


def test_public_page_stays_light(client):
    if not BUILT.exists():
        pytest.skip("The style sheets are not built. Build them: npm ci && npm run build")
    html = client.get("/ar/components/").content
    sent = [html, *((BUILT / name).read_bytes() for name in ("public.css", "public.js", "exchange.js"))]
    assert sum(len(gzip.compress(part)) for part in sent) < BUDGET


def test_what_is_empty_skips_no_level_of_headings():
    """It stands directly under the heading of a page, or of a section of it."""
    html = render_to_string("ui/parts/empty.html", {"title": "Nothing yet", "text": "Come back."})
    assert '<p class="title">Nothing yet</p>' in html
    assert "<h" not in html
