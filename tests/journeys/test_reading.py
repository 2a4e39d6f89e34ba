"""Acceptance: by keyboard alone, a six-page Arabic minute and a French press release become a checked register."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document as WordDocument
from playwright.sync_api import expect
from weasyprint import HTML

from tests.journeys.conftest import Site, ways_in
from tests.journeys.test_expectation import Visitor

KEYSTROKES_AT_MOST = 4
ON_AN_ARABIC_KEYBOARD = {"a": "ش", "r": "ق", "e": "ث", "s": "س", "j": "ت", "k": "ن", "x": "ء", "u": "ع"}
# Page by page its title and its sentences; what stands before a bar says who speaks, and is no part of what they say.
MINUTES = [
    ("محضر اللقاء التشاوري الجهوي", [
        "تطالب الجمعيات بإحداث مركز للاستماع وتوجيه النساء بإقليم أزيلال.",
        "أكد رئيس المجلس الجماعي أن |الطريق المؤدية إلى الدوار تنقطع كل شتاء.",
        "نقترح تنظيم قافلة طبية متنقلة كل شهر بالجماعات الجبلية.",
        "تتوفر الجماعة على بناية جاهزة يمكن وضعها رهن إشارة المركز.",
    ]),
    ("أولاً: النساء في وضعية صعبة", [
        "تنتظر النساء ضحايا العنف إيواءً مؤقتاً قريباً من سكناهن.",
        "نلتمس توفير مساعدة اجتماعية دائمة بمستشفى القرب.",
        "لا توجد أي خلية للاستماع بالجماعات القروية التابعة للإقليم.",
    ]),
    ("ثانياً: الأشخاص المسنون", [
        "تعاني دار المسنين من نقص حاد في الموارد البشرية.",
        "نقترح إحداث نادٍ نهاري للمسنين وسط المدينة.",
        "هل ستستفيد الجماعات النائية من خدمات التمريض المنزلي؟",
    ]),
    ("ثالثاً: الأشخاص في وضعية إعاقة", [
        "تطالب أسر الأطفال في وضعية إعاقة بتوفير النقل المدرسي.",
        "يجب تكوين المربين في لغة الإشارة.",
        "تعهد المجلس الإقليمي بالمساهمة في اقتناء حافلة مجهزة.",
    ]),
    ("رابعاً: الطفولة والشباب", [
        "يطالب الشباب بفتح دار الشباب مساء كل يوم.",
        "نقترح إحداث فضاء لحماية الطفولة بمدينة بني ملال.",
        "تتسبب بعد المدرسة في الهدر المدرسي لدى الفتيات بالعالم القروي.",
    ]),
    ("خامساً: القرارات", [
        "تقرر إحداث لجنة محلية لتتبع تنفيذ التوصيات.",
        "قررت اللجنة عقد اجتماعها المقبل خلال شهر يونيو.",
        "سيتم عرض هذه المقترحات على مجلس الجهة في دورته المقبلة.",
    ]),
]  # fmt: skip
PRESS_RELEASE = [
    ("Communiqué de presse", [
        "La ministre a annoncé l’ouverture d’un centre d’accueil pour femmes à Khénifra avant la fin de l’année.",
        "Les associations demandent une unité mobile pour les communes de montagne.",
        "Le conseil régional propose de mettre un bâtiment à la disposition du centre.",
        "La route de Zaouiat Cheikh est coupée chaque hiver, ce qui empêche les familles de se soigner.",
        "Qui prendra en charge le transport des enfants en situation de handicap ?",
        "Il a été décidé de créer un comité de suivi.",
    ]),
]  # fmt: skip


def minutes_as_pdf() -> bytes:
    pages = "".join(
        f"<section><h1>{title}</h1>{''.join(f'<p>{said}</p>' for said in sentences)}</section>".replace("|", "")
        for title, sentences in MINUTES
    )
    style = "section { break-after: page } body { font-family: 'Noto Naskh Arabic', 'DejaVu Sans'; font-size: 13pt }"
    page = f'<html lang="ar" dir="rtl"><style>{style}</style><body>{pages}</body></html>'
    return bytes(HTML(string=page).write_pdf())


def release_as_docx() -> bytes:
    document, file = WordDocument(), io.BytesIO()
    for title, sentences in PRESS_RELEASE:
        document.add_heading(title)
        for said in sentences:
            document.add_paragraph(said)
    document.save(file)
    return file.getvalue()


DOCUMENTS = {
    "ar": ("minutes", "minutes.pdf", minutes_as_pdf, MINUTES),
    "fr": ("press_release", "communique.docx", release_as_docx, PRESS_RELEASE),
}


class Keyboard:
    """Keys as a person presses them, counted: letters on the layout of the reader's language."""

    def __init__(self, tab: Any, language: str) -> None:
        self.tab, self.language, self.pressed = tab, language, 0
        self.wire = tab.context.new_cdp_session(tab)

    def press(self, key: str) -> None:
        self.pressed += 1
        if self.language == "ar" and key in ON_AN_ARABIC_KEYBOARD:
            letter = {"key": ON_AN_ARABIC_KEYBOARD[key], "code": f"Key{key.upper()}"}
            self.wire.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter["key"], **letter})
            self.wire.send("Input.dispatchKeyEvent", {"type": "keyUp", **letter})
        else:
            self.tab.keyboard.press(key)

    def choose(self, value: str) -> None:
        """Walk a closed list down until it holds the value, from the first."""
        self.press("Home")
        values = self.tab.evaluate("[...document.activeElement.options].map(option => option.value)")
        for _step in range(values.index(value)):
            self.press("ArrowDown")
        assert self.tab.evaluate("document.activeElement.value") == value

    def press_and_wait(self, key: str) -> None:
        with self.tab.expect_navigation():
            self.press(key)


def bring(coordinator: Visitor, language: str) -> None:
    """Add the document at its meeting's page, and have it read."""
    kind, name, make, _said = DOCUMENTS[language]
    tab = coordinator.tab
    coordinator.open(f"/{language}/desk/listen/meetings/bmk/")
    form = tab.locator('form[action$="/documents/"]')
    form.locator("[name=kind]").select_option(kind)
    form.locator("[name=language]").select_option(language)
    for other in ("ar", "fr"):
        form.locator(f"[name=title_{other}]").fill(f"{name} {language}")
    form.locator("[name=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": make()}
    )
    with tab.expect_navigation():
        form.locator("button").click()
    tab.locator("li", has_text=f"{name} {language}").locator("form[data-waits] button").focus()
    with tab.expect_navigation(timeout=60_000):
        tab.keyboard.press("Enter")


def cards(tab: Any) -> list[tuple[str, str]]:
    """Each proposal's key and words, in the order of the page."""
    found = tab.eval_on_selector_all(
        "[data-card]", "all => all.map(card => [card.dataset.card, card.querySelector('blockquote').innerText.trim()])"
    )
    return [(key, words) for key, words in found]


@pytest.fixture
def coordinator(browser: Any, site: Site, language: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, site, ways_in(site, language)["coordinator", "05"])
    yield visitor
    visitor.close()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_document_becomes_a_checked_register_by_keyboard_alone(
    coordinator: Visitor, site: Site, language: str
) -> None:
    bring(coordinator, language)
    tab = coordinator.tab
    expected = [said.rpartition("|")[2] for _title, sentences in DOCUMENTS[language][3] for said in sentences]
    found = cards(tab)
    assert [words for _key, words in found] == expected
    assert set(marks(tab)) == {(words, "rtl" if language == "ar" else "ltr") for words in expected}

    watching = coordinator.context.new_page()
    watching.goto(tab.url)
    keyboard = Keyboard(tab, language)
    keyboard.press("r")
    for key, _words in found[1:-1]:
        expect(tab.locator("[data-card][aria-current]")).to_have_attribute("data-card", key)
        keyboard.press("a")
    correct(keyboard, "fact")
    keyboard.press("u")  # the first one after all
    expect(tab.locator("[data-card]").first).to_have_attribute("data-state", "proposed")
    keyboard.press("a")
    expect(tab.locator("progress")).to_have_attribute("value", str(len(found)))
    accepted = refs(tab)
    assert len(accepted) == len(expected)
    assert keyboard.pressed / len(accepted) <= KEYSTROKES_AT_MOST
    expect(watching.locator("[data-card][data-state=accepted]")).to_have_count(len(expected), timeout=15_000)

    for ref, words in zip(accepted, expected, strict=True):
        coordinator.open(f"/{language}/desk/listen/statements/{ref}/")
        assert tab.locator("blockquote .words").inner_text() == words


def marks(tab: Any) -> list[tuple[str, str]]:
    """The words that are marked in the document, and which way they run."""
    found = tab.eval_on_selector_all(
        "[data-text] mark", "all => all.map(mark => [mark.firstChild.data, getComputedStyle(mark).direction])"
    )
    return [(words, direction) for words, direction in found]


def correct(keyboard: Keyboard, kind: str) -> None:
    """This one is of another kind: said, saved and accepted."""
    keyboard.press_and_wait("e")
    assert keyboard.tab.evaluate("document.activeElement.name") == "kind"
    keyboard.choose(kind)
    keyboard.press_and_wait("Control+Enter")


def refs(tab: Any) -> list[str]:
    links = tab.locator("[data-card][data-state=accepted] > header a[href*='/statements/']")
    return [re.findall(r"[A-Z]+-\d{4}-\d{4}", link)[0] for link in links.all_inner_texts()]
