"""Money the type. Money facts are fund's."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""


@dataclass(frozen=True, order=False)
class Money:
    """An amount in one currency, to the centime; never a float."""

    amount: Decimal
    currency: str = "MAD"

    def __post_init__(self) -> None:
        if isinstance(self.amount, float):
            raise TypeError(f"{self.amount!r} is a float: give a Decimal, an int or a string")
        object.__setattr__(self, "amount", Decimal(self.amount).quantize(CENT))

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __le__(self, other: "Money") -> bool:
        self._same_currency(other)
        return self.amount <= other.amount

    def __lt__(self, other: "Money") -> bool:
        self._same_currency(other)
        return self.amount < other.amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} are never summed or compared")


def total(monies: Iterable[Money]) -> Money | None:
    """The sum of amounts of one currency; None where there is nothing to sum, which is not zero."""
    result: Money | None = None
    for money in monies:
        result = money if result is None else result + money
    return result
