"""Words beside a name that say which level of territory it is, or that it is none."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.gazetteer import PROVINCES
from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.phrases import Phrases

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
def place_words() -> dict[str, dict[str, str]]:
    """What a word does beside a name, by role: word -> the kind of territory that it announces."""
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("place_words"):
        for word in fold(row["word"]).text.split():
            roles[row["role"]][word] = row["announces"]
    return dict(roles)


@cache
def cue_words() -> dict[str, tuple[str, str]]:
    roles = ("one", "two", "many", "all", "office", "adjective")
    return {word: (group, role) for role in roles for word, group in place_words()[role].items()}


@cache
def fields() -> Phrases[str]:
    """Words of what an organ is in charge of: développement humain, للتعاون الوطني."""
    return Phrases((row["words"], row["role"]) for row in rows("portfolios"))
