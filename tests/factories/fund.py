"""Rows of funding for tests: an agreement has two parties and one promise of money unless told otherwise."""

from decimal import Decimal

from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.fund.agreements.models import Agreement, AgreementParty, Commitment
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.envelopes.models import Envelope
from tests.factories.ground import OrganisationFactory, TerritoryFactory, in_two_languages


class EnvelopeFactory(DjangoModelFactory[Envelope]):
    class Meta:
        model = Envelope

    code = Sequence(lambda n: f"envelope-{n}")
    title = in_two_languages("غلاف", "Enveloppe")
    territory = SubFactory(TerritoryFactory)
    amount = Decimal(1_000_000)


class AgreementFactory(DjangoModelFactory[Agreement]):
    class Meta:
        model = Agreement

    ref = Sequence(lambda n: f"AC-{n}")
    title = in_two_languages("اتفاقية", "Convention")
    object = in_two_languages("موضوع", "Objet")
    territory = SubFactory(TerritoryFactory)
    state = Agreement.State.NEGOTIATED


class SignedAgreementFactory(AgreementFactory):
    state = Agreement.State.SIGNED
    signed_on = "2024-01-15"


class AgreementPartyFactory(DjangoModelFactory[AgreementParty]):
    class Meta:
        model = AgreementParty

    agreement = SubFactory(AgreementFactory)
    organisation = SubFactory(OrganisationFactory)
    role = AgreementParty.Role.FUNDER


class CommitmentFactory(DjangoModelFactory[Commitment]):
    """One million dirhams of money in 2024, of a party of its own."""

    class Meta:
        model = Commitment

    code = Sequence(lambda n: f"commitment-{n}")
    agreement = SubFactory(SignedAgreementFactory)
    party = LazyAttribute(lambda commitment: AgreementPartyFactory(agreement=commitment.agreement))
    kind = Commitment.Kind.MONEY
    amount = Decimal(1_000_000)
    fiscal_year = 2024


class DisbursementFactory(DjangoModelFactory[Disbursement]):
    class Meta:
        model = Disbursement

    code = Sequence(lambda n: f"payment-{n}")
    commitment = SubFactory(CommitmentFactory)
    amount = Decimal(100_000)
    state = Disbursement.State.PAID
    value_on = "2024-06-01"
