"""People whom a text names, once each, without honorifics and titles, with the office that it gives them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from multaqa.analysis.text.known_persons import UNLIKELY, once_each
from multaqa.analysis.text.names import Name, NameReader
from multaqa.analysis.text.offices import Office, OfficeReader
from multaqa.analysis.text.person_words import is_arabic, is_one, person_words
from multaqa.analysis.text.places import find_places
from multaqa.analysis.text.records import NamedPerson, Place
from multaqa.analysis.text.words import after_letters, prefixes_of, with_closing_quote, without, words_of, words_within

BETWEEN_NAMES = frozenset({"de", "du", "d", "la", "l", "des", "le", "السلطان", "الامير", "الاميره", "الملك"})


@dataclass(frozen=True)
class _Mention:
    name: Name
    trusted: bool
    role: Office | None


def find_persons(text: str, places: Sequence[Place] | None = None) -> tuple[NamedPerson, ...]:
    """Named people in the order in which the text first names them in full.

    places: what find_places found, where it is known already. A surname alone (السيدة حيار, M. Alaoui) is the person
    whom the text names in full elsewhere. The same name in Arabic and in Latin letters is one person where all
    consonants agree. Streets, schools and foundations that bear a name are nobody. Confidence: .95 behind an honorific,
    .9 beside an office, .8 for a first name and surname alone, .6 for a surname that no full name explains.
    """
    found = list(_Reader(text, find_places(text) if places is None else places).mentions())
    return once_each(found)


class _Reader:
    """One pass over a text's words."""

    def __init__(self, text: str, places: Sequence[Place]) -> None:
        self.text = text
        self.words = words_of(text)
        self.names = NameReader(text, self.words, words_within(self.words, places))
        self.offices = OfficeReader(text, self.words, self.names)
        self.role_ends = 0  # the word after the last office that is somebody's
        self.in_a_list = False  # السادة, MM.: what follows a comma or "and" is a name too

    def mentions(self) -> Iterator[NamedPerson]:
        at = 0
        while at < len(self.words):
            at, found = self._at(at)
            if found is not None:
                yield self._person(found)

    def _at(self, at: int) -> tuple[int, _Mention | None]:
        """What begins at a word, and where to go on."""
        if self._breaks(at):
            self.in_a_list = False
        if self._is_honorific(at):
            self.in_a_list = self.in_a_list or is_one(self.words[at], "honorifics")
            return at + 1, None
        trust = self._trust(at)
        name = self._name_at(at, trust)
        if name is None:
            return at + 1, None
        if trust in {"", "weak"} and self._is_named_after(name.at):
            return name.end, None
        role = self._role(name)
        if trust or self._is_somebody(name, role):
            return name.end, _Mention(name, bool(trust), role)
        return at + 1, None

    def _trust(self, at: int) -> str:
        """What makes a word a name's first: an honorific before it, weak or not, or a list of names that it goes on."""
        if at > 0 and self._is_honorific(at - 1) and self._is_close(at):
            return "weak" if is_one(self.words[at - 1], "weak_honorific") else "honorific"
        return "list" if self._is_next_in_a_list(at) else ""

    def _name_at(self, at: int, trust: str) -> Name | None:
        name = self.names.name_at(at, trusted=bool(trust))
        if name is None:
            return self._introduced(at)
        if not trust:
            return name if name.is_full else self._introduced(at)
        if name.has_first_name:
            return name
        if trust == "weak" or is_one(self.words[at], "office"):
            return None
        if not is_arabic(self.words[at]) or not self.words[at].text.startswith("ال"):
            return name
        # السيد الزياني is one; السادة المستفيدون are none, and nobody's first name begins so.
        if is_one(self.words[at - 1], "honorifics") or trust == "list":
            return None
        return replace(name, end=at + 1, is_full=False)

    def _introduced(self, at: int) -> Name | None:
        """A name that we do not know, between a verb or the start of a line and an office: قالت س ص، رئيسة."""
        if not is_arabic(self.words[at]) or self.words[at].text.startswith("ال"):
            return None
        if not (at > 0 and is_one(self.words[at - 1], "verb")) and "\n" not in self.names.gap(at):
            return None
        if any(is_one(self.words[at], role) for role in ("office", "named_after", "verb", "honorifics")):
            return None
        name = self.names.name_at(at, trusted=True)
        if name is None or not name.is_full or self.names.gap(name.end).strip() not in {"،", ",", ":", "-", "–", "("}:
            return None
        return name if self.offices.after(name) is not None else None

    def _is_somebody(self, name: Name, role: Office | None) -> bool:
        """Whether a name without an honorific is a person's."""
        if name.at in self.names.inside_places:
            return False
        return True if name.is_known else role is not None and self._stands_apart(name, role)

    def _stands_apart(self, name: Name, role: Office) -> bool:
        """A name that we do not know is one beside its office: ..., Xxx Yyy, présidente de ...; قالت س ص، رئيسة."""
        if name.has_first_name:
            return True
        if is_arabic(self.words[name.at]):
            return role.at >= name.end  # only names that are introduced come so far
        if any(at in self.names.inside_places for at in range(name.at, name.end)) or self._is_shouted(name):
            return False
        if role.at >= name.end:
            before = self.names.gap(name.at)
            return before != " " or self.words[name.at - 1].text in {"et", "que", "par", "avec", "and", "by"}
        after = self.names.gap(name.end) if name.end < len(self.words) else "."
        acts = name.end < len(self.words) and self.offices.ends_role(name.end)
        return "," in self.names.gap(name.at) and (acts or after.strip()[:1] in {",", ".", ")", ";"})

    def _is_shouted(self, name: Name) -> bool:
        """ANAPEC and OFPPT stand in capitals too."""
        return all(self.text[word.start : word.end].isupper() for word in self.words[name.at : name.end])

    def _role(self, name: Name) -> Office | None:
        before = self.offices.before(name.at)
        if before is not None and before.at < self.role_ends:
            before = None
        return before or self.offices.after(name)

    def _person(self, found: _Mention) -> NamedPerson:
        name, role = found.name, found.role
        start, end = self.words[name.at].start, self.words[name.end - 1].end
        start = after_letters(self.text, start, end, len(name.prefix))
        if role is not None:
            self.role_ends = max(self.role_ends, role.end)
        if not name.is_full:
            confidence = 0.6 if self._may_be_a_surname(name) else UNLIKELY
            return NamedPerson(start, end, confidence, _tidy(self.text[start:end]), self._words_of_role(role))
        confidence = 0.95 if found.trusted else 0.9 if role is not None else 0.8
        return NamedPerson(start, end, confidence, _tidy(self.text[start:end]), self._words_of_role(role))

    def _may_be_a_surname(self, name: Name) -> bool:
        """السيد الزياني; السيدة المستفيدة is one only where a full name ends so."""
        word = self.words[name.at].text
        return name.has_first_name or not word.startswith("ال") or word.endswith("ي")

    def _words_of_role(self, role: Office | None) -> str:
        if role is None:
            return ""
        first = self.words[role.at]
        start, end = first.start, self.words[role.end - 1].end
        end = with_closing_quote(self.text, start, end)
        for prefix in prefixes_of(first.text):
            if without(prefix, first.text) in person_words()["office"]:
                start = after_letters(self.text, start, end, len(prefix))
                break
        return " ".join(self.text[start:end].split())

    def _is_honorific(self, at: int) -> bool:
        word = self.words[at]
        if not is_one(word, "honorific", "honorifics", "weak_honorific"):
            return False
        if is_arabic(word):
            return len(word.text) > 1 or self.text[word.end : word.end + 1] == "."
        sign = self.text[word.start]
        if len(word.text) == 1:  # M. Benali, neither M'hamed nor a metre
            return sign == "M" and self.text[word.end : word.end + 1] in {".", " "}
        return sign.isupper() or word.text in {
            "si",
            "ssi",
            "lalla",
            "lhaj",
            "lhajja",
            "sayid",
            "sayida",
            "monsieur",
            "madame",
        }

    def _is_close(self, at: int) -> bool:
        gap = self.names.gap(at)
        return "\n\n" not in gap and all(sign in ' .\n\u00a0\u202f/«"' for sign in gap)

    def _is_next_in_a_list(self, at: int) -> bool:
        if not self.in_a_list or at == 0:
            return False
        word, gap = self.words[at], self.names.gap(at).strip()
        if is_arabic(word):
            return (gap in {"،", ","} or word.text[0] == "و") and self.names.name_at(at, trusted=False) is not None
        return (gap == "," or self.words[at - 1].text in {"et", "and"}) and self.text[word.start].isupper()

    def _breaks(self, at: int) -> bool:
        gap = self.names.gap(at)
        return "\n\n" in gap or (any(sign in gap for sign in ".!?؟") and not self._is_honorific(max(0, at - 1)))

    def _is_between_names(self, at: int) -> bool:
        """What may stand between a street and its name: مركب الأميرة للا مريم, شارع الحاج عمر الريفي."""
        word = self.words[at]
        return word.text in BETWEEN_NAMES or (is_arabic(word) and is_one(word, "weak_honorific"))

    def _is_named_after(self, at: int) -> bool:
        """A street, a school or a foundation that bears a name."""
        before = at - 1
        while before >= 0 and at - before < 4 and self._is_between_names(before):
            before -= 1
        return (
            before >= 0
            and is_one(self.words[before], "named_after")
            and not any(sign in self.text[self.words[before].end : self.words[at].start] for sign in ".,،:;()\n")
        )


def _tidy(name: str) -> str:
    """The name without vowel signs and drawn-out letters, on one line."""
    kept = "".join(sign for sign in name if unicodedata.category(sign) not in {"Mn", "Cf"} and sign != "ـ")
    return " ".join(kept.split())
