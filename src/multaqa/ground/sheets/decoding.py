"""From bytes to text, only when the encoding is certain: a wrong guess would garble people's words for ever.

Stricter than `analysis/text/documents/decoding.py`, where a person reads what comes out before anything is kept.
UTF-8 and UTF-16 prove themselves. Of the two eight-bit encodings met in Morocco, Windows-1256 (Arabic)
and Windows-1252 (French), each word votes: it must read as one script, in letters of Arabic or French.
"""

import re

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from multaqa.analysis.text.documents.decoding import FRENCH, MARKS, may_be_written
from multaqa.ground.sheets.refusals import Fault

SIGNS_IN_BOTH = re.compile("[«»“”‘’„–—…·•°€£§©®²³µ±×\u00a0\u00ad\u200c-\u200f]")
WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
SURE = 0.9
SAMPLE = 50_000


def decode(data: bytes) -> str:
    """The text of a file, without its byte order mark; a fault with its remedy when the encoding is uncertain."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded_as(data, encoding)
    if b"\x00" in data and len(data) % 2 == 0 and (text := _unmarked_utf16(data)) is not None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Fault(
            _("The file says it is in %(encoding)s, but some of its bytes are not.")
            % {"encoding": encoding.removesuffix("-sig").upper()},
            _save_as_utf8(),
        ) from None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, when one byte order alone gives readable text."""
    readings = [text for order in ("utf-16-le", "utf-16-be") if (text := _readable(data, order)) is not None]
    return readings[0] if len(readings) == 1 else None


def _readable(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if all(c in "\t\r\n" or may_be_written(c) for c in text) else None


def _eight_bit(data: bytes) -> str:
    arabic, french = _plausibility(data, "cp1256"), _plausibility(data, "cp1252")
    if arabic == french == 1.0 and _same_in_both(data):
        return data.decode("cp1252")
    if arabic >= SURE > 1 - SURE >= french:
        return _unmixed(data, "cp1256", "cp1252")
    if french >= SURE > 1 - SURE >= arabic:
        return _unmixed(data, "cp1252", "cp1256")
    raise _uncertain(data)


def _unmixed(data: bytes, encoding: str, other: str) -> str:
    """The text, unless rows in the other encoding were pasted among these: they would be garbled."""
    for word in sorted(set(WORD.findall(data))):
        if _tells(word) and not _reads_well(word.decode(encoding)) and _reads_well(word.decode(other, "replace")):
            raise Fault(
                _("The file mixes two encodings: “%(word)s” and “%(other)s” cannot be told apart with certainty.")
                % {"word": word.decode(encoding), "other": word.decode(other)},
                _save_as_utf8(),
            )
    return data.decode(encoding)


def _same_in_both(data: bytes) -> bool:
    return data.decode("cp1252") == data.decode("cp1256")


def _plausibility(data: bytes, encoding: str) -> float:
    """The share of telling words that read well in this encoding; 0.0 where a byte does not exist in it."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    words = [word for word in set(WORD.findall(data)) if _tells(word)]
    return sum(_reads_well(word.decode(encoding)) for word in words) / len(words) if words else 1.0


def _tells(word: bytes) -> bool:
    """Whether the encodings differ on this word; a lone letter is too little to judge by."""
    return len(word) > 1 and word.decode("cp1252", "replace") != word.decode("cp1256", "replace")


def _reads_well(word: str) -> bool:
    letters = SIGNS_IN_BOTH.sub("", word)
    if all(_is_arabic(letter) for letter in letters):
        return True
    if not all(letter.isascii() or letter in FRENCH for letter in letters):
        return False
    return any(letter.isascii() for letter in letters)


def _is_arabic(letter: str) -> bool:
    return "\u060c" <= letter <= "\u0652" or letter in "پچژگڤ"


def _uncertain(data: bytes) -> Fault:
    best = from_bytes(data[:SAMPLE]).best()
    reason = (
        _("The encoding of the text is uncertain (perhaps %(guess)s), and a wrong guess would garble the words.")
        % {"guess": best.encoding}
        if best
        else _("The file is not text in any encoding we know.")
    )
    return Fault(reason, _save_as_utf8())


def _save_as_utf8() -> str:
    return _("In the spreadsheet program choose “Save as”, then “CSV UTF-8”, or save it as XLSX.")
