"""Payments as rows of a folder."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.fund.disbursements.models import Disbursement
from multaqa.ground.journal.actions import record
from multaqa.ground.money.columns import CURRENCY
from multaqa.ground.money.money import Money
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet

NOT_COUNTED = (Disbursement.State.REJECTED, Disbursement.State.REVERSED)


def _check(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    """No row may take a commitment beyond what was promised, with what was paid before; nor pay it in other money."""
    taken = _paid_before({row.code for row in rows})
    for row in rows:
        promised = _promised(row["commitment"], context)
        if promised is None or row["state"] in NOT_COUNTED:
            continue
        if row["currency"] and row["currency"] != promised.currency:
            yield row.refusal(
                "currency",
                _("The commitment is in %(currency)s.") % {"currency": promised.currency},
                _("Give the amount in that currency, or leave the cell empty."),
            )
        taken[row["commitment"]] += row["amount"]
        if taken[row["commitment"]] > promised.amount:
            yield row.refusal(
                "amount",
                _("With this row more is paid than the commitment %(code)s promises.") % {"code": row["commitment"]},
                _("Correct the amount, or the commitment."),
            )


def _promised(code: str, context: LoadContext) -> Money | None:
    """By a row of the folder, or by a commitment that is there already; None where its row was refused."""
    if brought := context.row("commitments", code):
        return Money(brought["amount"] or Decimal(0), brought["currency"] or "MAD")
    there = context.objects("commitments").get(code)
    return Money(there.amount or Decimal(0), there.currency) if there else None


def _paid_before(anew: set[str]) -> defaultdict[str, Decimal]:
    """What each commitment has lost to payments that the rows do not write anew."""
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    counted = Disbursement.objects.exclude(state__in=NOT_COUNTED).exclude(code__in=anew)
    for commitment, amount in counted.values_list("commitment__code", "amount"):
        paid[commitment] += amount or 0
    return paid


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
        CURRENCY,
        Column("value_on", "date", help=gettext_lazy("The day it left the account; empty while it has not.")),
        Column("payee", "code", refers_to="organisations", help=gettext_lazy("Who is paid.")),
        Column("proof", help=gettext_lazy("Reference of the paper that proves it.")),
        Column(
            "state", "choice", required=True, choices=Disbursement.State.choices, help=gettext_lazy("Where it stands.")
        ),
    ),
    load=_load,
    key=("code",),
    check=_check,
    model=Disbursement,
)
