from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.money.money import CurrencyMismatch, Money, total

amounts = st.decimals(min_value=0, max_value=10**12, places=2)


def test_money_refuses_a_float() -> None:
    with pytest.raises(TypeError, match="is a float"):
        Money(0.1)  # type: ignore[arg-type]


def test_currencies_are_never_summed() -> None:
    with pytest.raises(CurrencyMismatch, match="MAD and EUR"):
        Money(Decimal(1)) + Money(Decimal(1), "EUR")


def test_nothing_to_sum_is_missing_and_not_zero() -> None:
    assert total([]) is None


@given(st.lists(amounts, min_size=1))
def test_total_does_not_depend_on_the_order(values: list[Decimal]) -> None:
    monies = [Money(value) for value in values]
    assert total(monies) == total(reversed(monies)) == Money(sum(values, Decimal(0)))
