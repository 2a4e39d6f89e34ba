"""Payments as rows of a folder."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.fund.disbursements.models import Disbursement
from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet

NOT_COUNTED = (Disbursement.State.REJECTED, Disbursement.State.REVERSED)


def _check(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    """No row may take a commitment beyond what was promised."""
    taken: dict[str, Decimal] = {}
    for row in rows:
        promised = context.row("commitments", row["commitment"])
        if promised is None or row["state"] in NOT_COUNTED:
            continue
        taken[promised.code] = taken.get(promised.code, Decimal(0)) + row["amount"]
        if taken[promised.code] > (promised["amount"] or 0):
            yield row.refusal(
                "amount",
                _("With this row more is paid than the commitment %(code)s promises.") % {"code": promised.code},
                _("Correct the amount, or the commitment."),
            )


def _load(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        commitment = context.find("commitments", row["commitment"])
        with context.writing(row):
            payment, new = Disbursement.objects.update_or_create(
                code=row["code"],
                defaults={
                    **{name: row[name] for name in ("amount", "value_on", "proof", "state")},
                    "commitment": commitment,
                    "currency": row["currency"] or commitment.currency,
                    "fiscal_year": commitment.fiscal_year,
                    "payee": context.find("organisations", row["payee"]),
                },
            )
            if new:
                record(context.by, f"payment_{payment.state}", payment, amount=payment.amount)


PAYMENTS = Sheet(
    "payments",
    gettext_lazy("Payments"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code to refer to it by.")),
        Column("commitment", "code", required=True, refers_to="commitments", help=gettext_lazy("What it is paid on.")),
        Column("amount", "decimal", required=True, help=gettext_lazy("How much.")),
        Column("currency", "code", help=gettext_lazy("The currency's three letters."), example="MAD"),
        Column("value_on", "date", help=gettext_lazy("The day it left the account; empty while it has not.")),
        Column("payee", "code", refers_to="organisations", help=gettext_lazy("Who is paid.")),
        Column("proof", help=gettext_lazy("Reference of the paper that proves it."), longest=120),
        Column(
            "state", "choice", required=True, choices=Disbursement.State.choices, help=gettext_lazy("Where it stands.")
        ),
    ),
    load=_load,
    key=("code",),
    check=_check,
)
