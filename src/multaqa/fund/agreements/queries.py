from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from multaqa.fund.agreements.models import Agreement, AgreementParty, Commitment
from multaqa.ground.actors.models import Organisation
from multaqa.ground.money.money import Money, total
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.queries import inside_any


def visible_agreements(person: Person | None) -> QuerySet[Agreement]:
    """A draft is seen by those who draft in its territory; from negotiation on it is public."""
    drafts = inside_any(rights_of(person).paths("agreement.draft"))
    return Agreement.objects.select_related("territory", "source").filter(~Q(state=Agreement.State.DRAFT) | drafts)


def drafted_agreements(person: Person | None) -> QuerySet[Agreement]:
    """What a person works on: the agreements of the territories in which they draft or sign."""
    verbs = ("agreement.draft", "agreement.sign", "payment.record")
    paths = [path for verb in verbs for path in rights_of(person).paths(verb)]
    return Agreement.objects.select_related("territory").filter(inside_any(paths))


@dataclass(frozen=True)
class FinancingRow:
    """What one party puts in, year by year, in one currency."""

    organisation: Organisation
    by_year: list[Money | None]
    total: Money | None


@dataclass(frozen=True)
class FinancingTable:
    """Money only, in one currency: what is given in kind stands beside, and is never added."""

    currency: str
    years: list[int]
    rows: list[FinancingRow]

    @property
    def sums(self) -> list[Money | None]:
        return [total(row.by_year[n] for row in self.rows if row.by_year[n]) for n in range(len(self.years))]  # type: ignore[misc]

    @property
    def total(self) -> Money | None:
        return total(row.total for row in self.rows if row.total)


def financing_tables(commitments: Iterable[Commitment]) -> list[FinancingTable]:
    """One table per currency, parties down and fiscal years across."""
    money = sorted((c for c in commitments if not c.is_in_kind), key=lambda c: c.currency)
    return [_table(currency, list(group)) for currency, group in groupby(money, key=lambda c: c.currency)]


def _table(currency: str, commitments: list[Commitment]) -> FinancingTable:
    years = sorted({c.fiscal_year for c in commitments if c.fiscal_year})
    by_party: dict[Organisation, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        by_party[commitment.party.organisation].append(commitment)
    return FinancingTable(currency, years, [_row(party, given, years) for party, given in by_party.items()])


def _row(organisation: Organisation, commitments: list[Commitment], years: list[int]) -> FinancingRow:
    by_year = [total(c.money for c in commitments if c.fiscal_year == year and c.money) for year in years]
    whole = total(commitment.money for commitment in commitments if commitment.money)
    return FinancingRow(organisation, by_year, whole)


def commitments_of(agreement: Agreement) -> QuerySet[Commitment]:
    return agreement.commitments.select_related("party__organisation").prefetch_related("disbursements__payee")


def parties_of(agreement: Agreement) -> QuerySet[AgreementParty]:
    return agreement.parties.select_related("organisation")
