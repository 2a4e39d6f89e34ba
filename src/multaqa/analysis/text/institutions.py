"""Bodies that a text names: ministries, agencies, councils, associations, universities, under the name as written."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.person_words import first_names, is_arabic, is_one, person_words
from multaqa.analysis.text.phrases import Phrases
from multaqa.analysis.text.places import find_places
from multaqa.analysis.text.records import Institution, Place
from multaqa.analysis.text.word_forms import FRENCH_ADJECTIVE, FRENCH_LINKS
from multaqa.analysis.text.words import (
    Word,
    after_letters,
    end_of_quote,
    is_unbroken,
    prefixes_of,
    with_closing_quote,
    without,
    words_of,
    words_within,
)

STOPS = frozenset(".;؛:!?؟()[]\n\t|/")
LONGEST = 16  # words
FREE_WORDS = 3  # of an association's own name, in Arabic, which has no capitals
PREPOSITIONS = frozenset({"من", "عن", "علي", "الي", "في", "مع", "بعد", "قبل", "عند", "حول", "منذ", "بين", "غير"})
OWN = frozenset({"المغربيه", "الوطنيه", "الخيريه", "الدوليه"})  # an adjective that makes a name of "the association"
ANYWHERE = frozenset({"local", "locale", "communal", "communale", "social", "sociale"})  # and those that make none


@cache
def _known() -> Phrases[str]:
    return Phrases((row["name"], row["name"]) for row in rows("institutions") if row["role"] == "known")


@cache
def _words() -> dict[str, str]:
    """Words by what they do in a name: department, body, named (they begin one), adjective, connector, no_name."""
    lines = [row for row in rows("institutions") if row["role"] != "known"]
    return {
        part: row["role"] for row in reversed(lines) for word in row["name"].split("|") for part in _folded(word)[:1]
    }


@cache
def _subjects() -> Phrases[str]:
    return Phrases((row["words"], row["role"]) for row in rows("portfolios"))


def _folded(word: str) -> list[str]:
    return [found.text for found in words_of(word)]


def find_institutions(text: str, places: Sequence[Place] | None = None) -> tuple[Institution, ...]:
    """Named bodies in the order of the text, each time one is named; none inside another.

    places: what find_places found, where it is known already. A body needs a name: "le ministère" and الجمعية alone are
    none, nor is an office (وزيرة التضامن). Linear in the text's length.
    """
    reader = _Reader(text, find_places(text) if places is None else places)
    return tuple(reader.institutions())


class _Reader:
    def __init__(self, text: str, places: Sequence[Place]) -> None:
        self.text = text
        self.words = words_of(text)
        self.place_starts = frozenset(place.start for place in places)
        self.inside_places = words_within(self.words, places)

    def institutions(self) -> list[Institution]:
        found = []
        at = 0
        while at < len(self.words):
            end, prefix, confidence = self._at(at)
            if end > at:
                found.append(self._institution(at, end, prefix, confidence))
            at = max(end, at + 1)
        return found

    def _at(self, at: int) -> tuple[int, str, float]:
        """The word after a body's name that begins here (the same word where none does), its clitic, and how sure."""
        known = _known().begins_at(self.text, self.words, at)
        if known is not None and not self._is_common(at, known.count):
            return known.end, known.prefix, 0.95
        for prefix in prefixes_of(self.words[at].text):
            role = _words().get(without(prefix, self.words[at].text), "")
            if role in {"department", "body", "named"} and not self._is_a_sum(at):
                return self._end_of(at, role), prefix, 0.8
        return at, "", 0.0

    def _is_a_sum(self, at: int) -> bool:
        """ما مجموعه: its ه is "of it", and folds like the ة of مجموعة."""
        return self.text[self.words[at].start : self.words[at].end].endswith("مجموعه")

    def _is_common(self, at: int, count: int) -> bool:
        """A short name in small letters is another word: ads, amo."""
        word = self.words[at]
        source = self.text[word.start : word.end]
        return count == 1 and source.isascii() and not source.isupper()

    def _end_of(self, head: int, role: str) -> int:
        quoted = end_of_quote(self.text, self.words, head + 1)
        if quoted:
            return quoted
        definite = self.is_definite(head)
        end, named, free = head + 1, False, FREE_WORDS if role == "named" and not definite else 0
        described = 0
        at = head + 1
        while at < len(self.words) and at - head < LONGEST and self._joins(at, role):
            word = self.words[at]
            if at in self.inside_places:
                if self._is_where(at):
                    break
                end, named = at + 1, True
            elif self._is_connector(word):
                pass
            elif self._is_another(at, role):
                break
            elif role == "named" and definite and word.text.startswith("ال"):
                described += 1
                end, named = at + 1, named or described > 1 or word.text in OWN
            elif role != "department" and (phrase := phrase_behind(self, head, at, named)) > at:
                at, end, named = phrase - 1, phrase, True
            elif (subject := self._subject(at)) is not None:
                at = subject[0] - 1
                if subject[1]:
                    tells = role != "named" or free < FREE_WORDS or not is_arabic(word)
                    end, named = at + 1, named or (tells and not (role == "named" and word.text in ANYWHERE))
            elif self._is_capital(word) or (free > 0 and self._is_free(at)):
                end, named, free = at + 1, True, free - 1
            else:
                break
            at += 1
        return end if named else head

    def is_definite(self, at: int) -> bool:
        return any(form.startswith("ال") for form in self._forms(at))

    def _subject(self, at: int) -> tuple[int, bool] | None:
        """The word after an adjective or a field (national, famille, والإدماج), and whether a name may end there."""
        if any(_words().get(form) == "adjective" for form in self._forms(at)):
            return at + 1, True
        found = _subjects().begins_at(self.text, self.words, at)
        if found is None or found.meaning == "head":
            return None
        return found.end, found.meaning == "subject"

    def _forms(self, at: int) -> list[str]:
        return [without(prefix, self.words[at].text) for prefix in prefixes_of(self.words[at].text)]

    def is_the(self, at: int) -> bool:
        """An Arabic word with its article that goes on a phrase: no verb, nobody, no other body."""
        if not (0 < at < len(self.words) and self.joins(at) and self.words[at].text.startswith("ال")):
            return False
        return at not in self.inside_places and not self.ends_a_phrase(at)

    def is_and_the(self, at: int) -> bool:
        """والماء behind للكهرباء; والوزارة is another body."""
        if not (at < len(self.words) and self.joins(at) and self.words[at].text.startswith("وال")):
            return False
        return not self._is_another(at, "department") and not self.ends_a_phrase(at)

    def ends_a_phrase(self, at: int) -> bool:
        word = self.words[at]
        if is_one(word, "honorific", "honorifics", "office", "verb", "end_of_role") or word.text in PREPOSITIONS:
            return True
        return any(_words().get(form) in {"department", "body", "named"} for form in self._forms(at))

    def joins(self, at: int) -> bool:
        return self._joins(at, "body")

    def _joins(self, at: int, role: str) -> bool:
        gap = self.text[self.words[at - 1].end : self.words[at].start]
        if not is_unbroken(gap, STOPS) or any(sign in gap for sign in '«»"“”'):
            return False
        if "," in gap or "،" in gap:
            return role == "department" and (
                self.words[at].text in {"de", "du", "des", "d"} or self.words[at].text.startswith("وال")
            )
        return gap not in {" - ", " – ", " — "}

    def _is_connector(self, word: Word) -> bool:
        return _words().get(word.text) == "connector"

    def _is_where(self, at: int) -> bool:
        """بأزيلال and à Azilal say where a body is, d'Azilal and لأزيلال which one it is."""
        word, before = self.words[at], self.words[at - 1]
        if is_arabic(word):
            return word.text[0] == "ب" and at - 1 not in self.inside_places and word.start not in self.place_starts
        return self.text[before.start : before.end].casefold() in {"à", "en"}

    def _is_another(self, at: int, role: str) -> bool:
        """The head of another body, or somebody: et l'agence, والجمعية, et Mme."""
        word = self.words[at]
        forms = [without(prefix, word.text) for prefix in prefixes_of(word.text)]
        joined = word.text[0] == "و" if is_arabic(word) else self._follows_and(at)
        if joined or self._is_behind_comma(at):
            if any(_words().get(form) in {"department", "body", "named"} for form in forms):
                return True
            if (known := _known().begins_at(self.text, self.words, at)) is not None and known.count > 1:
                return True
            if role != "department" and not is_arabic(word) and self._is_capital(word):
                return True
        return is_one(word, "honorific", "honorifics", "office", "verb", "end_of_role") and not self._is_capital(word)

    def _follows_and(self, at: int) -> bool:
        return any(word.text == "et" for word in self.words[max(0, at - 3) : at]) and all(
            self._is_connector(word) for word in self.words[at - 1 : at]
        )

    def _is_behind_comma(self, at: int) -> bool:
        return any(sign in self.text[self.words[at - 1].end : self.words[at].start] for sign in ",،")

    def _is_capital(self, word: Word) -> bool:
        if is_arabic(word) or not self.text[word.start].isupper() or _words().get(word.text) == "no_name":
            return False
        return word.text not in person_words()["honorific"] and word.text not in person_words()["honorifics"]

    def _is_free(self, at: int) -> bool:
        """A word that may be an Arabic body's own name."""
        word = self.words[at]
        if not is_arabic(word) or word.text.startswith(("بال", "فال")):
            return False
        if word.text in first_names():
            return True
        if word.text[0] == "ب" and _words().get(self.words[at - 1].text) != "named":
            return False  # تعاونية أجديك بمقر
        return not is_one(word, "no_name", "verb", "office", "honorific", "honorifics", "end_of_role")

    def _institution(self, at: int, end: int, prefix: str, confidence: float) -> Institution:
        start, last = self.words[at].start, self.words[end - 1].end
        start = after_letters(self.text, start, last, len(prefix))
        last = with_closing_quote(self.text, start, last)
        kept = "".join(sign for sign in self.text[start:last] if unicodedata.category(sign) not in {"Mn", "Cf"})
        name = " ".join(kept.replace("ـ", "").split())
        return Institution(start, last, confidence, f"ا{name}" if self._lost_its_alif(name, prefix) else name)

    def _lost_its_alif(self, name: str, prefix: str) -> bool:
        """للتعاون الوطني is ل and التعاون; للجنة القيادة is ل and لجنة."""
        if not (prefix.endswith("ل") and name.startswith("ل")):
            return False
        whole = f"ا{name}"
        words = words_of(whole)
        return without("ال", words[0].text) in _words() or _known().begins_at(whole, words, 0) is not None


def phrase_behind(reader: _Reader, head: int, at: int, named: bool) -> int:
    """The word after what a body is for, where it begins at a word: لمساندة الأشخاص, of وكالة تنمية الأقاليم الجنوبية
    or of "Office régional de mise en valeur agricole"; the same word where nothing does."""
    return _arabic_phrase(reader, head, at) if is_arabic(reader.words[at]) else _latin_phrase(reader, head, at, named)


def _arabic_phrase(reader: _Reader, head: int, at: int) -> int:
    end = at
    word = reader.words[at].text
    if word.startswith("لل") and len(word) > 4 and at > head + 1:
        end = at + 1
    elif word[0] == "ل" and len(word) > 4 and at > head and reader.is_the(at + 1):
        end = at + 2
    elif at == head + 1 and not reader.is_definite(head):  # وكالة تنمية الأقاليم
        end = next((place + 1 for place in range(at, at + 4) if reader.is_the(place)), at)
        if any(reader.ends_a_phrase(place) for place in range(at, end)):
            return at
    elif reader.is_the(at) and (at > head + 1 or (reader.is_definite(head) and word.endswith(("ي", "يه")))):
        end = at + 1
    while at < end < head + LONGEST and (reader.is_the(end) or reader.is_and_the(end)):
        end += 1
    if [word.text for word in reader.words[end : end + 3]] == ["في", "وضعيه", "اعاقه"]:
        end += 3
    return end


def _latin_phrase(reader: _Reader, head: int, at: int, named: bool) -> int:
    first = reader.words[head]
    official = reader.text[first.start].isupper() or first.text == "faculte"
    official = official or (named and reader.words[head + 1].text not in ANYWHERE)
    linked = reader.words[at - 1].text in FRENCH_LINKS and at - 1 > head
    if not official or not linked or reader.ends_a_phrase(at) or not reader.text[reader.words[at].start].islower():
        return at
    end = _with_adjectives(reader, at + 1)
    if [word.text for word in reader.words[end : end + 2]] == ["en", "valeur"]:
        end = _with_adjectives(reader, end + 2)  # mise en valeur agricole
    return end


def _with_adjectives(reader: _Reader, end: int) -> int:
    while end < len(reader.words) and reader.joins(end) and FRENCH_ADJECTIVE.fullmatch(reader.words[end].text):
        if reader.ends_a_phrase(end):
            break  # "indique" ends as an adjective does
        end += 1
    return end
