"""Numbers as people write them in Arabic, French and English: read rightly, or refused when a mark has two meanings."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from multaqa.ground.sheets.refusals import Fault

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Not the overrides U+202D and U+202E: with them, what one sees is not what stands there.
INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff")
)
# Marks with one meaning only: these always part thousands, and ٫ always parts decimals.
MARKS = str.maketrans({**dict.fromkeys("\u00a0\u2009\u202f'’٬", " "), "،": ",", "−": "-", "﹣": "-"})
NUMBER = re.compile(r"([+-]?)([0-9](?:[0-9 .,]*[0-9])?)(?:٫([0-9]+))?")
LONGEST = 40


def western(text: str) -> str:
    """The text in 0-9, without invisible marks of direction, trimmed."""
    return text.translate(DIGITS).translate(INVISIBLE).strip()


def read_number(text: str) -> Decimal:
    """The number, exactly; a fault for what is no number or could be two."""
    found = NUMBER.fullmatch(western(text).translate(MARKS)) if len(text) <= LONGEST else None
    if not found:
        raise _not_a_number()
    sign, body, decimals = found[1], found[2], found[3]
    whole, fraction = (body, decimals) if decimals else _divided(body)
    return Decimal(sign + _joined_thousands(whole) + (f".{fraction}" if fraction else ""))


def _divided(body: str) -> tuple[str, str]:
    """The whole part, thousands still marked, and the decimals."""
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return body, ""
    mark, whole, fraction = body[last], body[:last], body[last + 1 :]
    if mark in whole:
        return body, ""
    if len(fraction) == 3 and _could_be_thousands(whole):
        raise Fault(
            _("The mark “%(mark)s” may part thousands or decimals here.") % {"mark": mark},
            _("Write %(whole)s%(fraction)s for thousands, or %(whole)s.%(fraction)s0 for decimals.")
            % {"whole": whole, "fraction": fraction},
        )
    return whole, fraction


def _could_be_thousands(whole: str) -> bool:
    return len(whole) <= 3 and whole.isdigit() and not whole.startswith("0")


def _joined_thousands(whole: str) -> str:
    """The digits, when one kind of mark parts them in threes."""
    mark = next((character for character in whole if not character.isdigit()), "")
    if mark and not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+", whole):
        raise _not_a_number()
    return whole.replace(mark, "") if mark else whole


def _not_a_number() -> Fault:
    return Fault(_("This is not a number."), _("Write digits only, without unit or currency, such as 26000000.50."))
