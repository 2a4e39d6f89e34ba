"""What a statement is about, in whatever language it says so: concepts of social policy, who is meant, and polarity.

Three lexicons in `lexicon/`, each a table of one row per concept with its words in standard Arabic, Darija, French,
English and Arabizi: `concepts.csv` (with the domains a concept belongs to), `who.csv`, `polarity.csv`. They were
written from the domain: the glossary, the laws, the ministries' vocabulary. `not_concepts.csv` holds frequent words
that only look like those of one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from multaqa.analysis.text.arabizi import in_arabic_letters
from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.stems import folded_words, is_arabic, readings, stem

STEMMED = ("ar", "ary", "fr")
SPELLED = ("en", "arabizi")
LONGEST_PHRASE = 6  # words
BARE = str.maketrans("صطضظثذ", "ستددتد", "اويءئؤه")  # what Latin letters do not tell apart, or leave out
NOTHING = "nothing"  # what a word means that only looks like one of a concept
SHORTEST_BONE = 3  # consonants: fewer stand in too many words
# What stands between the words of one phrase and may be left out: centre d'accueil, centre pour l'accueil.
LINKS = frozenset(
    ["d", "de", "du", "des", "la", "le", "les", "l", "a", "au", "aux", "en", "pour", "et", "of", "the", "for", "ديال"]
)


@dataclass(frozen=True)
class Found:
    """A phrase of a lexicon at words start to end (not included) of the words that were given."""

    key: str
    start: int
    end: int


class Phrasebook:
    """Finds the phrases of a lexicon in words, whatever is glued to them and however they end.

    phrases: a key, and how texts say it. The longest phrase from a word on wins; one word may serve several keys. A
    phrase behind `=` is found as it is spelled alone: `=danse`, whose stem would be that of "dans".
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], *, by_bones: bool = False) -> None:
        """by_bones: compare consonants alone, for words whose vowels are written as chance has it."""
        self._read: Callable[[str], tuple[str, ...]] = _bones_of if by_bones else readings
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for key, phrase in phrases:
            spelled = folded_words(phrase)
            words = tuple(word if phrase[0] == "=" else _key(word) for word in spelled if word not in LINKS)
            if by_bones:
                words = tuple(bone(word) for word in words)
            if by_bones and (not words or len(words[0]) < SHORTEST_BONE + (len(words) == 1)):
                continue
            if 1 < len(words) <= LONGEST_PHRASE or len(words) == len(spelled) == 1:  # "plus de" is not "plus"
                self._by_first[words[0]].append((words, key))

    def find(self, words: list[str]) -> list[Found]:
        """words: folded, as `folded_words` gives them. What is found, from left to right."""
        told = [place for place, word in enumerate(words) if word not in LINKS]
        found: list[Found] = []
        free_from = 0
        for at, place in enumerate(told):
            matches = self._from(words, told, at)
            if not matches or place < free_from:
                continue
            longest = max(length for length, _ in matches)
            end = told[at + longest - 1] + 1
            keys = {key for length, key in matches if length == longest}
            found += [Found(key, place, end) for key in sorted(keys) if NOTHING not in keys]
            if longest > 1:
                free_from = end
        return found

    def _from(self, words: list[str], told: list[int], at: int) -> list[tuple[int, str]]:
        matches: list[tuple[int, str]] = []
        single = False  # the reading nearest to the word as it stands wins: خاصنا is no خاص
        for reading in self._read(words[told[at]]):
            for phrase, key in self._by_first.get(reading, ()):
                if key == NOTHING and reading != words[told[at]] and not is_arabic(reading):
                    continue  # "accueil" as it stands, not the stem of "accueille"
                rest = told[at + 1 : at + len(phrase)]
                if len(rest) < len(phrase) - 1 or (len(phrase) == 1 and single):
                    continue
                if all(part in self._read(words[place]) for part, place in zip(phrase[1:], rest, strict=True)):
                    matches.append((len(phrase), key))
            single = single or any(length == 1 for length, _ in matches)
        return matches


@dataclass(frozen=True)
class Concept:
    name: str
    domains: tuple[str, ...]
    weight: float  # less for what every domain speaks of: building, money


@cache
def concepts() -> Mapping[str, Concept]:
    return {
        row["concept"]: Concept(row["concept"], tuple(row["domains"].split("|")), float(row["weight"]))
        for row in rows("concepts")
    }


@cache
def domains() -> tuple[str, ...]:
    return tuple(sorted({domain for concept in concepts().values() for domain in concept.domains}))


def concepts_in(text: str) -> dict[str, float]:
    """The concepts that a text speaks of, by weight; a phrase of several words says more than one word."""
    found: dict[str, float] = {}
    matches = concept_book().find(folded_words(text))
    if (spelled := in_arabic_letters(text)) != text:
        matches += _bone_book().find(folded_words(spelled))
    for match in matches:
        weight = concepts()[match.key].weight * (1.3 if match.end - match.start > 1 else 1.0)
        found[match.key] = max(found.get(match.key, 0.0), weight)
    return found


def domains_of(found: Mapping[str, float]) -> dict[str, float]:
    """The domains of concepts, by weight; a concept of two domains gives each a half."""
    weights: defaultdict[str, float] = defaultdict(float)
    for name, weight in found.items():
        for domain in concepts()[name].domains:
            weights[domain] += weight / len(concepts()[name].domains)
    return dict(weights)


@cache
def concept_book() -> Phrasebook:
    """Finds concepts."""
    return Phrasebook([*_phrases("concepts", "concept"), *_others("concepts")])


@cache
def _bone_book() -> Phrasebook:
    written = [(row["concept"], row[column]) for row in rows("concepts") for column in ("ar", "ary")]
    phrases = [(concept, form) for concept, forms in written for form in forms.split("|")]
    return Phrasebook([*phrases, *_others("bones")], by_bones=True)


@cache
def who_book() -> Phrasebook:
    """Finds who is meant: women, widows, pupils ... A narrower word does not give the wider one."""
    return Phrasebook([*_phrases("who", "who"), *_others("who")])


@cache
def polarity_book() -> Phrasebook:
    """Finds words that have an opposite; keys are an axis and a sign: `quantity+`, `quantity-`, `opening+` ..."""
    signed = [(row["axis"] + ("+" if row["sign"] == "1" else "-"), row) for row in rows("polarity")]
    return Phrasebook([*((key, phrase) for key, row in signed for phrase in _forms(row)), *_others("polarity")])


def _phrases(file: str, key: str) -> list[tuple[str, str]]:
    return [(row[key], phrase) for row in rows(file) for phrase in _forms(row)]


def _others(file: str) -> list[tuple[str, str]]:
    """Words that look like those of a lexicon and mean NOTHING of it: طريقة is no طريق."""
    own = [row["words"].split() for row in rows("not_concepts") if row["lexicon"] == file]
    return [(NOTHING, f"={word}") for words in own for word in words]


def _forms(row: Mapping[str, str]) -> list[str]:
    forms = [form for language in STEMMED for form in row[language].split("|") if form]
    for form in (form for language in SPELLED for form in row[language].split("|") if form):
        # The stems are French: "care" would be found in "car". A phrase of several words is safe.
        forms += [form] if " " in form else [f"={form}", f"={form}s"] if len(form) > SHORTEST_BONE else [f"={form}"]
    return forms


def _key(word: str) -> str:
    """What a word of a lexicon is found by: without article, feminine or plural ending."""
    if not is_arabic(word):
        return stem(word)
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    for end in ("ات", "ون", "ين", "ه"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word


def bone(word: str) -> str:
    """The consonants of an Arabic word, emphatic ones as plain."""
    return word.translate(BARE)


@lru_cache(maxsize=50_000)
def _bones_of(word: str) -> tuple[str, ...]:
    bones = (bone(reading) for reading in readings(word))
    return tuple(dict.fromkeys(one for one in bones if len(one) >= SHORTEST_BONE))
