import pytest
from django.db import connection
from django.template import Context, Template

from multaqa.ui import slots


@pytest.fixture(autouse=True)
def own_slots(monkeypatch):
    monkeypatch.setattr(slots, "_slots", {})
    slots.declare_slot("page.aside", order=("first", "second"), empty="Nothing yet.", queries=1)


def drawn(subject="x"):
    return Template('{% slot "page.aside" subject %}').render(Context({"subject": subject}))


def speak(text):
    return text.format


def ask(times):
    def render(context, subject):
        for _ in range(times):
            connection.cursor().execute("SELECT 1")
        return "asked"

    return render


def test_slot_keeps_the_declared_order_whoever_comes_first():
    slots.fill_slot("page.aside", "second", speak("2{1}"))
    slots.fill_slot("page.aside", "first", speak("1{1}"))
    assert drawn() == "1x\n2x"


def test_slot_of_items_puts_them_into_one_list():
    slots.declare_slot("page.list", order=("first", "second"), items=True)
    slots.fill_slot("page.list", "first", speak("<li>1</li>"))
    slots.fill_slot("page.list", "second", speak("<li>2</li>"))
    assert Template('{% slot "page.list" %}').render(Context()) == "<ul><li>1</li>\n<li>2</li></ul>"


def test_slot_without_words_says_its_empty_text():
    slots.fill_slot("page.aside", "first", speak("  "))
    assert drawn() == '<p class="quiet">Nothing yet.</p>'


@pytest.mark.parametrize(
    ("name", "key", "wrong"), [("page.other", "first", "page.other"), ("page.aside", "third", "third")]
)
def test_fill_that_was_not_declared_is_refused(name, key, wrong):
    with pytest.raises(slots.SlotError, match=wrong):
        slots.fill_slot(name, key, speak(""))


def test_slot_is_declared_and_filled_once():
    slots.fill_slot("page.aside", "first", speak(""))
    with pytest.raises(slots.SlotError, match="already"):
        slots.fill_slot("page.aside", "first", speak(""))
    with pytest.raises(slots.SlotError, match="twice"):
        slots.declare_slot("page.aside", order=())


@pytest.mark.django_db
def test_slot_within_its_budget_passes():
    slots.fill_slot("page.aside", "first", ask(1))
    with slots.slot_queries_within_budget():
        assert drawn() == "asked"


@pytest.mark.django_db
def test_slot_over_its_budget_is_named_with_what_it_asked():
    slots.fill_slot("page.aside", "first", ask(2))
    with (
        slots.slot_queries_within_budget(),
        pytest.raises(slots.SlotOverBudgetError, match=r"'page.aside' may ask 1 .* 2"),
    ):
        drawn()


def test_registered_slots_lists_what_was_declared():
    assert slots.registered_slots()["page.aside"].queries == 1
