"""The language of a sentence and of a document: by script, by words that only one language has, by how words are built.

Morocco writes Darija in Arabic letters and, with digits for the letters that Latin lacks, in Latin ones (Arabizi).
Both share most words with standard Arabic or none with French: what counts are words of grammar (ديال, واش, حيت), the
prefixes of its verbs (ka-, ta-, gha-), and its negation around the verb (ما...ش).
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.records import Language

ARABIC_WORD = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]+")
LATIN_WORD = re.compile(r"[a-zà-öø-ɏʷḍḥṛṣṭẓɛɣ0-9]*[a-zà-öø-ɏʷḍḥṛṣṭẓɛɣ][a-zà-öø-ɏʷḍḥṛṣṭẓɛɣ0-9]*")
TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
NOT_PROSE = re.compile(r"https?://\S{1,500}|www\.\S{1,300}|[\w.+-]{1,64}@[\w.-]{1,200}|@\w{1,64}")
PIECES = re.compile(r"[^.!?؟\n]+[.!?؟]*\n*|[.!?؟\n]+")

LONGEST_WORD = 40  # letters: what is longer is a key or a picture, in no language
DRAWN_OUT = re.compile(r"(.)\1{2,}")  # بزاااف

SHARE = 0.3  # of a text's letters or evidence: what a second language needs to be one
DARIJA_SHOWS = 0.45  # of a document's Arabic letters
ENOUGH = 1.5  # evidence of Darija below which a text is standard Arabic or French
STANDARD_COUNTS = 0.3  # of a standard word's weight against one of Darija: both share in, from, on
LEAST_SHARE = 0.12  # evidence of Darija for each word
SHORT = 6  # words; in more, one word of Darija among words of the standard's grammar is a quotation
QUOTING = 2.0
REAL_HITS = 3  # different words that make a second language more than a name or a loan
LANGUAGES: dict[str, Language] = {"fr": "fr", "en": "en", "zgh": "zgh", "ary-Latn": "ary-Latn"}

BARE_ARABIC = str.maketrans(
    "أإآٱىةگڭݣڤ", "ااااي" + "ه" + "ككك" + "ف", "ـ" + "".join(map(chr, range(0x064B, 0x0660))) + "ٰ"
)

# Verbs as Darija alone builds them: ka-/ta- for what is, gha- for what will be, then n-/t-/y-, the stem, the object.
PERSON = re.compile(r"[وف]?(كا|ك|تا|ت|غا|غ|)([نتي])(ا?)(\w{2,})")
OBJECTS = (
    *("", "ه", "ها", "ني", "نا", "ك", "كم", "هم", "هوم", "لي", "ليا", "لو", "ليه", "لها", "ليها", "لنا", "لينا", "لك"),
    *("ليك", "لكم", "ليكم", "لهم", "ليهم"),
)
ENDS = frozenset(plural + found + no for plural in ("", "و", "وا", "ي", "يو") for found in OBJECTS for no in ("", "ش"))
PAST_ENDS = frozenset(
    past + found + no for past in ("ت", "تي", "نا", "تو", "و", "ات", "او") for found in OBJECTS for no in ("", "ش")
)
NEGATED_PERSON = re.compile(r"ك?[نتي]\w{3,}|\w{3,}(?:ني|ها|و|هم|كم|لي|تي)")
PLURAL_PAST = re.compile(r"\w{3,}ت(?:و|ي)(?:نا|ني|ها|هم|ه)")  # you made us tired: طيبتونا, تفكرتينا
GLUED = re.compile(r"[وفبل]?(?:هاد|داك|ديك)ال\w{2,}")  # هادالبلاد
# Standard words that begin like a present or future: how, entity, other than, absence.
STANDARD_STARTS = re.compile(
    "[وف]?(?:كيف|كيان|كيل|كيمي|كيمو|كيس|كيد|كيوم|كيرا|كيبو|كيني|كيث|كين|غير|غيا|غيث|غيو|غيظ|غيب|غيض|غيد|غين)"
)

WRITTEN_WITH_TA = frozenset({"خاصة", "وخاصة"})  # special, its own; what he needs is written خاصه or خاصو

# Arabizi: digits inside words, verbs with ka-/ta-/gha-, ma...ch around a verb.
DIGIT_INSIDE = re.compile(r"[a-z]*(?:[a-z][379]+[a-z]+|[379][a-z]{2,})[a-z0-9]*|[a-z]{2,}[37]|[a-z]+[25][a-z]{2,}")
# 2eme, 9h30, 12km, covid19, G7: digits that count.
NO_ARABIZI = re.compile(
    r"\d+(?:e|er|eme|ieme|h|km|k?m|th|rd|nd|st|d|k?g|dhs?|mm?dh|mad|am|pm|j|ans?|cm|ha|[mg]w|v|x|ter|bis|days?|jours?)\d*"
    r"|[a-z]{1,3}\d|\d[a-z]|\d+[a-z]\d*"
)
ARABIZI_VERB = re.compile(r"(?:ka[nty]|k[nty]|ta[ny]|gha[nty]|gh[nty])[a-z0-9]{3,}")
ARABIZI_NEGATED = re.compile(r"ma[a-z0-9]{3,}(?:ch|sh)")

FRENCH_END = re.compile(
    r"\w{2,}(?:ements?|eaux|aux|eurs?|euses?|iques?|aires?|elles?|isme|ités?|ées?|ère|oire|ations?|erie|ais|aise|ois|ez)"
)
ENGLISH_END = re.compile(
    r"\w{2,}(?:ing|ings|ness|ship|ships|ful|less|ly|ities|ity|wise|ware|ward|ght|hood|ked|sed|ted|ded|ned|red)"
)
FRENCH_SIGNS = re.compile("[éèêëàâçùûîïôœ]")
TAMAZIGHT_SIGNS = re.compile("[ɣɛẓṭḍṣḥṛʷ]")


def language_of(text: str) -> Language:
    """The language of a sentence or of any short text.

    `mixed` where two languages each have 30 % of it, `und` where nothing is a letter that we read. Darija is said only
    on evidence: one of its words in a standard sentence, as in a quotation, does not make it Darija.
    Linear in the text's length.
    """
    return _verdict(_evidence(text))


def main_language(text: str) -> Language:
    """The language of a document: what most of its letters are written in, sentence by sentence."""
    letters: Counter[Language] = Counter()
    for piece in _pieces(text):
        evidence = _evidence(piece)
        letters[_verdict(evidence)] += evidence.letters
    letters.pop("und", None)
    if not letters:
        return "und"
    # A sentence of Darija without any of its own words reads like standard Arabic: less than half that shows is enough.
    both = letters["ar"] + letters["ary"]
    merged: Language = "ary" if letters["ary"] > DARIJA_SHOWS * both else "ar"
    letters["ar"] = letters["ary"] = 0
    letters[merged] = both
    total = letters.total()
    (first, _), *others = letters.most_common()
    if first == "mixed" or (others and others[0][0] != "mixed" and others[0][1] >= SHARE * total):
        return "mixed"
    return first


class _Evidence:
    """What speaks for each language in one text, and how many letters stand in each script."""

    def __init__(self) -> None:
        self.arabic_letters = self.latin_letters = self.tifinagh_letters = 0
        self.darija = self.standard = 0.0
        self.darija_words: set[str] = set()
        self.arabic_words = self.latin_words = 0
        self.latin: dict[str, float] = dict.fromkeys(("fr", "en", "zgh", "ary-Latn"), 0.0)
        self.latin_hits: dict[str, set[str]] = {name: set() for name in self.latin}

    @property
    def letters(self) -> int:
        return self.arabic_letters + self.latin_letters + self.tifinagh_letters


def _evidence(text: str) -> _Evidence:
    found = _Evidence()
    plain = NOT_PROSE.sub(" ", text).lower()
    before = ""
    for word in ARABIC_WORD.findall(plain):
        bare = DRAWN_OUT.sub(r"\1", word.translate(BARE_ARABIC))
        if not bare or len(bare) > LONGEST_WORD:
            continue
        darija, standard = _weigh_arabic(bare)
        if before == "ما" and len(bare) > 3 and bare[-1] == "ش":  # ما عندناش
            darija, standard = 3.0, 0.0
        if word in WRITTEN_WITH_TA:
            darija = 0.0
        before = bare
        found.arabic_letters += len(bare)
        found.arabic_words += 1
        found.standard += standard
        if darija:
            found.darija += darija
            found.darija_words.add(bare)
    for word in LATIN_WORD.findall(unicodedata.normalize("NFC", plain)):
        if len(word) > LONGEST_WORD:
            continue
        found.latin_letters += len(word)
        found.latin_words += 1
        for language, weight in _weigh_latin(word):
            found.latin[language] += weight
            found.latin_hits[language].add(word)
    found.tifinagh_letters = len(TIFINAGH.findall(plain))
    return found


def _verdict(found: _Evidence) -> Language:
    if not found.letters:
        return "und"
    shares: dict[Language, int] = {"zgh": found.tifinagh_letters}
    if found.arabic_letters:
        shares[_arabic(found)] = found.arabic_letters
    if found.latin_letters:
        latin = _latin(found)
        shares[latin] = shares.get(latin, 0) + found.latin_letters
    ordered = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    (first, _), *others = ordered
    if others and others[0][1] >= SHARE * found.letters and min(found.arabic_words, found.latin_words) != 1:
        return "mixed"
    return first


def _arabic(found: _Evidence) -> Language:
    """Darija where its words outweigh the standard's, and where a long standard text does more than quote one."""
    if found.darija < ENOUGH or found.darija < LEAST_SHARE * found.arabic_words:
        return "ar"
    if found.darija <= STANDARD_COUNTS * found.standard:
        return "ar"
    is_long = found.arabic_words > SHORT
    return "ar" if is_long and len(found.darija_words) < 2 and found.standard > QUOTING else "ary"


def _latin(found: _Evidence) -> Language:
    """By grammar's words; where there are none, French, which Morocco writes where it writes Latin letters."""
    ranked = sorted(found.latin.items(), key=lambda pair: (-pair[1], pair[0] != "fr", pair[0]))
    ranked = [(name, weight) for name, weight in ranked if _is_sure(name, found)]
    if not ranked or ranked[0][1] == 0:
        return "fr"
    (first, most), *others = ranked
    if others:
        second, next_most = others[0]
        if next_most >= SHARE * (most + next_most) and len(found.latin_hits[second]) >= REAL_HITS <= len(
            found.latin_hits[first]
        ):
            return "mixed"
    return LANGUAGES[first]


def _is_sure(name: str, found: _Evidence) -> bool:
    """Tamazight and Arabizi need evidence of their own; French and English are the default."""
    if name == "zgh":
        return len(found.latin_hits["zgh"]) >= REAL_HITS and found.latin["zgh"] >= 0.8 * found.latin_words
    if name == "ary-Latn":
        return found.latin["ary-Latn"] >= ENOUGH and found.latin["ary-Latn"] >= 0.3 * found.latin_words
    return True


@lru_cache(maxsize=50_000)
def _weigh_arabic(word: str) -> tuple[float, float]:
    """How much a word speaks for Darija and for standard Arabic."""
    words, standard = _darija_words(), _function_words()["ar"]
    if word in standard:
        return 0.0, standard[word]
    if (weight := words.get(word)) is not None:
        return weight, 0.0
    if len(word) > 3 and word[0] in "وفبل":
        rest = word[1:]
        if (weight := words.get(rest)) is not None and weight >= 2:
            return weight, 0.0
        if word[0] in "وف" and rest in standard:
            return 0.0, standard[rest]
    if len(word) > 4 and word[0] == "س" and word[1] in "يتنا":
        return 0.0, 0.5
    into = 0.5 if word.startswith("فال") and len(word) > 5 else 0.0  # fi joined to its noun: فالمغرب
    if GLUED.fullmatch(word):
        return 3.0, 0.0
    if PLURAL_PAST.fullmatch(word):
        into = 1.0
    return max(into, _verb(word), _negated(word), _past(word)), 0.0


def _verb(word: str) -> float:
    match = PERSON.fullmatch(word)
    if match is None:
        return 0.0
    tense, person, _, rest = match.groups()
    stems = _stems()
    for length in range(len(rest), 1, -1):
        end = rest[length:]
        if rest[:length] in stems and end in ENDS:
            if tense == "ت" and person != "ي" and not stems[rest[:length]] and not end.startswith("و"):
                return 0.0  # تتوقع, تنقلب: standard verbs whose own form begins with ta-
            if tense:
                return 3.0
            if person == "ن" and end.startswith("و"):
                return 2.0
            return max(stems[rest[:length]], 0.7 if end == "و" else 0.0)
    if len(rest) > 2 and not STANDARD_STARTS.match(word):
        if tense in {"كا", "غا"} and person == "ي":
            return 2.0
        if tense in {"ك", "غ"} and person == "ي":
            return 1.5
    return 0.0


def _negated(word: str) -> float:
    """ما...ش around a verb, as one word."""
    if not word.endswith("ش") or len(word) < 5:
        return 0.0
    word = word[1:] if word[0] in "وف" else word
    if word[0] != "م":
        return 0.0
    if word.startswith("ما") and len(word) > 5:
        return 3.0
    inside = word[1:-1]
    if NEGATED_PERSON.fullmatch(inside):
        return 2.0
    if inside in _darija_words() or inside.startswith("عند") or _verb(inside) or _past(inside):
        return 3.0
    return 0.0


def _past(word: str) -> float:
    stems = _stems()
    for length in range(len(word) - 1, 1, -1):
        stem, end = word[:length], word[length:]
        if stem in stems and end in PAST_ENDS:
            return 1.5 if stems[stem] else 0.7 * (end == "و")
    return 0.0


@lru_cache(maxsize=50_000)
def _weigh_latin(word: str) -> tuple[tuple[str, float], ...]:
    """How much a word speaks for each language that is written in Latin letters."""
    functions = _function_words()
    found = {name: functions[name][word] for name in ("fr", "en", "zgh") if word in functions[name]}
    if TAMAZIGHT_SIGNS.search(word):
        found["zgh"] = 2.0
    elif FRENCH_SIGNS.search(word):
        found["fr"] = found.get("fr", 0.0) + 1.0
    if not found and len(word) > 5:
        if FRENCH_END.fullmatch(word):
            found["fr"] = 0.5
        if ENGLISH_END.fullmatch(word):
            found["en"] = 0.5
    if (weight := _arabizi(word)) and "en" not in found and (weight > 1 or "fr" not in found):
        found["ary-Latn"] = weight
    return tuple(found.items())


def _arabizi(word: str) -> float:
    if (weight := _arabizi_words().get(word)) is not None:
        return weight
    if NO_ARABIZI.fullmatch(word) or not word.isascii():
        return 0.0
    if DIGIT_INSIDE.fullmatch(word):
        return 2.0
    if ARABIZI_NEGATED.fullmatch(word):
        return 2.0
    return 1.0 if ARABIZI_VERB.fullmatch(word) else 0.0


@cache
def _arabizi_words() -> dict[str, float]:
    return {row["word"]: float(row["weight"]) for row in rows("arabizi")}


@cache
def _darija_words() -> dict[str, float]:
    return {row["word"].translate(BARE_ARABIC): float(row["weight"]) for row in rows("darija") if row["kind"] == "word"}


@cache
def _stems() -> dict[str, float]:
    return {
        row["word"].translate(BARE_ARABIC): float(row["weight"])
        for row in reversed(rows("darija"))
        if row["kind"] == "stem"
    }


@cache
def _function_words() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in rows("function_words"):
        found.setdefault(row["language"], {})[row["word"].translate(BARE_ARABIC)] = float(row["weight"])
    return found


def _pieces(text: str) -> list[str]:
    return PIECES.findall(text)
