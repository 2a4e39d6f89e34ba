"""Agreements, their parties and their commitments, as rows of a folder."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from multaqa.fund.agreements.models import Agreement, AgreementParty, Commitment
from multaqa.ground.journal.actions import record
from multaqa.ground.money.columns import CURRENCY
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet

LISTS = {
    "territories": "territories",
    "target_groups": "target_groups",
    "measures": "measures",
    "announcements": "announcements",
}


def _load_agreements(rows: Rows, context: LoadContext) -> None:
    facts = ("title", "object", "starts_on", "ends_on", "signed_on", "state", "illustrative")
    for row in rows:
        with context.writing(row):
            agreement, new = Agreement.objects.update_or_create(
                ref=row["ref"],
                defaults={
                    **{name: row[name] for name in facts},
                    "territory": context.find("territories", row["territories"][0]),
                    "source": context.find("sources", row["source"]),
                },
            )
            for name, sheet in LISTS.items():
                getattr(agreement, name).set([context.find(sheet, code) for code in row[name]])
            if new:
                record(context.by, f"agreement_{agreement.state}", agreement, state=agreement.state)
        context.keep("agreements", row.code, agreement)


def agreements_by_ref() -> Mapping[str, Agreement]:
    return {agreement.ref: agreement for agreement in Agreement.objects.all()}


def _load_parties(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            AgreementParty.objects.update_or_create(
                agreement=context.find("agreements", row["agreement"]),
                organisation=context.find("organisations", row["organisation"]),
                role=row["role"],
                defaults={"signatory_capacity": row["signatory_capacity"], "signed_on": row["signed_on"]},
            )


def _load_commitments(rows: Rows, context: LoadContext) -> None:
    """A commitment belongs to its organisation's first role in the agreement: who funds before who implements."""
    facts = ("kind", "amount", "fiscal_year", "cost_kind", "description")
    for row in rows:
        agreement = context.find("agreements", row["agreement"])
        organisation = context.find("organisations", row["organisation"])
        with context.writing(row):
            commitment, new = Commitment.objects.update_or_create(
                code=row["code"],
                defaults={
                    **{name: row[name] for name in facts},
                    "agreement": agreement,
                    "party": AgreementParty.objects.filter(agreement=agreement, organisation=organisation)[0],
                    "currency": row["currency"] or "MAD",
                },
            )
            if new:
                record(context.by, "added_commitment", commitment, amount=commitment.amount)
        context.keep("commitments", row.code, commitment)


def _check_commitments(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    """Only a party promises."""
    parties = {(row["agreement"], row["organisation"]) for row in context.rows("agreement_parties")}
    parties |= set(AgreementParty.objects.values_list("agreement__ref", "organisation__code"))
    for row in rows:
        if (row["agreement"], row["organisation"]) not in parties:
            yield row.refusal(
                "organisation",
                _now("This organisation is no party of the agreement %(ref)s.") % {"ref": row["agreement"]},
                _now("Add it to agreement_parties, or correct the organisation."),
            )


def commitments_by_code() -> Mapping[str, Commitment]:
    return {commitment.code: commitment for commitment in Commitment.objects.all()}


AGREEMENTS = Sheet(
    "agreements",
    _("Agreements"),
    (
        Column("ref", "code", required=True, help=_("The agreement's reference."), example="AC-2022-07"),
        Column("title", "words", required=True, help=_("Its title.")),
        Column("object", "words", required=True, help=_("What it is about.")),
        Column(
            "territories",
            "code",
            required=True,
            many=True,
            refers_to="territories",
            help=_("Where it acts, the first one in the lead."),
        ),
        Column("target_groups", "code", many=True, refers_to="target_groups", help=_("Whom it serves.")),
        Column("starts_on", "date", help=_("First day.")),
        Column("ends_on", "date", help=_("Last day.")),
        Column("signed_on", "date", help=_("Day of the signature.")),
        Column("state", "choice", required=True, choices=Agreement.State.choices, help=_("Where it stands.")),
        Column("measures", "code", many=True, refers_to="measures", help=_("Measures, as strategy:version:code.")),
        Column("announcements", "code", many=True, refers_to="announcements", help=_("Announcements that it carries.")),
        *PROVENANCE,
    ),
    load=_load_agreements,
    key=("ref",),
    existing=agreements_by_ref,
    model=Agreement,
    spans=[("starts_on", "ends_on")],
)
AGREEMENT_PARTIES = Sheet(
    "agreement_parties",
    _("Parties of agreements"),
    (
        Column("agreement", "code", required=True, refers_to="agreements", help=_("The agreement's reference.")),
        Column("organisation", "code", required=True, refers_to="organisations", help=_("Who signs.")),
        Column("role", "choice", required=True, choices=AgreementParty.Role.choices, help=_("What it does there.")),
        Column("signatory_capacity", "words", languages=("ar", "fr"), help=_("In which capacity it is signed.")),
        Column("signed_on", "date", help=_("Day of this party's signature.")),
    ),
    load=_load_parties,
    key=("agreement", "organisation", "role"),
    model=AgreementParty,
)
COMMITMENTS = Sheet(
    "commitments",
    _("Commitments"),
    (
        Column("code", "code", required=True, help=_("A short code to refer to it by.")),
        Column("agreement", "code", required=True, refers_to="agreements", help=_("The agreement's reference.")),
        Column("organisation", "code", required=True, refers_to="organisations", help=_("The party that promises.")),
        Column("kind", "choice", required=True, choices=Commitment.Kind.choices, help=_("What is given.")),
        Column("amount", "decimal", help=_("How much; empty for what is in kind and not estimated.")),
        CURRENCY,
        Column("fiscal_year", "integer", at_least=1990, at_most=2100, help=_("Needed for money.")),
        Column("cost_kind", "choice", choices=Commitment.CostKind.choices, help=_("Investment or running cost.")),
        Column("description", "words", help=_("Needed for what is in kind.")),
    ),
    load=_load_commitments,
    check=_check_commitments,
    key=("code",),
    existing=commitments_by_code,
    model=Commitment,
)
