"""Words beside and inside the names of people: honorifics, offices, first names, and what is never a name."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.words import Word, prefixes_of, without

COMPLETIONS = frozenset({"الدين", "الزهرا", "الهدي", "الله"})  # نور الدين, فاطمة الزهراء


@cache
def person_words() -> dict[str, frozenset[str]]:
    """Folded words by role: honorific, honorifics, office, particle, named_after, no_name, verb, end_of_role.

    A weak honorific is another word too (الحاجة, سعادة): behind it stands a name only where we know the first name.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("person_words"):
        for word in row["words"].split("|"):
            found[row["role"]].add(fold(word).text.split()[0])
    grammar = [row["word"] for row in rows("function_words") if row["language"] == "ar"]
    for word in (*grammar, *(row["word"] for row in rows("darija"))):
        if (folded := fold(word).text) and " " not in folded:
            found["no_name"].add(folded)
    return {role: frozenset(words) for role, words in found.items()}


@cache
def first_names() -> dict[str, bool]:
    """Folded first names, and whether each is a name and nothing else (أمل is hope too)."""
    return {
        name: row["also_a_word"] == "no"
        for row in rows("first_names")
        if len(name := fold(row["name"]).text) > 1 and " " not in name
    }


def is_one(word: Word, *roles: str) -> bool:
    """Whether a word has one of these roles, with or without the clitics that Arabic glues to it."""
    return any(bare in person_words()[role] for bare in bare_forms(word) for role in roles)


def bare_forms(word: Word) -> Iterator[str]:
    for prefix in prefixes_of(word.text):
        yield without(prefix, word.text)


def is_arabic(word: Word) -> bool:
    return is_arabic_letter(word.text[0])


def is_arabic_letter(sign: str) -> bool:
    return "\u0600" <= sign <= "\u06ff"
