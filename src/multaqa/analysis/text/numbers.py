"""Numbers in digits and in words, Arabic, French and English, with their exact values and where they stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.plain import GAP, SOME_GAP, any_of, plain
from multaqa.analysis.text.records import Span

# Digits

DIGITS = (
    r"(?<![a-z0-9])(?<![0-9][.,٫٬'،:/])"
    r"(?:\d{1,3}(?: \d{3})+(?!\d)(?:[.,٫]\d{1,2}(?!\d))?|\d+(?:[.,٫٬'،]\d+)*)"
    r"(?![:/]?\d)"
)
MOST_SIGNS = 20  # longer ones number accounts
THOUSANDS = re.compile(r"\d{1,3}(?:([.,٬'،])\d{3})(?:\1\d{3})*(?:[.,٫]\d{1,2})?")


def value_of_digits(written: str, *, counted: bool = False) -> Decimal | None:
    """What digits are worth: 3.097.722, 3 097 722,50, 1٫5. None where they are no number (05.37.12).

    counted: a word or sign of scale follows (million, MDH), which makes of "1,250" one and a quarter.
    """
    parts = re.split(r"[.,٫٬'،]", written.replace(" ", ""))
    if len(written) > MOST_SIGNS:
        return None
    if len(parts) == 1:
        return Decimal(parts[0])
    signs = re.findall(r"[.,٫٬'،]", written)
    grouped = THOUSANDS.fullmatch(written) if not written.startswith("0") else None
    if grouped and (len(signs) > 1 or signs[0] in ".٬'" or not counted):
        if len(parts[-1]) == 3:
            return Decimal("".join(parts))
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    if len(parts) == 2 and signs[0] not in "٬'":
        return Decimal(".".join(parts))
    return None


# Words

WORDS = rows("number_words")


def _words(language: str, *roles: str) -> str:
    return any_of([row["word"] for row in WORDS if row["language"] == language and row["role"] in roles], r"[- \n]")


def _french() -> str:
    unit, teen, link = _words("fr", "unit"), _words("fr", "teen"), r"(?:[- \n]et)?[- \n]"
    long_tens, tens = _words("fr", "tens_and_teens"), _words("fr", "tens")
    below_hundred = f"(?:{long_tens}(?:{link}(?:{teen}|{unit}))?|{tens}(?:{link}{unit})?|{teen}|{unit})"
    hundreds = f"(?:{unit}[- \n])?{_words('fr', 'hundred')}(?:[- \n]{below_hundred})?"
    return f"{_words('fr', 'collective')}|{hundreds}|{below_hundred}"


def _english() -> str:
    unit, teen, tens = _words("en", "unit"), _words("en", "teen"), _words("en", "tens")
    below_hundred = f"(?:{tens}(?:[- \n]{unit})?|{teen}|{unit})"
    return f"(?:{unit}|a)[- \n]{_words('en', 'hundred')}(?:[- \n](?:and[- \n])?{below_hundred})?|{below_hundred}"


def _arabic() -> str:
    unit, ten, tens = (f"(?:ال)?{_words('ar', role)}" for role in ("unit", "ten", "tens"))
    together = rf"{GAP}و ?"
    below_hundred = f"(?:{unit}{GAP}{ten}|(?:{unit}|{ten}){together}{tens}|{tens}|{ten}|{unit})"
    hundreds = f"(?:{unit} ?{_words('ar', 'hundred')}|(?:ال)?{_words('ar', 'hundreds', 'hundred')})"
    and_eleven = rf"(?!واحد{GAP}عشر)"  # وأحد عشر, which no longer differs from واحد
    return f"{hundreds}(?:{together}{below_hundred})?|{and_eleven}{below_hundred}"


SCALES = "(?:ال)?" + any_of([row["word"] for row in WORDS if row["role"].startswith("scale")])
FRACTIONS = any_of([row["word"] for row in WORDS if row["role"] == "fraction"])
ITEM = re.compile(
    rf"(?P<digits>{DIGITS})"
    r"|(?<!\w)[وفبلك]{0,2}?"  # the shortest clitic: واحد is one, not "and an ahad"
    rf"(?:(?P<fraction>(?:une?[ ]|a[ ])?{FRACTIONS}(?:[ ]an?(?= ))?)(?!\w)"
    rf"|(?P<scale>{SCALES})(?!\w)"
    rf"|(?P<small>(?:{_french()}|{_english()}|{_arabic()}))(?!\w))"
)
VALUES = {plain(row["word"]).text: row for row in WORDS}
TOKEN = re.compile(any_of([row["word"] for row in WORDS], r"[- \n]"))
HUNDREDS = {word for word, row in VALUES.items() if row["role"] == "hundred"}
CONJUNCTION = re.compile(rf"{GAP}(?:et|and){GAP}|{GAP}و ?")
BETWEEN = re.compile(rf"{SOME_GAP}|-|{CONJUNCTION.pattern}")


def _below_thousand(phrase: str) -> Decimal:
    """The value of words that the grammar let through; a hundred multiplies what stands before it."""
    total = Decimal(0)
    for word in TOKEN.findall(phrase):
        word = re.sub(r"[-\n]", " ", word)
        value = Decimal(VALUES[word]["value"])
        total = (total or 1) * value if word in HUNDREDS else total + value
    return total


# Numbers


@dataclass(frozen=True)
class Number(Span):
    """A number as the text states it."""

    value: Decimal
    scale: int  # of its last word of scale: 1000000 in "4 millions", 1 where there is none
    in_digits: bool  # nothing but digits

    @property
    def may_be_year(self) -> bool:
        return self.in_digits and self.end - self.start == 4 and 1900 <= self.value <= 2100


@dataclass
class _Open:
    """A number that the next word may go on with."""

    start: int
    end: int
    closed: Decimal = Decimal(0)  # groups with their scale: three million in "3 millions 500 mille"
    scale: int = 1
    waiting: Decimal | None = None  # a group whose scale may follow: 500
    waiting_from: int = 0
    before_waiting: int = 0  # where the number ends without it
    written: str | None = None  # digits that wait, as written: a scale behind them decides what a comma means
    in_digits: bool = True

    def number(self) -> Number:
        return Number(self.start, self.end, tidy(self.closed + (self.waiting or 0)), self.scale, self.in_digits)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Numbers of a text from left to right, none inside another: "deux millions et demi" is one.

    Years, percentages and the numbers of laws are numbers too: what they count is for the caller to see. Plural words
    of scale alone (ملايين, des millions) say no number. Spans are exact; the time is linear in len(text).
    """
    flat = plain(text)
    found = []
    for number in numbers_of(flat.text):
        start, end = flat.span(number.start, number.end)
        found.append(Number(start, end, number.value, number.scale, number.in_digits))
    return tuple(found)


def numbers_of(text: str) -> Iterator[Number]:
    """The numbers of a plain text, with places in it."""
    current: _Open | None = None
    for item in ITEM.finditer(text):
        role = str(item.lastgroup)
        start, end = item.span(role)
        if current and start < current.end:  # taken already: the المليون of ونصف المليون
            continue
        between = text[current.end : start] if current and start - current.end <= 6 else "far"
        joined = BETWEEN.fullmatch(between) is not None or (
            role == "scale" and current is not None and _reaches_scale(between, text[max(0, current.start - 1)])
        )
        if current and joined and role == "scale" and current.closed and current.waiting is not None:
            first, current = _at_second_scale(current, text[start:end])
            if first:
                yield first
        if current and joined and STEPS[role](current, text, start, end):
            continue
        if current:
            yield current.number()
        current = _opened(role, text, start, end)
    if current:
        yield current.number()


def _reaches_scale(between: str, before: str) -> bool:
    """In "une centaine de millions" and "vingt-six (26) millions" the scale belongs to the number before it."""
    return between == " de " or (before == "(" and re.fullmatch(rf"\){SOME_GAP}", between) is not None)


def _at_second_scale(current: _Open, word: str) -> tuple[Number | None, _Open]:
    """In "26 millions et 4 millions" the 4 belongs to the scale that follows: the first number, and what stays open."""
    if _scale(word)[0] < current.scale:
        return None, current
    second = _Open(
        current.waiting_from, current.end, waiting=current.waiting, waiting_from=current.waiting_from,
        written=current.written,
    )  # fmt: skip
    first = Number(current.start, current.before_waiting, tidy(current.closed), current.scale, False)
    return first, second


def _opened(role: str, text: str, start: int, end: int) -> _Open | None:
    """A number that begins with this; None where it says no number: ملايين alone."""
    word = text[start:end]
    if role == "digits":
        value = value_of_digits(word)
        return None if value is None else _Open(start, end, waiting=value, waiting_from=start, written=word)
    if role == "small":
        return _Open(start, end, waiting=_below_thousand(word), waiting_from=start, in_digits=False)
    if role == "fraction":
        return _Open(start, end, waiting=_fraction(word), waiting_from=start, in_digits=False)
    scale, kind = _scale(word)
    follows = text[end : end + 3]
    if kind == "scale_dual" or (kind == "scale_accusative" and not re.match(rf"{GAP}و", follows)):  # مليونا درهم is two
        return _Open(start, end, closed=Decimal(2 * scale), scale=scale, in_digits=False)
    if re.search(r"[\d)._…] ?$", text[max(0, start - 2) : start]):  # how many is not readable, or left blank
        return None
    alone = kind in {"scale", "scale_accusative"} or re.search(
        r"(?<![a-z])(?:le|a|du) $", text[max(0, start - 4) : start]
    )
    return _Open(start, end, closed=Decimal(scale), scale=scale, in_digits=False) if alone else None


def _go_on_with_digits(current: _Open, text: str, start: int, end: int) -> bool:
    value = value_of_digits(text[start:end])
    return value is not None and _wait(current, value, start, end, text[start:end])


def _go_on_with_words(current: _Open, text: str, start: int, end: int) -> bool:
    value = _below_thousand(text[start:end])
    is_arabic = text[start] >= "ء"
    if is_arabic and text[start - 1] != "و" and not CONJUNCTION.fullmatch(text[current.end : start]):
        if value == 1 and current.waiting is None:  # مليون واحد is one million
            current.end = end
            return True
        return False
    current.in_digits = False
    return _wait(current, value, start, end, None)


def _wait(current: _Open, value: Decimal, start: int, end: int, written: str | None) -> bool:
    """Take a group below the last scale; a second one beside a first, as in "26 et 4 millions", is another number."""
    if current.waiting is not None or value >= current.scale:
        return False
    current.waiting, current.waiting_from, current.before_waiting, current.written = value, start, current.end, written
    current.end = end
    return True


def _go_on_with_scale(current: _Open, text: str, start: int, end: int) -> bool:
    scale, kind = _scale(text[start:end])
    together = CONJUNCTION.fullmatch(text[current.end : start])
    if current.waiting is not None and not together and kind != "scale_dual":
        if current.closed and scale >= current.scale:
            return False
        if current.written:
            current.waiting = value_of_digits(current.written, counted=scale >= 10**6) or current.waiting
        current.closed += current.waiting * scale
    elif current.waiting is None and together and scale < current.scale:
        twice = kind == "scale_dual" or (kind == "scale_accusative" and not re.match(rf"{GAP}و", text[end : end + 3]))
        current.closed += (2 if twice else 1) * scale
    elif (
        current.waiting is None and not together and scale > current.scale and current.closed < 10**6
    ):  # cent mille milliards
        current.closed *= scale
    elif current.waiting is None and not together and text[start:end] == "mille":  # un million mille
        current.closed += scale
    else:
        return False
    current.scale, current.waiting, current.end, current.in_digits = scale, None, end, False
    return True


def _go_on_with_fraction(current: _Open, text: str, start: int, end: int) -> bool:
    """ "et demi" is half of the scale before it; in ونصف المليون the scale is said again, and taken with it."""
    if not CONJUNCTION.fullmatch(text[current.end : start]):
        return False
    share = _fraction(text[start:end])
    if current.waiting is not None:
        current.waiting += share
    else:
        again = AGAIN.match(text, end)
        scale = _scale(again["scale"])[0] if again else current.scale
        current.closed += share * scale
        end = again.end() if again else end
    current.end, current.written, current.in_digits = end, None, False
    return True


STEPS: dict[str, Callable[[_Open, str, int, int], bool]] = {
    "digits": _go_on_with_digits,
    "small": _go_on_with_words,
    "scale": _go_on_with_scale,
    "fraction": _go_on_with_fraction,
}
AGAIN = re.compile(rf"{GAP}(?P<scale>{SCALES})(?!\w)")


def _scale(word: str) -> tuple[int, str]:
    row = VALUES[word] if word in VALUES else VALUES[word.removeprefix("ال")]
    value = int(row["value"])
    return (value // 2 if row["role"] == "scale_dual" else value), row["role"]


def _fraction(words: str) -> Decimal:
    return Decimal(
        next(VALUES[word]["value"] for word in words.split(" ") if word in VALUES and "." in VALUES[word]["value"])
    )


def tidy(value: Decimal) -> Decimal:
    """26000000 rather than 2.6E+7 or 26000000.0."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
