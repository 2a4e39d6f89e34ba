"""Money by state. Four figures of one money, side by side and never added up."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.money.money import Money
from multaqa.ground.territory.models import Territory
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.plan.measures.models import Measure


@dataclass(frozen=True)
class StateOfMoney:
    """The sums of one state, one per currency, and how many records they are made of."""

    sums: list[Money] = field(default_factory=list)
    records: int = 0


@dataclass(frozen=True)
class MoneyByState:
    proposed: StateOfMoney
    agreed: StateOfMoney
    committed: StateOfMoney
    paid: StateOfMoney

    def __bool__(self) -> bool:
        return any(state.records for state in (self.proposed, self.agreed, self.committed, self.paid))


def money_of_territory(territory: Territory) -> MoneyByState:
    """Of the territory and all below it; four queries."""
    here = territory.path
    return _by_state(
        envelopes=Envelope.objects.filter(territory__path__inside=here),
        announcements=Announcement.objects.filter(meeting__territory__path__inside=here),
        commitments=Commitment.objects.filter(agreement__territory__path__inside=here),
    )


def money_of_measure(measure: Measure) -> MoneyByState:
    """Through the agreements made for it; nothing is proposed for a measure but through its announcements."""
    return _by_state(
        envelopes=Envelope.objects.filter(announcement__agreements__in=_public_agreements(measure)).distinct(),
        announcements=Announcement.objects.none(),
        commitments=Commitment.objects.filter(agreement__in=measure.agreements.all()),
    )


def _public_agreements(measure: Measure) -> QuerySet[Agreement]:
    return Agreement.objects.public().filter(measures=measure)


def money_of_everything() -> MoneyByState:
    return _by_state(Envelope.objects.all(), Announcement.objects.all(), Commitment.objects.all())


def _by_state(
    envelopes: QuerySet[Envelope], announcements: QuerySet[Announcement], commitments: QuerySet[Commitment]
) -> MoneyByState:
    money = commitments.filter(kind=Commitment.Kind.MONEY)
    return MoneyByState(
        proposed=_joined(
            _sums(envelopes.filter(state=Envelope.State.PROPOSED)),
            _sums(still_only_announced(announcements)),
        ),
        agreed=_sums(money.filter(agreement__state__in=Agreement.AGREED)),
        committed=_sums(money.filter(agreement__state__in=Agreement.BINDING)),
        paid=_sums(Disbursement.objects.paid().filter(commitment__in=money)),
    )


def still_only_announced(announcements: QuerySet[Announcement]) -> QuerySet[Announcement]:
    """Amounts said in public that neither an envelope nor a public agreement carries, and that did not lapse."""
    return announcements.filter(
        state=Announcement.State.ANNOUNCED, amount__isnull=False, envelopes=None, meeting__in=visible_meetings(None)
    ).exclude(agreements__in=Agreement.objects.public())


def _sums(
    rows: QuerySet[Envelope] | QuerySet[Announcement] | QuerySet[Commitment] | QuerySet[Disbursement],
) -> StateOfMoney:
    grouped = rows.order_by().values("currency").annotate(whole=Sum("amount"), n=Count("pk"))
    found = list(grouped)
    return StateOfMoney([Money(row["whole"], row["currency"]) for row in found], sum(row["n"] for row in found))


def _joined(first: StateOfMoney, second: StateOfMoney) -> StateOfMoney:
    by_currency: dict[str, Money] = {}
    for money in (*first.sums, *second.sums):
        by_currency[money.currency] = by_currency.get(money.currency, Money(Decimal(0), money.currency)) + money
    return StateOfMoney(list(by_currency.values()), first.records + second.records)


def left_to_pay(commitment: Commitment) -> Decimal:
    """What remains of a commitment once everything under way or paid is taken off; lock it before you rely on it."""
    under_way = ~Q(state__in=[Disbursement.State.REJECTED, Disbursement.State.REVERSED])
    spoken_for = commitment.disbursements.filter(under_way).aggregate(whole=Sum("amount"))["whole"] or Decimal(0)
    return (commitment.amount or Decimal(0)) - spoken_for
