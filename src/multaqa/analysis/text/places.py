"""Territories that a text names: where, on which level, and which of several where the text decides."""

import csv
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.gazetteer import PROVINCES, THE_REGION, Gazetteer, Name, of_morocco
from multaqa.analysis.text.records import Place

ANNOUNCED = {
    "region": frozenset({"region"}),
    "province": PROVINCES,
    "commune": frozenset({"commune"}),
    "caidat": frozenset({"commune"}),  # bears the name of one of its communes
    "town": frozenset({"commune"}),
    "cercle": frozenset({"cercle"}),
    "arrondissement": frozenset({"arrondissement"}),
}
UNLIMITED = 1000
MOST_CONNECTORS = 5  # between a cue and its name: les six provinces de la
LONGEST_WAIT = 240  # characters between "les provinces de la région" and the list that follows a colon
NEAR = 400  # characters between a homonym and the province or region that decides
WORDS = re.compile(r"[^ ]+")
ARABIC = re.compile(r"[\u0600-\u06ff]")
STOPS = frozenset(".!?؟;؛…|\t")


@dataclass(frozen=True)
class Word:
    text: str  # folded
    start: int  # in the source
    end: int


@dataclass(frozen=True)
class Cue:
    """A word that says what the name after it is: جهة, province, gouverneur."""

    group: str
    role: str  # one | two | many | all (الأقاليم, whose names follow later) | office | adjective
    at: int  # its word

    @property
    def holds(self) -> int:
        return {"two": 2, "many": UNLIMITED, "all": UNLIMITED}.get(self.role, 1)


@dataclass
class Run:
    """Names that one cue announces: provinces d'Azilal, de Khénifra et de Béni Mellal."""

    cue: Cue
    left: int
    end: int  # the word after the last of them


@cache
def _lexicon() -> dict[str, dict[str, str]]:
    """What a word does beside a name, by role: word -> the kind of territory that it announces."""
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    with (files(__package__) / "lexicon" / "place_words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for word in fold(row["word"]).text.split():
                roles[row["role"]][word] = row["announces"]
    return dict(roles)


@cache
def _cue_words() -> dict[str, tuple[str, str]]:
    roles = ("one", "two", "many", "all", "office", "adjective")
    return {word: (group, role) for role in roles for word, group in _lexicon()[role].items()}


def find_places(text: str, gazetteer: Gazetteer | None = None) -> tuple[Place, ...]:
    """Every territory that the text names, in order, none inside another.

    text: as received; gazetteer: Morocco's where none is given.
    A place spans its name alone, without preposition, clitic or the word that says its level. Several candidates
    stand where neither that word nor a region or province near by decides. Confidence: .98 with a word that says the
    level, .95 for a joined name, .85 for a town alone, less where misspelt or undecided. Linear in the text's length.
    """
    gazetteer = gazetteer or of_morocco()
    reader = _Reader(text, gazetteer)
    return _decided(text, list(reader.places()), gazetteer)


def regions_and_provinces(
    places: tuple[Place, ...], gazetteer: Gazetteer | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The French names of the regions and of the provinces and prefectures named as such, each once, in order."""
    gazetteer = gazetteer or of_morocco()
    named = [place for place in places if place.named_as_such and len(place.candidates) == 1]

    def names(levels: frozenset[str]) -> tuple[str, ...]:
        found = (gazetteer.units[place.candidates[0]].name_fr for place in named if place.level in levels)
        return tuple(dict.fromkeys(found))

    return names(ANNOUNCED["region"]), names(PROVINCES)


class _Reader:
    """One pass over a text's words."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.words = _words(text)
        self.cues: dict[int, Cue] = {}
        self.waiting: Cue | None = None  # les provinces de la région X: ...
        self.run: Run | None = None
        self.last_end = 0  # the word after the last place

    def places(self) -> Iterator[Place]:
        at = 0
        while at < len(self.words):
            at, place = self._at(at)
            if place is not None:
                yield place

    def _at(self, at: int) -> tuple[int, Place | None]:
        """What begins at a word, and where to go on."""
        word = self.words[at].text
        for prefix in _prefixes(word):
            for count, spelling in self._spellings_at(at, prefix):
                if spelling in self.gazetteer.not_places:
                    return at + count, None
                names = self.gazetteer.names.get(spelling)
                place = self._meant(at, count, prefix, names) if names else None
                if place is not None:
                    return at + count, place
        if (cue := self._cue_at(at)) is not None:
            self.cues[at] = cue
            if cue.role in {"many", "all"}:
                self.waiting = cue
        elif (misspelt := self._misspelt(at)) is not None:
            return misspelt
        return at + 1, None

    def _spellings_at(self, at: int, prefix: str) -> Iterator[tuple[int, str]]:
        """Spellings that begin at a word without its clitics, longest first, each with its number of words."""
        first = _without(prefix, self.words[at].text)
        longest = self.gazetteer.longest.get(first, 0)
        parts = [first]
        while len(parts) < longest and at + len(parts) < len(self.words):
            before, after = self.words[at + len(parts) - 1], self.words[at + len(parts)]
            if not _is_inside_a_name(self.text[before.end : after.start]):
                break
            parts.append(after.text)
        for count in range(min(len(parts), longest), 0, -1):
            yield count, " ".join(parts[:count])

    # Which of its meanings a name has here

    def _meant(self, at: int, count: int, prefix: str, names: tuple[Name, ...]) -> Place | None:
        names = self._as_written(at, count, prefix, names)
        cue, in_run = self._cue_before(at, prefix), False
        if cue is None:
            cue, in_run = self._run_at(at, prefix), True
        if cue is None:
            cue, in_run = self._opened_list_at(at), False
        if cue is not None:
            announced = self._announced(cue, names)
            if announced:
                self._continue_run(cue, in_run, at + count)
                return self._place(at, count, prefix, announced, named=cue.group != "town", confidence=0.98)
            if cue.group == "town" and any(name.whole for name in names):
                return None  # مدن الرباط سلا القنيطرة: three towns, no region
        after = self._level_after(at + count)
        if after is not None and (announced := _best(names, ANNOUNCED[after])):
            return self._place(at, count, prefix, announced, named=True, confidence=0.98)
        return self._alone(at, count, prefix, names)

    def _as_written(self, at: int, count: int, prefix: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """Names that a last hamza does not part from what is written, أساء is not آسا; nor a lost article, جديدة."""
        lexicon = _lexicon()
        with_article = "ال" + _without(prefix, self.words[at].text)
        if count == 1 and (with_article in lexicon["like_adjective"] or with_article in lexicon["like_noun"]):
            return ()
        if "ء" not in self.text[self.words[at].start : self.words[at + count - 1].end]:
            return names
        return tuple(name for name in names if "ء" in self.gazetteer.units[name.code].name_ar)

    def _announced(self, cue: Cue, names: tuple[Name, ...]) -> tuple[Name, ...]:
        found = _best(names, ANNOUNCED[cue.group])
        if cue.group == "town":
            found = tuple(name for name in found if name.alone) or found
        if cue.group == "region" and (cue.role == "adjective" or self.words[cue.at].text.startswith("و")):
            found = tuple(name for name in found if not name.part)  # وجهة مراكش is a destination
        if self._is_a_border(cue):
            found = tuple(name for name in found if name.whole)
        return found

    def _is_a_border(self, cue: Cue) -> bool:
        """يحده من جهة الشرق: in the east."""
        if cue.group != "region" or cue.role != "one":
            return False
        return any(word.text in _lexicon()["border"] for word in self.words[max(0, cue.at - 5) : cue.at])

    def _alone(self, at: int, count: int, prefix: str, names: tuple[Name, ...]) -> Place | None:
        """A name without a word that says its level."""
        alone = tuple(name for name in names if name.alone)
        if not alone or self._is_of_a_person_or_street(at, prefix) or not self._looks_like_a_name(at, count, prefix):
            return None
        whole = tuple(name for name in alone if name.whole)
        if whole:
            if self._is_a_way_between(at) or "/" in self.text[self.words[at].start : self.words[at + count - 1].end]:
                return None
            return self._place(at, count, prefix, whole, named=not self._is_a_side(at, count), confidence=0.95)
        towns = tuple(name for name in alone if name.level == "commune")
        if towns:
            return self._place(at, count, prefix, towns, named=False, confidence=0.85)
        regions = tuple(name for name in alone if name.level == "region")
        if regions:
            if not self._has_article_and_capital(at):
                return None
            return self._place(at, count, prefix, regions, named=True, confidence=0.9)
        return self._place(at, count, prefix, alone, named=False, confidence=0.8)

    def _place(
        self, at: int, count: int, prefix: str, names: tuple[Name, ...], *, named: bool, confidence: float
    ) -> Place:
        start, end = self.words[at].start, self.words[at + count - 1].end
        start = _after_letters(self.text, start, end, len(prefix))
        self.last_end = at + count
        candidates = tuple(dict.fromkeys(name.code for name in names))
        if any(name.part for name in names) and names[0].level == "region":
            confidence = 0.6
        return Place(start, end, confidence, names[0].level, candidates, named)

    # Words before and after that say the level

    def _cue_at(self, at: int) -> Cue | None:
        word = self.words[at].text
        for prefix in _prefixes(word):
            known = _cue_words().get(_without(prefix, word))
            if known is not None:
                return Cue(*known, at)
        return None

    def _cue_before(self, at: int, prefix: str) -> Cue | None:
        connectors = _lexicon()["connector"]
        before = at - 1
        while before >= 0 and before not in self.cues and at - before <= MOST_CONNECTORS:
            if self.words[before].text not in connectors:
                return None
            before -= 1
        cue = self.cues.get(before)
        if (
            cue is None
            or cue.role == "all"
            or not _is_unbroken(self.text[self.words[before].end : self.words[at].start], STOPS | set(",،()"))
        ):
            return None
        if prefix and (cue.role != "adjective" or prefix != "ل"):
            return None
        outer = self.cues.get(before - 1) or self.cues.get(before - 2)  # préfecture d'arrondissements, عمالة مقاطعات
        if cue.group == "arrondissement" and outer is not None and outer.group == "province":
            return outer
        return cue

    def _run_at(self, at: int, prefix: str) -> Cue | None:
        """The cue of a list that goes on here."""
        run = self.run
        if (
            run is None
            or prefix not in {"", "و", "ف"}
            or run.left < 1
            or not run.end <= at <= run.end + MOST_CONNECTORS
        ):
            return None
        if any(word.text not in _lexicon()["list"] for word in self.words[run.end : at]):
            return None
        gap = self.text[self.words[run.end - 1].end : self.words[at].start]
        return run.cue if _is_unbroken(gap, STOPS - set(";؛")) else None

    def _opened_list_at(self, at: int) -> Cue | None:
        """The cue of a list that a colon, a bracket or "à savoir" opens here."""
        cue = self.waiting
        if cue is None or at < 1:
            return None
        start, end = self.words[cue.at].end, self.words[at].start
        if end - start > LONGEST_WAIT or not _is_unbroken(self.text[start:end], STOPS):
            return None
        last = self.text[self.words[at - 1].end : self.words[at].start]
        opened = any(sign in last for sign in ":(") or any(
            word.text in _lexicon()["opening"] for word in self.words[max(0, at - 2) : at]
        )
        return cue if opened else None

    def _continue_run(self, cue: Cue, in_run: bool, end: int) -> None:
        if in_run and self.run is not None:
            self.run.left -= 1
            self.run.end = end
        else:
            self.run = Run(cue, cue.holds - 1, end)
            if self.waiting is cue:
                self.waiting = None

    def _level_after(self, end: int) -> str | None:
        """English says the level afterwards: Azilal province."""
        if end >= len(self.words) or self.words[end].text not in _lexicon()["after"]:
            return None
        if self.text[self.words[end - 1].end : self.words[end].start] != " ":
            return None
        if end + 1 < len(self.words) and self.words[end + 1].text in {"de", "d", "du", "des", "of"}:
            return None
        return "province" if self.words[end].text == "prefecture" else self.words[end].text

    def _misspelt(self, at: int) -> tuple[int, Place] | None:
        """One letter off, right after a word that says the level; the longest first."""
        cue = self._cue_before(at, "")
        if cue is None or cue.group not in {"region", "province", "commune"}:
            return None
        for count in (4, 3, 2, 1):
            words = self.words[at : at + count]
            gap = self.text[words[0].start : words[-1].end]
            if len(words) < count or (count > 1 and not _is_unbroken(gap, STOPS | set(",،:()"))):
                continue
            spelling = " ".join(word.text for word in words)
            if cue.group == "commune" and not _is_a_proper_name(self.text[words[0].start]):
                continue
            names = self.gazetteer.misspelt(spelling, ANNOUNCED[cue.group])
            names = tuple(name for name in names if not name.part)
            if names:
                self._continue_run(cue, False, at + count)
                return at + count, self._place(at, count, "", names, named=True, confidence=0.7)
        return None

    # Words that look like names and are none

    def _is_of_a_person_or_street(self, at: int, prefix: str) -> bool:
        if at == 0 or prefix:
            return False
        lexicon, before = _lexicon(), self.words[at - 1]
        if not _is_unbroken(self.text[before.end : self.words[at].start], STOPS | set(",،:()\n-–—")):
            return False
        if before.text in lexicon["first_name"] or before.text in lexicon["honorific"]:
            return True
        if before.text in {"de", "d", "du"} and at > 1:
            before = self.words[at - 2]
        return any(_without(prefix, before.text) in lexicon["street"] for prefix in _prefixes(before.text))

    def _looks_like_a_name(self, at: int, count: int, prefix: str) -> bool:
        """False for a word of the language, unless what stands around it makes it a name."""
        source = self.text[self.words[at].start : self.words[at + count - 1].end]
        spelling = _without(prefix, self.words[at].text)
        if spelling in _lexicon()["son"]:
            return self._stands_as_a_name(at, prefix)  # محمد بن احمد is a man
        if count > 1 or ARABIC.search(source):
            return count > 1 or self._is_no_arabic_word(at, prefix, spelling)
        if spelling in _lexicon()["like_noun"]:
            return False
        if spelling in _lexicon()["like_adjective"]:
            return source[:1].isupper() and self._stands_as_a_name(at, prefix)
        return True

    def _is_no_arabic_word(self, at: int, prefix: str, spelling: str) -> bool:
        """An adjective agrees with the noun before it: المراكز الجديدة names no town, بالجديدة does."""
        if spelling in _lexicon()["like_noun"]:
            return self._follows_a_place(at)
        if spelling not in _lexicon()["like_adjective"]:
            return True
        return self._stands_as_a_name(at, prefix)

    def _stands_as_a_name(self, at: int, prefix: str) -> bool:
        if prefix and prefix[-1] in "بل":
            return True
        if self._follows_a_place(at) or self._opens_a_dateline(at):
            return True
        if at == 0 or prefix:
            return False
        before = self.words[at - 1]
        if not _is_unbroken(self.text[before.end : self.words[at].start], STOPS | set(",،:()\n")):
            return False
        lexicon = _lexicon()
        known = lexicon["preposition"].keys() | lexicon["host"].keys()
        return any(_without(clitic, before.text) in known for clitic in _prefixes(before.text))

    def _follows_a_place(self, at: int) -> bool:
        """Next in a list of places."""
        if not 0 < self.last_end <= at <= self.last_end + 2:
            return False
        words = self.words[self.last_end : at]
        gap = self.text[self.words[self.last_end - 1].end : self.words[at].start]
        joined = bool(words) or any(sign in gap for sign in ",،-–/") or self.words[at].text.startswith("و")
        return joined and all(word.text in _lexicon()["list"] for word in words) and _is_unbroken(gap, STOPS)

    def _opens_a_dateline(self, at: int) -> bool:
        """Rabat – ..., العيون: ... at the beginning of a line."""
        word = self.words[at]
        before = self.text[: word.start].rstrip(' \t"«(*#')[-1:] if word.start < 200 else self.text[word.start - 1]
        after = self.text[word.end : word.end + 3].lstrip()
        return before in {"", "\n"} and after[:1] in {":", "-", "–", "—", "/", ",", "،"}

    def _is_a_way_between(self, at: int) -> bool:
        """A road or line from one town to another: autoroute Fès-Meknès."""
        ways, connectors = _lexicon()["road"], _lexicon()["connector"]
        for before in range(at - 1, max(-1, at - 4), -1):
            word = self.words[before].text
            if before in self.cues:
                return False
            if any(_without(prefix, word) in ways for prefix in _prefixes(word)):
                return True
            if word not in connectors and before < at - 2:
                return False
        return False

    def _is_a_side(self, at: int, count: int) -> bool:
        """الجهة الشرقية للمدينة is the eastern side of something."""
        spelling = " ".join(word.text for word in self.words[at : at + count])
        if THE_REGION not in spelling + " " or at + count >= len(self.words):
            return False
        after = self.words[at + count].text
        return after == "من" or after.startswith("لل")

    def _has_article_and_capital(self, at: int) -> bool:
        """L'Oriental, and neither le Moyen-Orient nor a carpet."""
        if at == 0 or not self.text[self.words[at].start].isupper():
            return False
        lexicon = _lexicon()
        return self.words[at - 1].text == "l" and (at < 2 or self.words[at - 2].text not in lexicon["elsewhere"])


def _words(text: str) -> list[Word]:
    folded = fold(text)
    found = []
    for match in WORDS.finditer(folded.text):
        start, end = folded.span(*match.span())
        while end < len(text) and (text[end] in "ءـ" or unicodedata.category(text[end]) == "Mn"):
            end += 1  # what folding leaves out still belongs to its word
        found.append(Word(match.group(), start, end))
    return found


def _prefixes(word: str) -> tuple[str, ...]:
    """Clitics that a word may begin with, fewest first: none, و, ف, ب, ل, ك and their chains."""
    if word[0] not in "وفبلك":
        return ("",)
    found = [""]
    if len(word) > 3:
        if word[0] in "وف":
            found.append(word[0])
            if word[1] in "بلك" and len(word) > 4:
                found.append(word[:2])
        else:
            found.append(word[0])
    return tuple(found)


def _without(prefix: str, word: str) -> str:
    """The word behind its clitics; للجديدة is ل + الجديدة."""
    rest = word[len(prefix) :]
    return "ا" + rest if prefix.endswith("ل") and rest.startswith("ل") else rest


def _after_letters(text: str, start: int, end: int, letters: int) -> int:
    """Where a name begins behind so many letters of clitics, each with its signs."""
    while letters and start < end:
        if unicodedata.category(text[start]) not in {"Mn", "Cf"} and text[start] != "ـ":
            letters -= 1
        start += 1
    while start < end and (unicodedata.category(text[start]) in {"Mn", "Cf"} or text[start] == "ـ"):
        start += 1
    return start


def _is_inside_a_name(gap: str) -> bool:
    """Spaces, one break of line, hyphens and apostrophes join the words of a name; other signs part them."""
    if "\n" in gap and gap.strip(" \n\r"):
        return False  # the next point of a list
    return (
        len(gap) < 8
        and gap.count("\n") < 2
        and all(
            sign in " \n\r\u00a0\u202f_'’ʼ`/" or unicodedata.category(sign) in {"Pd", "Mn", "Cf", "Zs"} for sign in gap
        )
    )


def _is_unbroken(gap: str, stops: frozenset[str] | set[str]) -> bool:
    return "\n\n" not in gap and not any(sign in stops for sign in gap)


def _is_a_proper_name(sign: str) -> bool:
    return sign.isupper() or unicodedata.category(sign) == "Lo"


def _best(names: tuple[Name, ...], levels: frozenset[str]) -> tuple[Name, ...]:
    """Names of these levels; a part of a joined name only where nothing bears the name whole."""
    found = tuple(name for name in names if name.level in levels)
    return tuple(name for name in found if not name.part) or found


def _decided(text: str, places: list[Place], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Homonyms decided by the nearest regions and provinces, or left open with the likelier first."""
    known = [place for place in places if len(place.candidates) == 1 and place.level in PROVINCES | {"region"}]
    starts = [place.start for place in known]
    return tuple(
        place if len(place.candidates) == 1 else _decide(text, place, known, starts, gazetteer) for place in places
    )


def _decide(text: str, place: Place, known: list[Place], starts: list[int], gazetteer: Gazetteer) -> Place:
    middle = bisect_right(starts, place.start)
    around = known[max(0, middle - 3) : middle + 3]
    around.sort(key=lambda other: max(other.start - place.end, place.start - other.end))
    left = place.candidates
    for other in around:
        start, end = min(place.end, other.end), max(place.start, other.start)
        if end - start > NEAR or "\n\n" in text[start:end]:
            continue
        inside = tuple(code for code in left if gazetteer.lies_within(code, other.candidates[0]))
        if len(inside) == 1:
            return replace(place, candidates=inside, confidence=0.9)
        left = inside or left
    ordered = (*left, *(code for code in place.candidates if code not in left))
    return replace(place, candidates=ordered, confidence=round(place.confidence / len(left), 2))
