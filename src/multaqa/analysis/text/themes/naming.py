"""What a theme is called: phrases that its own statements use and those of other themes do not."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

from multaqa.analysis.text.concepts import LINKS, concepts_in
from multaqa.analysis.text.stems import empty_words, stem
from multaqa.analysis.text.words import words_of

PHRASES = 5  # of a language
IN_NAME = 2
SHORTEST = 3  # letters of a word that may stand alone
TWO_WORDS = 1.6  # what a phrase of two words gains: it says more
SUBJECT = 2.0  # what a phrase gains that speaks of a concept: "centre d'écoute" names more than "y reviennent"
WEIGHED = 60  # strongest phrases that are looked at for it
COMMA = {"ar": "، ", "fr": ", ", "en": ", "}

Term = tuple[str, ...]  # the stems of one word or two


@lru_cache(maxsize=200_000)
def terms_of(text: str) -> tuple[tuple[Term, str], ...]:
    """Stems of the content words and of their neighbours, each with the characters that say it."""
    words = words_of(text)
    told = [place for place, word in enumerate(words) if _tells(word.text)]
    terms: list[tuple[Term, str]] = []
    for at, place in enumerate(told):
        word = words[place]
        if len(word.text) >= SHORTEST:
            terms.append(((stem(word.text),), text[word.start : word.end]))
        if at + 1 < len(told) and all(words[between].text in LINKS for between in range(place + 1, told[at + 1])):
            following = words[told[at + 1]]
            said = text[word.start : following.end]
            if not set(said) & set('.,;:!?؟،؛()«»"\n'):
                terms.append(((stem(word.text), stem(following.text)), said))
    return tuple(terms)


def key_phrases(members: Mapping[int, Sequence[tuple[str, int]]]) -> dict[int, tuple[str, ...]]:
    """For each group the phrases that set it apart, the strongest first.

    members: by group, the texts of one language, each with its supports. A phrase is shown as most texts write it.
    Source: Grootendorst (2022), BERTopic: class-based TF-IDF, here on stems and over sparse counts.
    """
    counts = {group: _counts(texts) for group, texts in members.items()}
    everywhere: Counter[Term] = Counter()
    for of_group in counts.values():
        everywhere.update(of_group)
    usual = sum(everywhere.values()) / max(1, len(counts))
    shown = _shown(members)
    return {group: _strongest(of_group, everywhere, usual, shown) for group, of_group in counts.items()}


def name_of(phrases: Sequence[str], language: str) -> str:
    """The strongest phrases joined; empty where there is none."""
    return COMMA[language].join(phrases[:IN_NAME])


def _tells(word: str) -> bool:
    return word not in empty_words() and word not in LINKS and not word.isdigit() and len(word) > 1


def _counts(texts: Sequence[tuple[str, int]]) -> Counter[Term]:
    counts: Counter[Term] = Counter()
    for text, _supports in texts:
        counts.update({term for term, _said in terms_of(text)})
    return counts


def _shown(members: Mapping[int, Sequence[tuple[str, int]]]) -> dict[Term, str]:
    said: defaultdict[Term, Counter[str]] = defaultdict(Counter)
    for texts in members.values():
        for text, supports in texts:
            for term, surface in terms_of(text):
                said[term][surface] += supports
    return {term: min(surfaces, key=lambda one: (-surfaces[one], len(one), one)) for term, surfaces in said.items()}


def _strongest(
    counts: Counter[Term], everywhere: Counter[Term], usual: float, shown: Mapping[Term, str]
) -> tuple[str, ...]:
    total = sum(counts.values()) or 1

    def weight(term: Term) -> float:
        rare = log(1 + usual / everywhere[term])
        return counts[term] / total * rare * (TWO_WORDS if len(term) == 2 else 1.0)

    def order(term: Term, gain: float = 1.0) -> tuple[bool, float, Term]:
        """What one text alone says comes behind what two say, however rare it is."""
        return counts[term] < 2, -weight(term) * gain, term

    strongest = sorted(counts, key=order)[:WEIGHED]
    gains = {term: SUBJECT if concepts_in(shown[term]) else 1.0 for term in strongest}
    chosen: list[Term] = []
    for term in sorted(strongest, key=lambda one: order(one, gains[one])):
        if not any(set(term) & set(other) for other in chosen):
            chosen.append(term)
        if len(chosen) == PHRASES:
            break
    return tuple(shown[term] for term in chosen)
