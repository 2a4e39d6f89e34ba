"""Texts whose letters were lost or garbled before they reached us: their words can be had from an earlier file only."""

import re

# How the first two bytes of a letter in UTF-8 look once they were read in that encoding; no pair of signs that
# plain Arabic or French may hold, such as a letter before a quotation mark.
TRACES = (
    ("latin-1", re.compile("[ÂÃØÙÚÛ][\x80-\xbf]")),
    ("cp1252", re.compile("[ÂÃØÙÚÛ][\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")),
    ("cp1256", re.compile("[آأطظعغ][¢£¤¥¦§¨©¬®¯°±²³´µ¶·¸¹¼½¾€پ‚ƒ„†‡ˆ‰ٹ‹Œچژڈگ•ک™ڑ›œںھ]")),
)
WORD = re.compile(r"[^\W\d_]{3,}")
ACCENTED = re.compile("[À-ÖØ-öø-ÿ]{3,}")  # Windows-1256 read as Windows-1252 makes whole words of these
FEWEST_MARKS = 3


def is_garbled(text: str) -> bool:
    """Whether the text was once saved or read in a wrong encoding; never true of plain Arabic, French or English."""
    if "\ufffd" in text or _is_question_marks(text):
        return True
    if text.isascii():
        return False
    return any(_was_utf8(text, encoding, trace) for encoding, trace in TRACES) or _was_arabic(text)


def _is_question_marks(text: str) -> bool:
    """Programs write ? for each letter that their encoding does not know: “???? ????? 2022”."""
    marks = text.count("?")
    return marks >= FEWEST_MARKS and marks > sum(map(str.isalpha, text))


def _was_utf8(text: str, encoding: str, trace: re.Pattern[str]) -> bool:
    """“Ã©” where é stood, “ط§” where ا stood."""
    if not trace.search(text):
        return False
    try:
        return text.encode(encoding).decode("utf-8") != text
    except UnicodeError:
        return False


def _was_arabic(text: str) -> bool:
    """“äÑíÏ” where نريد stood."""
    words = WORD.findall(text)
    return 2 * sum(bool(ACCENTED.fullmatch(word)) for word in words) > len(words)
