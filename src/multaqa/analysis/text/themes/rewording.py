"""A language model may word a theme anew, and nothing more: what its cites do not prove is blocked, and shown so.

No model comes with this program and none is asked unless somebody names one. It is given quotes of statements that are
read already, never a name or an address, and only its wording is taken: which statements stand in a theme, how many,
and which quotes prove it are not its business.
"""

import json
import re
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from multaqa.analysis.text.themes.proof import Cited, divided
from multaqa.analysis.text.themes.records import Quote, Theme

LANGUAGES = ("ar", "fr", "en")
LONGEST_NAME = 90  # characters
JSON_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
TASK = """These are numbered quotes of statements that share one subject.
Answer with one JSON object and nothing else: {"names": {"ar": "...", "fr": "..."}, "sentences": [{"text": "...", "cites": [1]}]}.
A name has two to six words, in Arabic and in French. Write one or two sentences that sum up the quotes, in the language of
what they cite. Use the words of the quotes. Add no number, place, date or judgement that they do not hold.
"""  # noqa: E501  one line of the prompt is one line

Form = dict[str, Any]


class UnusableModel(ValueError):
    """Why no answer came from a model, and what to do."""


class LanguageModel(Protocol):
    """Answers a prompt; raises UnusableModel where it cannot."""

    name: str

    def answer(self, prompt: str) -> str: ...


class ChatEndpoint:
    """A server that speaks OpenAI's `/v1/chat/completions`: address is what stands before `/chat/completions`.

    Quotes leave this machine unless the address is local.
    """

    def __init__(self, address: str, model: str, key: str = "", timeout_seconds: float = 120) -> None:
        if not address.startswith(("http://", "https://")):
            raise UnusableModel(f"{address!r} is no address of a server: begin with http:// or https://")
        self._address = address.rstrip("/") + "/chat/completions"
        self._model, self._key, self._timeout = model, key, timeout_seconds
        self.name = f"endpoint:{model}"

    def answer(self, prompt: str) -> str:
        asked = {"model": self._model, "temperature": 0, "seed": 0, "messages": [{"role": "user", "content": prompt}]}
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        request = urllib.request.Request(self._address, json.dumps(asked).encode(), headers)  # noqa: S310  checked above
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as reply:  # noqa: S310
                return str(json.load(reply)["choices"][0]["message"]["content"])
        except OSError as error:
            raise UnusableModel(
                f"No answer from {self._address}: {error}. Check the address and the key, or leave the model out: "
                "each theme has names of its own words."
            ) from None
        except (ValueError, KeyError, IndexError, TypeError):
            raise UnusableModel(f"{self._address} gave no answer of a chat model. Is it one?") from None


@dataclass(frozen=True)
class Reworded:
    """What a model made of a theme: names by language that hold, sentences that hold, and what is blocked and why."""

    names: dict[str, str]
    sentences: tuple[Cited, ...]
    blocked: tuple[tuple[Cited, str], ...]


def reworded(theme: Theme, texts: Sequence[str], model: LanguageModel) -> Reworded:
    """A theme in a model's words, as far as its quotes prove them. texts: all rows that were drafted from."""
    said = _object_in(model.answer(prompt_for(theme.quotes, texts)))
    if said is None:
        return Reworded({}, (), ((Cited("", ()), "the model did not answer with a JSON object"),))
    names, refused = divided(list(_names(said, theme.quotes)), texts)
    sentences, blocked = divided(list(_sentences(said, theme.quotes)), texts)
    return Reworded({name.cites[0].language: name.text for name in names}, sentences, (*refused, *blocked))


def prompt_for(quotes: Sequence[Quote], texts: Sequence[str]) -> str:
    lines = [f"{number}. {texts[one.row][one.start : one.end]}" for number, one in enumerate(quotes, 1)]
    return "\n".join([TASK, *lines])


def _object_in(answer: str) -> Form | None:
    """The JSON object of an answer, whatever a model writes around it."""
    found = JSON_OBJECT.search(answer)
    try:
        said = json.loads(found[0]) if found else None
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _names(said: Form, quotes: Sequence[Quote]) -> list[Cited]:
    """Names in the languages of the quotes, each resting on all quotes of its language."""
    names = said.get("names")
    found = []
    for language in LANGUAGES:
        name = names.get(language) if isinstance(names, dict) else None
        cites = tuple(quote for quote in quotes if quote.language == language)
        if isinstance(name, str) and 0 < len(name.strip()) <= LONGEST_NAME and cites:
            found.append(Cited(name.strip(), cites))
    return found


def _sentences(said: Form, quotes: Sequence[Quote]) -> list[Cited]:
    """A sentence whose cites are no numbers of quotes cites nothing, and is blocked for it."""
    rows = said.get("sentences")
    found = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("text"), str) and isinstance(row.get("cites", []), list):
            numbers = row.get("cites")
            cites = [quotes[n - 1] for n in numbers or () if isinstance(n, int) and 0 < n <= len(quotes)]
            found.append(Cited(row["text"].strip(), tuple(cites)))
    return found
