from multaqa.fund.agreements.models import Agreement, AgreementMove, AgreementParty, Commitment
from multaqa.fund.disbursements.models import Disbursement, DisbursementMove
from multaqa.fund.envelopes.models import Envelope, EnvelopeMove

__all__ = [
    "Agreement", "AgreementMove", "AgreementParty", "Commitment", "Disbursement", "DisbursementMove", "Envelope",
    "EnvelopeMove",
]  # fmt: skip
