"""Territories that a text names: where, on which level, and which of several where the text decides."""

import re
from collections.abc import Iterator

from multaqa.analysis.text.gazetteer import PROVINCES, Gazetteer, Name, of_morocco
from multaqa.analysis.text.homonyms import decided
from multaqa.analysis.text.place_surroundings import STOPS, Surroundings
from multaqa.analysis.text.place_words import ANNOUNCED, Cue, Run, cue_words, fields, place_words
from multaqa.analysis.text.records import Place
from multaqa.analysis.text.words import (
    after_letters,
    is_a_proper_name,
    is_inside_a_name,
    is_unbroken,
    prefixes_of,
    without,
)

LONGEST_FIELD = 10  # words between provincial and the province
OF_A_PROVINCE = frozenset({"de", "d", "du", "a", "l", "la"})
MOST_CONNECTORS = 5  # between a cue and its name: les six provinces de la
LONGEST_WAIT = 240  # characters between "les provinces de la région" and the list that follows a colon
GLUED = {"اقليم": "province", "عماله": "province", "جهه": "region"}
ARABIC = re.compile(r"[\u0600-\u06ff]")


def find_places(text: str, gazetteer: Gazetteer | None = None) -> tuple[Place, ...]:
    """Every territory that the text names, in order, none inside another.

    text: as received; gazetteer: Morocco's where none is given.
    A place spans its name alone, without preposition, clitic or the word that says its level. Several candidates
    stand where neither that word nor a region or province near by decides. Confidence: .98 with a word that says the
    level, .95 for a joined name, .85 for a town alone, less where misspelt or undecided. Linear in the text's length.
    """
    gazetteer = gazetteer or of_morocco()
    reader = _Reader(text, gazetteer)
    return decided(text, list(reader.places()), gazetteer)


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


class _Reader(Surroundings):
    """One pass over a text's words."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        super().__init__(text)
        self.gazetteer = gazetteer
        self.waiting: Cue | None = None  # les provinces de la région X: ...
        self.run: Run | None = None

    def places(self) -> Iterator[Place]:
        at = 0
        while at < len(self.words):
            at, place = self._at(at)
            if place is not None:
                yield place

    def _at(self, at: int) -> tuple[int, Place | None]:
        """What begins at a word, and where to go on."""
        word = self.words[at].text
        for prefix in prefixes_of(word):
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
        elif (misspelt := self._glued(at) or self._misspelt(at)) is not None:
            return misspelt
        return at + 1, None

    def _spellings_at(self, at: int, prefix: str) -> Iterator[tuple[int, str]]:
        """Spellings that begin at a word without its clitics, longest first, each with its number of words."""
        first = without(prefix, self.words[at].text)
        longest = self.gazetteer.longest.get(first, 0)
        parts = [first]
        while len(parts) < longest and at + len(parts) < len(self.words):
            before, after = self.words[at + len(parts) - 1], self.words[at + len(parts)]
            if not is_inside_a_name(self.text[before.end : after.start]):
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
            cue, in_run = self._opened_list_at(at) or self._organ_before(at, prefix), False
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
        lexicon = place_words()
        with_article = "ال" + without(prefix, self.words[at].text)
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
        return any(word.text in place_words()["border"] for word in self.words[max(0, cue.at - 5) : cue.at])

    def _alone(self, at: int, count: int, prefix: str, names: tuple[Name, ...]) -> Place | None:
        """A name without a word that says its level."""
        alone = tuple(name for name in names if name.alone)
        if not alone or self.is_of_a_person_or_street(at, prefix) or not self.looks_like_a_name(at, count, prefix):
            return None
        whole = tuple(name for name in alone if name.whole)
        if whole:
            if self.is_a_way_between(at) or "/" in self.text[self.words[at].start : self.words[at + count - 1].end]:
                return None
            return self._place(at, count, prefix, whole, named=not self.is_a_side(at, count), confidence=0.95)
        towns = tuple(name for name in alone if name.level == "commune")
        if towns:
            return self._place(at, count, prefix, towns, named=False, confidence=0.85)
        regions = tuple(name for name in alone if name.level == "region")
        if regions:
            if not self.has_article_and_capital(at):
                return None
            return self._place(at, count, prefix, regions, named=True, confidence=0.9)
        return self._place(at, count, prefix, alone, named=False, confidence=0.8)

    def _place(
        self, at: int, count: int, prefix: str, names: tuple[Name, ...], *, named: bool, confidence: float
    ) -> Place:
        start, end = self.words[at].start, self.words[at + count - 1].end
        start = after_letters(self.text, start, end, len(prefix))
        self.last_end = at + count
        candidates = tuple(dict.fromkeys(name.code for name in names))
        if any(name.part for name in names) and names[0].level == "region":
            confidence = 0.6
        return Place(start, end, confidence, names[0].level, candidates, named)

    # Words before and after that say the level

    def _cue_at(self, at: int) -> Cue | None:
        word = self.words[at].text
        for prefix in prefixes_of(word):
            known = cue_words().get(without(prefix, word))
            if known is not None:
                return Cue(*known, at)
        return None

    def _cue_before(self, at: int, prefix: str) -> Cue | None:
        connectors = place_words()["connector"]
        before = at - 1
        while before >= 0 and before not in self.cues and at - before <= MOST_CONNECTORS:
            if self.words[before].text not in connectors:
                return None
            before -= 1
        cue = self.cues.get(before)
        if (
            cue is None
            or cue.role == "all"
            or not is_unbroken(self.text[self.words[before].end : self.words[at].start], STOPS | set(",،()"))
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
        if run is None or prefix not in {"", "و", "ف"} or not run.end <= at <= run.end + MOST_CONNECTORS:
            return None
        if run.left < 1 and not self._goes_on_without_plural(run, at, prefix):
            return None
        if any(word.text not in place_words()["list"] for word in self.words[run.end : at]):
            return None
        gap = self.text[self.words[run.end - 1].end : self.words[at].start]
        return run.cue if is_unbroken(gap, STOPS - set(";؛")) else None

    def _goes_on_without_plural(self, run: Run, at: int, prefix: str) -> bool:
        """إقليم أزيلال وخنيفرة, la province d'Azilal et Khénifra, la province d'Azilal et celle de Khénifra."""
        if run.cue.group != "province" or run.cue.role not in {"one", "office"}:
            return False
        if not is_unbroken(self.text[self.words[run.end - 1].end : self.words[at].start], STOPS | set(",،")):
            return self.words[at - 1].text in {"de", "d"} and self.words[at - 2].text in {"celle", "celui"}
        between = {word.text for word in self.words[run.end : at]}
        return (prefix == "و" and not between) or bool(between & {"et", "celle", "celui", "and"})

    def _organ_before(self, at: int, prefix: str) -> Cue | None:
        """An organ of a province, with its field before the name: comité provincial de développement humain de Taza."""
        if prefix not in {"", "ب", "ل"} or (not prefix and self.words[at - 1].text not in OF_A_PROVINCE):
            return None
        for before in range(at - 1, max(-1, at - LONGEST_FIELD), -1):
            cue = self.cues.get(before)
            if cue is not None:
                is_organ = cue.role == "adjective" and cue.group == "province"
                gap = self.text[self.words[before].end : self.words[at].start]
                return cue if is_organ and is_unbroken(gap, STOPS | set(",،")) else None
            if not self._is_of_a_field(before):
                return None
        return None

    def _is_of_a_field(self, at: int) -> bool:
        word = self.words[at]
        is_acronym = word.text.isascii() and self.text[word.start : word.end].isupper()
        return is_acronym or fields().begins_at(self.text, self.words, at) is not None

    def _opened_list_at(self, at: int) -> Cue | None:
        """The cue of a list that a colon, a bracket or "à savoir" opens here."""
        cue = self.waiting
        if cue is None or at < 1:
            return None
        start, end = self.words[cue.at].end, self.words[at].start
        if end - start > LONGEST_WAIT or not is_unbroken(self.text[start:end], STOPS):
            return None
        last = self.text[self.words[at - 1].end : self.words[at].start]
        opened = any(sign in last for sign in ":(") or any(
            word.text in place_words()["opening"] for word in self.words[max(0, at - 2) : at]
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
        if end >= len(self.words) or self.words[end].text not in place_words()["after"]:
            return None
        if self.text[self.words[end - 1].end : self.words[end].start] != " ":
            return None
        if end + 1 < len(self.words) and self.words[end + 1].text in {"de", "d", "du", "des", "of"}:
            return None
        return "province" if self.words[end].text == "prefecture" else self.words[end].text

    def _glued(self, at: int) -> tuple[int, Place] | None:
        """A name stuck to the word that says its level: بإقليمخنيفرة."""
        word = self.words[at].text
        for prefix in prefixes_of(word):
            bare = without(prefix, word)
            level = next((level for level in GLUED if bare.startswith(level) and len(bare) > len(level) + 2), None)
            if level is None:
                continue
            for count in range(self._longest_name(at), 0, -1):
                rest = " ".join([bare[len(level) :], *(word.text for word in self.words[at + 1 : at + count])])
                if names := _best(self.gazetteer.names.get(rest, ()), ANNOUNCED[GLUED[level]]):
                    letters = len(prefix) + len(level)
                    return at + count, self._place(at, count, word[:letters], names, named=True, confidence=0.8)
        return None

    def _longest_name(self, at: int) -> int:
        """How many words, at most three, may be one name from here on."""
        count = 1
        while count < 3 and at + count < len(self.words):
            if not is_inside_a_name(self.text[self.words[at + count - 1].end : self.words[at + count].start]):
                break
            count += 1
        return count

    def _misspelt(self, at: int) -> tuple[int, Place] | None:
        """One letter off, right after a word that says the level; the longest first."""
        cue = self._cue_before(at, "")
        if cue is None or cue.group not in {"region", "province", "commune"}:
            return None
        for count in (4, 3, 2, 1):
            words = self.words[at : at + count]
            gap = self.text[words[0].start : words[-1].end]
            if len(words) < count or (count > 1 and not is_unbroken(gap, STOPS | set(",،:()"))):
                continue
            spelling = " ".join(word.text for word in words)
            if cue.group == "commune" and not is_a_proper_name(self.text[words[0].start]):
                continue
            names = self.gazetteer.misspelt(spelling, ANNOUNCED[cue.group])
            names = tuple(name for name in names if not name.part)
            if names:
                self._continue_run(cue, False, at + count)
                return at + count, self._place(at, count, "", names, named=True, confidence=0.7)
        return None


def _best(names: tuple[Name, ...], levels: frozenset[str]) -> tuple[Name, ...]:
    """Names of these levels; a part of a joined name only where nothing bears the name whole."""
    found = tuple(name for name in names if name.level in levels)
    return tuple(name for name in found if not name.part) or found
