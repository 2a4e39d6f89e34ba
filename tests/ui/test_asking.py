"""What cannot be read in an address is said on the page, with its value, and the way on without it."""

from types import SimpleNamespace

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from multaqa.ui.asking import MOST_LETTERS, Narrowing, asked_choice, unread_in
from multaqa.ui.tables import listing

ROWS = [SimpleNamespace(name=name) for name in "abc"]


class Filters(Narrowing):
    state = forms.ChoiceField(label="State", choices=[("", "All"), ("done", "done")], required=False)
    year = forms.IntegerField(label="Year", required=False, max_value=2100)


def asked(query: str) -> HttpRequest:
    return RequestFactory().get(f"/{query}")


def said(request: HttpRequest) -> list[str]:
    return [one.text for one in unread_in(request)]


@pytest.mark.parametrize(
    ("query", "rows", "text"),
    [
        ("?page=9", "c", "There is no page 9 in this list. Page 2 of 2 is shown."),
        ("?page=0", "ab", "There is no page 0 in this list. Page 1 of 2 is shown."),
        ("?page=-99999999999999999999999", "ab", "There is no page -99999999999999999999999 in this list. Page 1 of 2"),
        ("?page=second", "ab", "“second” is no number of a page. The first page is shown."),
        ("?page=" + "9" * 5000, "ab", "is no number of a page"),
        ("?sort=secret", "ab", "The list cannot be sorted by “secret”. It stands in its usual order."),
        ("?sort=--name", "ab", "The list cannot be sorted by “--name”"),
    ],
)
def test_a_list_says_what_it_cannot_do_and_what_it_shows(query: str, rows: str, text: str) -> None:
    request = asked(query)
    shown = listing(request, ROWS, columns={"name": "name"}, default="name", per_page=2)
    assert "".join(row.name for row in shown) == rows
    assert text in said(request)[0]


@pytest.mark.parametrize("query", ["", "?page=", "?sort=", "?page=2&sort=-name", "?state=", "?state=done&year=2026"])
def test_what_can_be_read_is_not_remarked_upon(query: str) -> None:
    request = asked(query)
    listing(request, ROWS, columns={"name": "name"}, default="name", per_page=2)
    _ = Filters(request).chosen
    assert said(request) == []


def test_filters_narrow_by_what_they_know_and_say_the_rest() -> None:
    request = asked("?state=lost&year=2026")
    assert Filters(request).chosen == {"year": 2026}
    assert said(request) == ["State: “lost” is not known here. The list is not narrowed by it."]


def test_a_refusal_of_a_field_keeps_its_own_words() -> None:
    request = asked("?year=3000")
    assert Filters(request).chosen == {}
    assert said(request) == ["Ensure this value is less than or equal to 2100. The list is not narrowed by it."]


def test_a_choice_in_the_address_is_taken_or_said() -> None:
    request = asked("?kind=theme&to=v9")
    assert asked_choice(request, "kind", {"theme"}, "Kind") == "theme"
    assert asked_choice(request, "to", ["v1"], "To") == ""
    assert said(request) == ["To: “v9” is not known here. The list is not narrowed by it."]


def test_an_endless_value_is_cut_and_escaped() -> None:
    request = asked(f"?state=%3Cb%3E{'x' * 500}")
    _ = Filters(request).chosen
    html = Template("{% unread %}").render(Context({"request": request}))
    assert f"“&lt;b&gt;{'x' * (MOST_LETTERS - 3)}…”" in html


def test_the_way_on_keeps_all_that_could_be_read() -> None:
    request = asked("?state=lost&q=souk&page=7")
    _ = Filters(request).chosen
    listing(request, ROWS, columns={"name": "name"}, default="name", per_page=2)
    html = Template("{% unread %}").render(Context({"request": request}))
    assert 'href="?q=souk"' in html
    assert html.count("<li>") == 2


def test_filters_keep_the_order_of_the_list_but_not_its_page() -> None:
    request = asked("?state=done&sort=-name&page=2&item=X&round=r1&format=csv&state_chosen=x")
    assert Filters(request).kept == {"sort": "-name", "round": "r1"}
    html = Template("{% filters form %}").render(Context({"request": request, "form": Filters(request)}))
    assert '<input type="hidden" name="sort" value="-name">' in html
    assert 'for="filter-state"' in html
