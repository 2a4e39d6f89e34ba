"""From bytes to letters. UTF-8 and UTF-16 prove themselves; of the older encodings, the one whose words read well.

Windows-1256, ISO-8859-6 and MacArabic all make Arabic letters of the same bytes, but only one of them makes words:
those that begin with the article, and the small words every text has. Each line votes; lines of another encoding
that were pasted in are read in their own, and it is said.
"""

import codecs
import re
import unicodedata
from collections import Counter

from charset_normalizer import from_bytes

from multaqa.analysis.text.documents.records import Remark, UnreadableDocument

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# ISO-8859-6 before MacArabic, which holds it: the narrower one where both read alike.
CANDIDATES = ("cp1252", "cp1256", "iso8859_6", "mac_arabic")
NAMES = {
    "cp1256": "Windows-1256",
    "cp1252": "Windows-1252",
    "iso8859_6": "ISO-8859-6",
    "mac_arabic": "MacArabic",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
FRENCH = frozenset("àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒºª")
SIGNS = re.compile("[«»“”‘’„–—…·•°€£§©®²³µ±×÷\u00a0\u00ad\u200c-\u200f،؛؟ـ]")
WORD = re.compile("[A-Za-z\x80-\U0010ffff]*[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*")
COMMON_ARABIC = frozenset(
    [
        "من",
        "في",
        "على",
        "إلى",
        "عن",
        "مع",
        "أن",
        "إن",
        "ما",
        "لا",
        "هذا",
        "هذه",
        "ذلك",
        "التي",
        "الذي",
        "كما",
        "بين",
        "بعد",
        "قبل",
        "كل",
        "أو",
        "ثم",
        "قد",
        "لم",
        "لن",
        "هو",
        "هي",
        "كان",
    ]
)
ARTICLE = re.compile("[وفبك]?ال|لل")
SAMPLE = 200_000  # bytes
SURE = 0.8
CLOSE = 0.1  # scores this near do not decide
LINE_GAIN = 0.5  # how much better a line must read in another encoding to leave that of the whole
MOST_CONTROLS = 0.01  # of the characters; a program or a picture has many more
FEW_CONTROLS = 10  # which any text may hold
MOST_LOST = 0.1
LAST_SCRIPT = "\u3000"  # Latin, Arabic and Tifinagh stand before it; bytes paired wrongly land behind it
FEWEST_VOTES = 0.3  # a lone word of another script in a line of text


def decode(data: bytes, most_characters: int) -> tuple[str, list[Remark]]:
    """The text without its byte order mark, and what to say of its encoding; refused where it is no text at all."""
    if len(data) > 4 * most_characters:  # no encoding takes more than four bytes
        raise UnreadableDocument("too_long", most=most_characters)
    text, remarks = _decoded(data)
    controls = sum(count for sign, count in Counter(text).items() if _is_control(sign))
    lost = text.count("\ufffd")
    if controls > FEW_CONTROLS + MOST_CONTROLS * len(text) or lost > MOST_LOST * len(text):
        raise UnreadableDocument("not_text")
    return text, remarks


def _decoded(data: bytes) -> tuple[str, list[Remark]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    if b"\x00" in data and (found := _unmarked_utf16(data)):
        return found[0], [Remark("encoding", {"encoding": NAMES[found[1]]})]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _by_lines(data)


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark, when one byte order alone gives readable text."""
    even = data[: len(data) & ~1]  # a file that was cut off may end in half a character
    readings = [(even.decode(order, "replace"), order) for order in ("utf-16-le", "utf-16-be")]
    readable = [reading for reading in readings if _is_readable(reading[0])]
    return readable[0] if len(readable) == 1 else None


def _is_readable(text: str) -> bool:
    sample = text[:SAMPLE]
    odd = sum(not (sign in "\t\r\n" or may_be_written(sign)) for sign in sample)
    return odd <= MOST_CONTROLS * len(sample)


def may_be_written(sign: str) -> bool:
    return sign < LAST_SCRIPT and unicodedata.category(sign) not in ("Cc", "Cn", "Co")


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\x0b\x0c\x85\x1a"


def _by_lines(data: bytes) -> tuple[str, list[Remark]]:
    whole, certain = _encoding_of(data)
    texts, used = [], Counter[str]()
    for line in data.splitlines(keepends=True):
        if line.isascii():
            texts.append(line.decode("ascii"))
            continue
        encoding = _encoding_of_line(line, whole)
        used[encoding] += 1
        texts.append(line.decode(encoding, "replace"))
    return "".join(texts), _remarks(used, certain)


def _remarks(used: Counter[str], certain: bool) -> list[Remark]:
    names = [NAMES.get(encoding, encoding) for encoding, _n in used.most_common()]
    if len(names) > 1:
        return [Remark("mixed_encodings", {"encodings": ", ".join(names)})]
    if names == ["UTF-8"]:  # a few broken bytes: counted as lost letters
        return []
    return [Remark("encoding" if certain else "uncertain_encoding", {"encoding": names[0]})]


def _encoding_of(data: bytes) -> tuple[str, bool]:
    """The encoding most words of the file read well in, and whether that is certain."""
    sample = data[:SAMPLE]
    scores = {encoding: _score(sample, encoding) for encoding in ("utf-8", *CANDIDATES)}
    best = max(scores, key=scores.__getitem__)
    if scores[best] <= FEWEST_VOTES and sum(byte > 127 for byte in sample) > MOST_LOST * len(sample):
        raise UnreadableDocument("not_text")
    near = [encoding for encoding, score in scores.items() if score >= scores[best] - CLOSE]
    if len({sample.decode(encoding, "replace") for encoding in near}) == 1:
        return best, True
    if len(near) > 1 or scores[best] < SURE:
        return _second_opinion(sample, near, best), False
    return best, True


def _second_opinion(sample: bytes, near: list[str], best: str) -> str:
    guess = from_bytes(sample).best()
    return guess.encoding if guess and guess.encoding in near else best


def _encoding_of_line(line: bytes, whole: str) -> str:
    scores = {encoding: _score(line, encoding) for encoding in (whole, "utf-8", *CANDIDATES)}
    best = max(scores, key=scores.__getitem__)  # the first of equals: that of the whole
    return best if scores[best] >= scores[whole] + LINE_GAIN else whole


def _score(data: bytes, encoding: str) -> float:
    """From 0, no word reads well, to 2, where every word moreover is one that any Arabic text has."""
    try:
        text = data.decode(encoding, "replace" if encoding == "utf-8" else "strict")
    except UnicodeDecodeError:
        return 0.0
    words = sorted(set(WORD.findall(text)))
    votes = [_reading(word) for word in words]
    return sum(votes) / len(votes) if votes else 0.0


def _reading(word: str) -> float:
    letters = SIGNS.sub("", word)
    if not letters:
        return FEWEST_VOTES
    if all(map(_is_arabic, letters)):
        return 2.0 if letters in COMMON_ARABIC or ARTICLE.match(letters) else 1.0
    if all(letter.isascii() or letter in FRENCH for letter in letters):
        return 1.5 if any(letter.isascii() for letter in letters) else FEWEST_VOTES
    return 0.0


def _is_arabic(letter: str) -> bool:
    return "\u0621" <= letter <= "\u0652" or letter in "پچژگڤڭ" or "\u0660" <= letter <= "\u0669"
