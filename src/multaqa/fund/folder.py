"""Funding's sheets of a round's folder, in the order in which they load."""

from multaqa.fund.agreements.sheets import AGREEMENT_PARTIES, AGREEMENTS, COMMITMENTS
from multaqa.fund.disbursements.sheets import PAYMENTS
from multaqa.fund.envelopes.sheets import ENVELOPES
from multaqa.ground.sheets.sheets import register_sheet


def register() -> None:
    register_sheet(ENVELOPES, order=220)
    register_sheet(AGREEMENTS, order=230)
    register_sheet(AGREEMENT_PARTIES, order=240)
    register_sheet(COMMITMENTS, order=250)
    register_sheet(PAYMENTS, order=260)
