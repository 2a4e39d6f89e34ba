"""The small scripts, in a browser: each page works without them, and better with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import multaqa.ui

pytestmark = pytest.mark.browser
STATIC = Path(multaqa.ui.__file__).parent / "static"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HOUSE = "http://house.test"
FORM = """<form data-draft="d" action="/sent"><input name="a"><input name="b" data-private>
<output data-draft-restored hidden>back</output><button>Go</button></form>"""
REFUSAL = """<p data-refused></p><form data-again action="/thanks"><input type="hidden" name="csrfmiddlewaretoken">
<button>Again</button></form>"""
LIST = """<form data-list><table><tbody>
<tr><td><input type="checkbox" id="one"></td></tr><tr><td><input type="checkbox" id="two"></td></tr>
</tbody></table><b data-count></b><button type="button" data-key="c" id="confirm">C</button></form>"""

COMBOBOX = """<form action="/sent" data-draft="d"><div data-combobox="/find?within=x">
<input type="text" id="place" name="place" aria-label="Place"></div><button>Go</button></form>"""
BOXES = COMBOBOX.replace("<div data", "<div data-chosen></div><div data").replace(
    "</div><button>",
    '<template><label><input type="checkbox" name="places" checked></label></template></div><button>',
)
FOUND = """<ul role="listbox" aria-label="Places" data-said="2 places">
<li role="option" data-value="Fez — Prefecture">Fez</li><li role="option" data-value="Fez — Commune">Fez</li></ul>"""


@pytest.fixture
def open_page(browser) -> Callable[..., Any]:
    """Serve pages by address, with our own static files, and open the first."""

    def opened(pages: dict[str, Any], script: str = "public", **options: Any) -> Any:
        page = browser.new_page(**options)

        def answer(route: Any) -> None:
            path = route.request.url.removeprefix(HOUSE).partition("?")[0]
            if path.startswith("/static/"):
                route.fulfill(path=STATIC / path.removeprefix("/static/"))
            elif isinstance(pages.get(path), tuple):
                status, body, *policy = pages[path]
                headers = {"Content-Type": "text/html", "Content-Security-Policy": "".join(policy)}
                route.fulfill(status=status, headers=headers, body=body)
            else:
                head = f'<!doctype html><meta charset="utf-8"><script src="/static/build/{script}.js" defer></script>'
                route.fulfill(content_type="text/html", body=head + pages.get(path, ""))

        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.route("**/*", answer)
        page.goto(f"{HOUSE}/")
        return page

    if not (STATIC / "build" / "public.js").exists():
        pytest.skip("The scripts are not built. Build them: npm ci && npm run build")
    return opened


def test_draft_comes_back_after_a_crash_but_not_what_is_private(open_page):
    page = open_page({"/": FORM})
    page.fill("[name=a]", "typed")
    page.fill("[name=b]", "secret")
    page.reload()
    assert page.input_value("[name=a]") == "typed"
    assert page.input_value("[name=b]") == ""
    assert page.is_visible("[data-draft-restored]")


def test_draft_comes_back_over_words_that_still_stand_and_not_over_others(open_page):
    reworded = FORM.replace(
        '<input name="a">', '<textarea name="a">{}</textarea><select name="c"><option>1<option>2</select>'
    )
    pages = {"/": reworded.format("stood")}
    page = open_page(pages)
    page.fill("[name=a]", "typed")
    page.select_option("[name=c]", "2")
    page.reload()
    assert (page.input_value("[name=a]"), page.input_value("[name=c]")) == ("typed", "2")
    pages["/"] = reworded.format("a colleague's")
    page.reload()
    assert page.input_value("[name=a]") == "a colleague's"


def test_draft_goes_once_the_form_led_elsewhere(open_page):
    page = open_page({"/": FORM, "/sent": "thanks"})
    page.fill("[name=a]", "typed")
    with page.expect_navigation():
        page.click("button")
    page.goto(f"{HOUSE}/")
    assert page.input_value("[name=a]") == ""


@pytest.mark.parametrize(("note", "kept"), [("<p data-done>Saved</p>", ""), ("<p>Refused</p>", "typed")])
def test_draft_goes_from_a_form_that_comes_back_only_when_it_is_done(open_page, note, kept):
    page = open_page({"/": FORM, "/sent": note + FORM})
    page.fill("[name=a]", "typed")
    with page.expect_navigation():
        page.click("button")
    assert page.input_value("[name=a]") == kept


def send_into_a_refusal(open_page):
    page = open_page({"/": FORM, "/sent": REFUSAL, "/thanks": "thanks"})
    page.fill("[name=a]", "typed")
    with page.expect_navigation():
        page.click("button")
    return page


def test_draft_stays_when_it_led_to_a_refusal(open_page):
    page = send_into_a_refusal(open_page)
    page.goto(f"{HOUSE}/thanks")
    page.goto(f"{HOUSE}/")
    assert page.input_value("[name=a]") == "typed"


def test_refused_form_is_sent_again_with_the_token_of_now_and_its_draft_goes(open_page):
    page = send_into_a_refusal(open_page)
    page.evaluate("document.cookie = 'csrftoken=renewed'")
    with page.expect_navigation():
        page.click("button")
    assert page.url == f"{HOUSE}/thanks?csrfmiddlewaretoken=renewed"
    page.goto(f"{HOUSE}/")
    assert page.input_value("[name=a]") == ""


def test_list_is_walked_picked_and_counted_by_keyboard(open_page):
    page = open_page({"/": LIST}, "staff")
    for key in "jjx":
        page.keyboard.press(key)
    assert page.is_checked("#two")
    assert page.inner_text("[data-count]") == "1"
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == "confirm"


def test_a_name_is_chosen_by_keyboard_and_sent_in_full(open_page):
    page = open_page({"/": COMBOBOX, "/find": FOUND, "/sent": "thanks"})
    place = page.get_by_role("combobox")
    assert place.get_attribute("aria-expanded") == "false"
    place.press_sequentially("fez")
    page.wait_for_selector("[role=option]")
    assert page.inner_text("output.vh") == "2 places"
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        place.press(key)
    active = place.get_attribute("aria-activedescendant")
    assert page.get_attribute(f"#{active}", "data-value") == "Fez — Commune"
    place.press("Enter")
    assert (place.input_value(), place.get_attribute("aria-expanded"), page.url) == (
        "Fez — Commune", "false", f"{HOUSE}/"
    )  # fmt: skip
    with page.expect_navigation():
        place.press("Enter")
    assert page.url.endswith("/sent?place=Fez+%E2%80%94+Commune")


def test_escape_and_leaving_close_the_list_and_keep_what_was_typed(open_page):
    page = open_page({"/": COMBOBOX, "/find": FOUND})
    place = page.get_by_role("combobox")
    for leave in ("Escape", "Tab"):
        place.fill("")
        place.press_sequentially("fez")
        page.wait_for_selector("[role=option]")
        place.press(leave)
        assert page.is_hidden(".answers")
        assert place.input_value() == "fez"


def test_a_name_that_cannot_be_looked_up_is_sent_as_it_stands(open_page):
    page = open_page({"/": COMBOBOX, "/find": (503, ""), "/sent": "thanks"})
    place = page.get_by_role("combobox")
    with page.expect_response("**/find?**"):
        place.press_sequentially("fez")
    assert page.is_hidden(".answers")
    with page.expect_navigation():
        place.press("Enter")
    assert page.url.endswith("/sent?place=fez")


def test_several_are_picked_by_pointer_and_come_back_after_a_crash(open_page):
    page = open_page({"/": BOXES, "/find": FOUND})
    for place in (0, 1):
        page.get_by_role("combobox").press_sequentially("fez")
        page.locator("[role=option]").nth(place).click()
        assert page.evaluate("document.activeElement.id") == "place"
    page.reload()
    boxes = page.locator("[data-chosen] input:checked")
    assert [box.input_value() for box in boxes.all()] == ["Fez — Prefecture", "Fez — Commune"]
    assert page.input_value("#place") == ""


def test_refused_form_is_swapped_in_with_its_messages(open_page):
    form = '<form hx-post="/save" hx-swap="outerHTML"><button>Save</button></form>'
    page = open_page({"/": form, "/save": (422, "<form><p id='wrong'>Not yet</p></form>")}, "exchange")
    page.click("button")
    page.wait_for_selector("#wrong")
    assert page.evaluate("document.querySelectorAll('style').length") == 0


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_components_are_accessible_and_never_scroll_sideways(open_page, client, language, width):
    if not AXE.exists():
        pytest.skip("axe-core is not installed. Install it: npm ci")
    answer = client.get(f"/{language}/components/")
    policy = answer.headers["Content-Security-Policy"]
    page = open_page({"/": (200, answer.content.decode(), policy)}, viewport={"width": width, "height": 900})
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run()).violations.map((one) => [one.id, one.nodes[0].html])")
    assert found == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("width", [320, 360])
def test_every_station_is_in_sight_on_a_phone(open_page, client, language, width, javascript):
    pages = {"/": (200, client.get(f"/{language}/components/").content.decode(), "")}
    page = open_page(pages, viewport={"width": width, "height": 700}, java_script_enabled=javascript)
    boxes = [station.bounding_box() for station in page.locator(".steps a").all()]
    assert len(boxes) == 6
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width] == []
    assert page.locator(".steps").evaluate("steps => steps.scrollWidth - steps.clientWidth") == 0
