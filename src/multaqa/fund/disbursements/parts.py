"""Money by state, as pages of earlier stages show it."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from multaqa.fund.disbursements.queries import MoneyByState, StateOfMoney, money_of_measure, money_of_territory
from multaqa.ground.territory.models import Territory
from multaqa.plan.measures.models import Measure
from multaqa.ui.formats import money as written_money
from multaqa.ui.parts import MoneyColumn


def money_of_territory_part(context: Any, territory: Territory) -> str:
    return drawn(money_of_territory(territory))


def money_of_measure_part(context: Any, measure: Measure) -> str:
    return drawn(money_of_measure(measure))


def drawn(money: MoneyByState) -> str:
    return render_to_string("fund/money/by_state.html", {"currencies": columns_by_currency(money)}) if money else ""


def columns_by_currency(money: MoneyByState) -> dict[str, list[MoneyColumn]]:
    """Four columns for each currency there is; a state without a record is missing, not zero."""
    states = [
        ("proposed", _("proposed"), money.proposed),
        ("agreed", _("agreed"), money.agreed),
        ("committed", _("committed"), money.committed),
        ("paid", _("paid"), money.paid),
    ]
    currencies = sorted({one.currency for _shape, _word, state in states for one in state.sums})
    return {
        currency: [_column(shape, word, state, currency) for shape, word, state in states] for currency in currencies
    }


def _column(shape: str, word: str, state: StateOfMoney, currency: str) -> MoneyColumn:
    found = next((one for one in state.sums if one.currency == currency), None)
    text = written_money(found, short=True) if found else None
    return MoneyColumn(shape, word, float(found.amount) if found else 0.0, text)
