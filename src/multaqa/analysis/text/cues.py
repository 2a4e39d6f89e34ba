"""Cues of what somebody does by saying something: words of the lexicon, and the grammar of single words."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.records import Language
from multaqa.analysis.text.speech import bare
from multaqa.analysis.text.word_forms import ARABIC_DEED

READ_AS: dict[Language, tuple[str, ...]] = {
    "ar": ("ar",),
    "ary": ("ary", "ar"),
    "ary-Latn": ("ary-Latn",),
    "fr": ("fr",),
    "en": ("en",),
    "mixed": ("ar", "ary", "fr"),
    "zgh": (),
    "und": ("fr", "ar", "en"),
}
OPENING = 3  # words: a cue among the first of a statement is a second cue, "... at the start"
SHORT, LONG = 8, 22  # words
LONGEST_WORD = 24  # letters that are compared: no word of the lexicon is longer, and a hostile one costs no more
ENDINGS = (
    "", "ت", "وا", "ون", "ين", "نا", "ه", "ها", "هم", "ان", "و", "تم", "نه", "هن", "ات", "كم", "ني", "تها", "ته", "ا",
)  # fmt: skip
SIGNS = {"?": "question mark", "؟": "question mark", "!": "exclamation", "%": "percent", "٪": "percent", ":": "colon"}
COUNTED = ("number", "numbers", "year", "question behind a statement", "short", "long")
YEAR = re.compile(r"(?:19|20)\d\d")
ASKING = re.compile(  # words that begin a question; behind a statement they only complain of it: "..., فكيف نخطط؟"
    r"ف?(?:هل|متي|اين|لماذا|كيف|كم|ماذا|من اين|الي متي|اي)\b|(?:و|ف)?(?:واش|فوقاش|علاش|فين|كيفاش|شنو|شكون|شحال)\b"
    r"|(?:et |mais |alors )?(?:quand|pourquoi|comment|ou|qui|que|quel\w*|combien|est ce|a quoi|a qui|d ou)\b"
    r"|(?:wach|fin|3lach|kifach|chno|chkoun|fo9ach|ch7al)\b|(?:when|why|how|where|who|what)\b"
)
# What a word's form alone tells, by language; the folded word is matched whole.
GRAMMAR: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        (
            "future",
            r"(?!opera|camera|extra|infra|zahra|sahara|front|affront|kenitra|zagora)\w{2,}(?:ra|ront|rons|rai|rez)",
        ),
        ("conditional", r"(?!trait|retrait|portrait|extrait|attrait)\w{2,}(?:rait|raient|rions|riez)"),
        ("we", r"\w{3,}ons"),
        ("infinitive", r"\w{2,}(?:er|ir|oir|dre|tre)"),
        ("deed", r"\w{3,}(?:tion|sion|ment|age|ture)"),
        ("I would", r"\w{3,}(?:rais|rai)"),
    ),
    "ar": (
        ("future", r"و?س[يتنا](?!اس|ار|اح|د$)\w{3,}"),
        ("third person", r"و?[يت]\w{3,}"),
        ("she did", r"و?(?!ال|ت|ي|ب|ل)\w{3,}ت"),
        ("deed", rf"و?(?:{ARABIC_DEED})"),
        ("we", r"و?ن(?!س[اب]|قص|قل|ظر|ها|حو|فس|صف|قط|ظا|سي|شا|اد|وا|وع)\w{3,}"),
    ),
    "ary": (
        ("future", r"غ[اينت]\w{3,}"),
        ("negated", r"ما?\w+ش"),
        ("present", r"و?ك[ينت]\w{3,}"),
        ("bidding", r"(?!حنا|هم|شنو|علا)\w{2,}و"),
        ("we", r"و?ن\w{3,}و"),
    ),
    "ary-Latn": (
        ("future", r"gh[aytn]\w+"),
        ("negated", r"m\w+ch"),
        ("present", r"ka[nyt]\w+"),
        ("we", r"n\w{3,}"),
        ("bidding", r"(?!chno)\w{2,}(?:o|ou|w)"),
    ),
}

PARTICIPLE = r"\w{2,}(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|it|ite|its|ert|erte|ort|orte|aint)"
BETWEEN = (
    r"(?: (?:ete|deja|aussi|egalement|enfin|bien|pas|plus|jamais|encore|ainsi|toujours|t|il|elle|on|ils|elles)){0,3}"
)
# What a few words together tell, by language; searched in the folded statement.
TOGETHER: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "fr": (
        ("has done", re.compile(rf"\b(?:a|ont|avons|ai){BETWEEN} {PARTICIPLE}\b")),
        ("is done", re.compile(rf"\b(?:est|sont|etait|etaient|fut|furent){BETWEEN} {PARTICIPLE}\b")),
        ("will be done", re.compile(rf"\b(?:sera|seront){BETWEEN} {PARTICIPLE}\b")),
        ("was done", re.compile(rf"\b(?:a|ont) ete {PARTICIPLE}\b")),
        ("only", re.compile(r"\b(?:ne|n)(?: (?!pas|plus|jamais|rien)\w+){1,4} (?:que|qu)\b")),
        ("not", re.compile(r"\b(?:ne|n)(?: \w+){1,3} (?:pas|plus|jamais|rien|aucun|aucune|ni|personne|guere)\b")),
    ),
    "ar": (
        ("only", re.compile(r"\b(?:لا|لم|ليس|ليست|ما)(?: \w+){1,6} (?:الا|سوي|غير)\b")),
        ("not", re.compile(r"\b(?:و|ف)?(?:لا|لم|لن|ليس|ليست) \w+")),
        ("was done", re.compile(r"\b(?:و|كما )?(?:تم|تمت|جري|جرت) \w+")),
        ("will be done", re.compile(r"\b(?:و|كما )?(?:سيتم|ستتم|سيجري) \w+")),
    ),
    "ary": (("not", re.compile(r"\bما ?\w+ش\b|\bما(?:كاين|عند|بقا|لقي)\w*")),),
    "ary-Latn": (("not", re.compile(r"\bma ?\w+ch\b")),),
}


class Form(NamedTuple):
    """A phrase behind its first word, and the cue it is a form of."""

    rest: tuple[str, ...]
    at_start: bool
    cue: str


def cues_of(words: list[str], signs: str, language: Language, main: int | None = None) -> set[str]:
    """The cues of one statement, given as folded words and the signs between them that fold() drops.

    main: how many of the words stand before the first comma or colon; all of them where none is given. Every name is
    one of cue_names(). The time grows with the number of words.
    """
    main = len(words) if main is None else main
    found = {SIGNS[sign] for sign in signs if sign in SIGNS}
    for read_as in READ_AS[language]:
        forms = _forms(read_as)
        for place, word in enumerate(words):
            grammar = _grammar(word, read_as)
            found.update(grammar if place < main else [f"{cue} further on" for cue in grammar])
            if not place:
                found.update(f"{cue} at the start" for cue in grammar)
            for key in keys_of(word):
                for form in forms.get(key, ()):
                    if _stands(form, words, place):
                        found.add(form.cue)
                        if place < OPENING:
                            found.add(f"{form.cue} at the start")
                        if place >= main:
                            found.add(f"{form.cue} further on")
        found.update(cue for cue, pattern in TOGETHER.get(read_as, ()) if pattern.search(" ".join(words)))
    figures = [word for word in words if word[0].isdigit()]
    if figures:
        found.add("number")
    if len(figures) > 1:
        found.add("numbers")
    if any(YEAR.fullmatch(figure) for figure in figures):
        found.add("year")
    if _only_asks_behind(words[:main], words[main:], signs):
        found.add("question behind a statement")
    if len(words) < SHORT or len(words) > LONG:
        found.add("short" if len(words) < SHORT else "long")
    return found


def _only_asks_behind(main: list[str], further: list[str], signs: str) -> bool:
    """Whether the question mark belongs to what stands behind the first comma, and a statement before it."""
    if not further or signs.rstrip()[-1:] not in ("?", "؟"):
        return False
    return ASKING.match(" ".join(further)) is not None and ASKING.match(" ".join(main)) is None


@cache
def cue_names() -> tuple[str, ...]:
    """All cues, in a fixed order: what a model's weights are in the order of."""
    lexical = dict.fromkeys(row["cue"] for row in rows("kind_cues"))
    grammatical = dict.fromkeys(f"is {name}" for rules in GRAMMAR.values() for name, _ in rules)
    together = dict.fromkeys(name for rules in TOGETHER.values() for name, _ in rules)
    others = dict.fromkeys((*together, *SIGNS.values(), *COUNTED))
    opening = (f"{cue} at the start" for cue in (*lexical, *grammatical))
    return (*lexical, *grammatical, *opening, *(f"{cue} further on" for cue in (*lexical, *grammatical)), *others)


@cache
def _forms(language: str) -> dict[str, tuple[Form, ...]]:
    """The phrases of a language by the key of their first word.

    In the lexicon `^` asks for the start of the statement, `*` for any ending, `+` for any person of an Arabic verb.
    """
    forms: dict[str, list[Form]] = {}
    for row in rows("kind_cues"):
        for phrase in row["forms"].split(";") if row["language"] == language else ():
            first, *rest = phrase.lstrip("^").split()
            forms.setdefault(_key(first), []).append(
                Form(tuple(_key(word) for word in rest), phrase[0] == "^", row["cue"])
            )
    return {first: tuple(found) for first, found in forms.items()}


def _key(pattern: str) -> str:
    verb, ending = "+" * pattern.startswith("+"), "*" * pattern.endswith("*")
    return verb + bare(pattern.strip("+*")) + ending


def _stands(form: Form, words: list[str], place: int) -> bool:
    if (form.at_start and place) or len(form.rest) >= len(words) - place:
        return False
    return all(key == "*" or key in keys_of(words[place + 1 + n]) for n, key in enumerate(form.rest))


@lru_cache(maxsize=65536)
def keys_of(word: str) -> frozenset[str]:
    """All the keys of the lexicon that a word answers to: itself, its beginnings, the verb behind its clitics."""
    word = word[:LONGEST_WORD]
    behind_clitics = {word}
    if word[0] in "وفبلك" and len(word) > 3:
        behind_clitics.add(word[1:])
    if word[:2] in ("وب", "ول", "فب", "فل", "وك") and len(word) > 4:
        behind_clitics.add(word[2:])
    keys = set(behind_clitics)
    for bare_word in behind_clitics:
        keys.update(bare_word[:length] + "*" for length in range(1, len(bare_word) + 1))
        if "\u0600" < bare_word[0] < "\u06ff":
            keys.update(_verb_keys(bare_word))
    return frozenset(keys)


def _verb_keys(word: str) -> set[str]:
    """The stems that an Arabic word may be a form of, without the marks of person and future."""
    cores = {word}
    if word[0] == "س" and len(word) > 4:
        cores.add(word[1:])
    cores.update([core[1:] for core in cores if core[0] in "انتي" and len(core) > 3])
    return {
        "+" + core[: len(core) - len(ending)]
        for core in cores
        for ending in ENDINGS
        if core.endswith(ending) and len(core) - len(ending) >= 2
    }


@lru_cache(maxsize=65536)
def _grammar(word: str, language: str) -> tuple[str, ...]:
    return tuple(f"is {name}" for name, pattern in GRAMMAR.get(language, ()) if re.fullmatch(pattern, word))
