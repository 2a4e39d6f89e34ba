"""Money's sheets of a folder: what was paid before counts, and a number is kept to the centime or refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from multaqa.fund.disbursements.models import Disbursement
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.refusals import Refused
from tests.factories.fund import CommitmentFactory, DisbursementFactory

pytestmark = pytest.mark.django_db


def load_payment(path: Path, amount: str, currency: str = "", code: str = "p2") -> None:
    (path / "payments.csv").write_text(
        f'code,commitment,amount,currency,state,value_on\n{code},c,"{amount}",{currency},paid,2024-06-01\n', "utf-8"
    )
    load_folder(read_folder(path), SystemActor("load_round"))


@pytest.fixture
def promised() -> None:
    """A thousand dirhams, of which six hundred are paid."""
    commitment = CommitmentFactory(code="c", amount=Decimal(1000))
    DisbursementFactory(code="p1", commitment=commitment, amount=Decimal(600))


@pytest.mark.parametrize(("code", "amount"), [("p2", "400"), ("p1", "1000"), ("p2", "٣٩٩٫٩٩"), ("p2", "0,01")])
def test_a_payment_within_what_is_left_is_loaded(promised: None, tmp_path: Path, code: str, amount: str) -> None:
    load_payment(tmp_path, amount, "mad", code)
    assert sum(payment.amount or 0 for payment in Disbursement.objects.all()) <= 1000


@pytest.mark.parametrize(
    ("amount", "currency", "reason"),
    [
        ("400.01", "", "more is paid than"),
        ("100", "EUR", "The commitment is in MAD"),
        ("100", "DIRHAMS", "not one of the choices"),
        ("0.001", "", "no more than 2 decimal places"),
        ("9" * 20, "", "no more than 16 digits"),
        ("-5", "", "greater than or equal to 0"),
        ("26 MDH", "", "not a number"),
    ],
)
def test_a_payment_that_cannot_be_kept_is_refused(
    promised: None, tmp_path: Path, amount: str, currency: str, reason: str, in_english: None
) -> None:
    with pytest.raises(Refused, match=f"payments.csv, row 2, column (amount|currency).*{reason}"):
        load_payment(tmp_path, amount, currency)
