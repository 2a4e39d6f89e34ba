"""What a territory is called among all others, and which one somebody means who writes a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from django.conf import settings
from django.utils.translation import override

from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import Reach, search_territories
from multaqa.ground.vocabulary.folding import fold
from multaqa.ui.formats import listed

DASH = " — "
ASIDE = re.compile(r" — |[,،;؛(]")
JOINING = {"d", "de", "du", "des", "of", "la", "le", "l"}
NAMING = (Territory.Kind.REGION, *Territory.PROVINCE_LEVEL)
LOOKED_AT = 200
NEAREST = 3


@dataclass(frozen=True)
class Placed:
    """A territory with the province and the region it lies in: no two are called the same."""

    territory: Territory
    above: tuple[Territory, ...]

    @property
    def about(self) -> str:
        return listed([self.territory.get_kind_display(), *self.above])

    def __str__(self) -> str:
        return f"{self.territory}{DASH}{self.about}"

    def is_told_by(self, words: Iterable[str]) -> bool:
        """Whether each word is said of the territory, in any of our languages."""
        told = fold(" ".join(self._about_in(tag) for tag, _name in settings.LANGUAGES))
        return all(word in told for word in words)

    def _about_in(self, language: str) -> str:
        with override(language):
            return self.about


def placed(territories: Iterable[Territory]) -> list[Placed]:
    """Each with what it lies in; one query for them all."""
    chosen = list(territories)
    paths = {path for territory in chosen for path in territory.paths_above()[:-1]}
    above = {one.path: one for one in Territory.objects.filter(path__in=paths, kind__in=NAMING)}
    return [
        Placed(one, tuple(above[path] for path in reversed(one.paths_above()[:-1]) if path in above)) for one in chosen
    ]


def territories_called(text: str, reach: Reach) -> list[Placed]:
    """All that the text can mean, the most likely first: “Azilal”, “ازيلال”, “Azilal, commune”, “province d’Azilal”."""
    name, aside = _name_and_aside(text)
    found = placed(search_territories(name, reach)[:LOOKED_AT])
    told = [one for one in found if one.is_told_by(aside)] if aside else found
    return sorted(told, key=lambda one: not is_called(one.territory, name))


def meant(text: str, reach: Reach) -> list[Placed]:
    """Those called exactly so, and otherwise all whose names hold the words; one alone is what was meant."""
    if by_code := reach.territories.filter(code=text.strip()):
        return placed(by_code)
    candidates = territories_called(text, reach)
    name, _aside = _name_and_aside(text)
    return [one for one in candidates if is_called(one.territory, name)] or candidates


def nearest_to(text: str, reach: Reach) -> list[Placed]:
    """Those whose names are spelt most alike."""
    name, _aside = _name_and_aside(text)
    spelt: dict[str, Territory] = {}
    for territory in reach.territories:
        for word in territory.name.values():
            spelt.setdefault(fold(word), territory)
    near = [spelt[word] for word in get_close_matches(name, spelt, n=2 * NEAREST, cutoff=0.6)]
    return placed(list(dict.fromkeys(near))[:NEAREST])


def is_called(territory: Territory, folded: str) -> bool:
    return any(fold(word) == folded for word in territory.name.values())


def _name_and_aside(text: str) -> tuple[str, list[str]]:
    """The folded name, and the words that say which: those after a dash or a comma, and words for a kind."""
    beside = ASIDE.split(text, maxsplit=1)
    name, aside = fold(beside[0]).split(), fold(" ".join(beside[1:])).split()
    kinds = [word for word in name if word in _words_for_kinds()]
    if kinds and len(kinds) < len(name):
        name = [word for word in name if word not in kinds and word not in JOINING]
    return " ".join(name), aside + (kinds if name else [])


@cache
def _words_for_kinds() -> frozenset[str]:
    words: set[str] = set()
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            words |= {fold(str(label)) for label in Territory.Kind.labels}
    return frozenset(words)
