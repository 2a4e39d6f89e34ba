"""What a reader reads in a page, and which of it was left in English."""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
from babel.messages.pofile import read_po

import multaqa
from multaqa.ui.directions import OWN_NAMES

LANGUAGES = ("ar", "fr", "en")
LOCALE = Path(multaqa.__file__).parent / "locale"
PLACEHOLDER = re.compile(r"(%\(\w+\)[sd]|\{\w*\}|%[sd])")
OF_A_NUMBER = re.compile(r"%\((?:n|count|counter|number|shown|total)\)")
MARKUP = re.compile(r"<[^>]+>")
NAMES_OF_LANGUAGES = set(OWN_NAMES.values())  # each stands in its own language
READ_ALOUD = ("aria-label", "title", "placeholder", "alt")

Page = lxml.html.HtmlElement


class Said:
    """The sentences of a language: does a text say one of them, whatever stands in its placeholders?"""

    def __init__(self, sentences: set[str], shortest_word: int = 2) -> None:
        parts = [[_in_one_line(part) for part in PLACEHOLDER.split(MARKUP.sub("", one))] for one in sentences]
        self.plain = {one[0] for one in parts if len(one) == 1}
        telling = re.compile(rf"\w{{{shortest_word}}}")
        shaped = [one for one in parts if len(one) > 1 and telling.search("".join(one[::2]))]
        self.shaped = re.compile("|".join("".join(map(_shape, one)) for one in shaped))

    def __contains__(self, text: str) -> bool:
        return text in self.plain or bool(self.shaped.fullmatch(text))


def _shape(part: str) -> str:
    if not PLACEHOLDER.fullmatch(part):
        return re.escape(part)
    return r" ?[\d\W]{1,40} ?" if OF_A_NUMBER.match(part) else " ?.{1,120}? ?"


class Reader:
    """Says what is wrong with the words of a page: its language, its direction, sentences without a translation."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.frame = language, "rtl" if language == "ar" else "ltr"
        self.english, self.own = catalogue(language)
        self.judged: dict[str, bool] = {}

    def __call__(self, page: Page) -> Iterator[str]:
        frame = page.get("lang"), page.get("dir")
        if frame != self.frame:
            yield f"stands in a frame of {frame}"
        yield from sorted(f"left in English: {text}" for text in set(texts_of(page)) if self.is_left(text))

    def is_left(self, text: str) -> bool:
        if text not in self.judged:
            self.judged[text] = text in self.english and text not in self.own
        return self.judged[text]


def catalogue(language: str) -> tuple[Said, Said]:
    """What only English says, and what the language says itself: a text that both say is no fault."""
    if language == "en":
        return Said(set()), Said(set())
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    english = {sentence for message in messages for sentence in _forms(message.id)}
    own = {sentence for message in messages for sentence in _forms(message.string)}
    return Said(english - own - NAMES_OF_LANGUAGES, shortest_word=3), Said(own)


def _forms(said: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("%%", "%")


def texts_of(page: Page) -> Iterator[str]:
    return (line for text in _spoken(page, page.get("lang")) if (line := _in_one_line(text)))


def _spoken(element: Page, language: str | None) -> Iterator[str]:
    """Each text alone, and each sentence whole, with what is marked inside it.

    Not the words of other languages, nor references and names of columns, which are the same in all.
    """
    if not isinstance(element.tag, str) or element.tag in {"script", "style"} or element.get("class") == "ref":
        return
    if element.get("lang", language) != language:
        return
    yield from (value for name in READ_ALOUD if (value := element.get(name)))
    pieces = [element.text, *(child.tail for child in element)]
    yield from (piece for piece in pieces if piece)
    if len(element) and any(piece and not piece.isspace() for piece in pieces):
        yield str(element.text_content())
    for child in element:
        yield from _spoken(child, language)
