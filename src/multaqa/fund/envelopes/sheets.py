"""Envelopes as rows of a folder."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.journal.actions import record
from multaqa.ground.money.columns import CURRENCY
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.sheets import Rows, Sheet


def _load(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            envelope, new = Envelope.objects.update_or_create(
                code=row["code"],
                defaults={
                    **{
                        name: row[name]
                        for name in ("title", "purpose", "amount", "fiscal_year", "state", "illustrative")
                    },
                    "territory": context.find("territories", row["territory"]),
                    "currency": row["currency"] or "MAD",
                    "announcement": context.find("announcements", row["announcement"]),
                    "source": context.find("sources", row["source"]),
                },
            )
            if new:
                record(context.by, "registered", envelope, amount=envelope.amount, currency=envelope.currency)
        context.keep("envelopes", row.code, envelope)


def envelopes_by_code() -> Mapping[str, Envelope]:
    return {envelope.code: envelope for envelope in Envelope.objects.all()}


ENVELOPES = Sheet(
    "envelopes",
    _("Envelopes"),
    (
        Column("code", "code", required=True, help=_("A short code for addresses.")),
        Column("title", "words", required=True, help=_("What the envelope is called.")),
        Column("territory", "code", required=True, refers_to="territories", help=_("Where it is meant for.")),
        Column("purpose", "words", help=_("What it is meant for.")),
        Column("amount", "decimal", required=True, help=_("How much."), example="26000000"),
        CURRENCY,
        Column("fiscal_year", "integer", at_least=1990, at_most=2100, help=_("Empty when not known.")),
        Column("state", "choice", required=True, choices=Envelope.State.choices, help=_("Where it stands.")),
        Column("announcement", "code", refers_to="announcements", help=_("The announcement it comes from.")),
        *PROVENANCE,
    ),
    load=_load,
    key=("code",),
    existing=envelopes_by_code,
    model=Envelope,
)
