import pytest

from multaqa.ui import navigation
from multaqa.ui.context import in_language


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/ar/a/b/?q=1&sort=x", "/fr/a/b/?q=1&sort=x"), ("/en/", "/fr/"), ("/healthz", "/fr/"), ("/", "/fr/")],
)
def test_switching_language_keeps_the_page(address, expected):
    assert in_language(address, "fr") == expected


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("listen:meetings", True),
        ("listen:meetings-new", True),
        ("listen", True),
        ("listener:x", False),
        ("plan:x", False),
    ],
)
def test_entry_is_current_on_the_pages_it_covers(page, current):
    entry = navigation.Entry(1, "Said", "listen:meetings", ("listen", "listen:meetings"))
    assert entry.is_current(page) is current


def test_entries_stand_in_their_declared_places(monkeypatch):
    monkeypatch.setattr(navigation, "_stations", {})
    navigation.add_station(20, "Decided", "b")
    navigation.add_station(10, "Said", "a", shape="said")
    assert [entry.label for entry in navigation.stations()] == ["Said", "Decided"]


def test_staff_sees_only_the_workspaces_open_to_them(monkeypatch):
    monkeypatch.setattr(navigation, "_staff_entries", {})
    navigation.add_staff_entry(1, "Open", "a")
    navigation.add_staff_entry(2, "Shut", "b", visible=lambda user: user == "chief")
    assert [entry.label for entry in navigation.staff_entries("clerk")] == ["Open"]
