"""What funding adds to the header, to the workspaces, and to pages of earlier stages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from multaqa.fund.agreements.parts import agreements_of_measure, became_of_announcements
from multaqa.fund.disbursements.parts import money_of_measure_part, money_of_territory_part
from multaqa.ground.people.rules import person_of, rights_of
from multaqa.ui.navigation import add_staff_entry, add_station
from multaqa.ui.slots import fill_slot


def add() -> None:
    add_station(30, _("Funded"), "fund:money", covers=("fund",))
    fill_slot("territory.money", "fund.money", money_of_territory_part)
    fill_slot("announcements.became", "fund.announcements", became_of_announcements)
    fill_slot("measure.became", "fund.agreements", agreements_of_measure)
    fill_slot("measure.money", "fund.money", money_of_measure_part)
    add_staff_entry(
        60,
        _("Agreements"),
        "fund:desk-agreements",
        covers=("fund:desk-agreement", "fund:desk-payments"),
        visible=_works_on_money,
    )
    add_staff_entry(61, _("Envelopes"), "fund:desk-envelopes", covers=("fund:desk-envelope",), visible=_keeps_envelopes)


def _works_on_money(user: Any) -> bool:
    rights = rights_of(person_of(user))
    return any(rights.hold_anywhere(verb) for verb in ("agreement.draft", "agreement.sign", "payment.record"))


def _keeps_envelopes(user: Any) -> bool:
    return rights_of(person_of(user)).hold_anywhere("envelope.manage")
