from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from multaqa.ui.tables import listing

ROWS = [SimpleNamespace(name=name, size=size) for name, size in [("b", 2), ("a", 3), ("c", 1)]]


def listed(query="", per_page=2):
    request = RequestFactory().get(f"/{query}")
    return request, listing(request, ROWS, columns={"name": "name", "size": "size"}, default="name", per_page=per_page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ab"),
        ("?sort=-name", "cb"),
        ("?sort=size", "cb"),
        ("?page=2", "c"),
        ("?sort=secret", "ab"),
        ("?page=x", "ab"),
    ],
)
def test_listing_follows_its_address_and_nothing_else(query, expected):
    assert "".join(row.name for row in listed(query)[1]) == expected


def test_sort_header_turns_the_sorted_column_and_keeps_the_filters():
    request, rows = listed("?q=souk&page=2")
    html = Template('{% sort_header rows "name" "Name" %}').render(Context({"request": request, "rows": rows}))
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=souk&amp;sort=-name"' in html


def test_pagination_keeps_the_sort():
    request, rows = listed("?sort=-name")
    html = Template("{% pagination rows %}").render(Context({"request": request, "rows": rows}))
    assert 'href="?sort=-name&amp;page=2"' in html
    assert html.count("aria-current") == 1


def test_pagination_of_one_page_is_silent():
    request, rows = listed(per_page=10)
    assert Template("{% pagination rows %}").render(Context({"request": request, "rows": rows})).strip() == ""
