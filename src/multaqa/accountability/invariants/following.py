"""What must hold of what followed: themes, measures, money, centres and answers."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.invariants.checking import HOLDS, Verdicts
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.visits.models import Stop
from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.disbursements.queries import money_of_everything
from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.journal.queries import walk_chain
from multaqa.ground.money.money import Money
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement
from multaqa.plan.measures.models import Measure
from multaqa.understand.themes.models import Theme, ThemeStatement
from multaqa.understand.themes.queries import statements_in_no_theme

BATCH = 2000
# Words that give a place away, in French and in Arabic, and coordinates.
PLACE = re.compile(
    r"\b(rue|avenue|boulevard|impasse|ruelle|lotissement|immeuble|street)\b"
    r"|(?<!\w)(شارع|زنقة|درب|عمارة|تجزئة)(?!\w)|-?\d{1,2}\.\d{3,}",
    re.IGNORECASE,
)


def quotes_are_exact() -> Verdicts:
    """Each quote lies within the words of a revision of the statement it cites."""
    evidence = ThemeStatement.objects.select_related("theme", "statement", "revision")
    for row in evidence.iterator(BATCH):
        length = len(row.revision.text)
        cited = row.revision.statement_id == row.statement_id
        readable = bool(row.revision.redacted_at) or row.start < row.end <= length
        where = f"theme {row.theme.code} cites characters {row.start} to {row.end} of {row.statement.ref}"
        if not cited:
            yield f"{where}, but the revision belongs to another statement"
        else:
            yield HOLDS if readable else f"{where}, whose revision has {length}"


def published_themes_have_evidence() -> Verdicts:
    public = Q(evidence__statement__state=Statement.State.PUBLISHED)
    themes = Theme.objects.published().annotate(quotes=Count("evidence", filter=public))
    for theme in themes:
        yield HOLDS if theme.quotes else f"theme {theme.code} is published without a quote that can be read"


def each_statement_is_in_a_theme_or_listed() -> Verdicts:
    """One of the two, and never both."""
    held = ThemeStatement.objects.filter(theme__state=Theme.State.PUBLISHED)
    in_themes = set(held.values_list("statement_id", flat=True)) | set(
        held.exclude(statement__split_from=None).values_list("statement__split_from_id", flat=True)
    )
    for round in Round.objects.all():
        listed = set(statements_in_no_theme(round).values_list("pk", flat=True))
        said = Statement.objects.published().counted().filter(round=round).values_list("pk", "ref")
        for pk, ref in said.iterator(BATCH):
            holds = (pk in in_themes) != (pk in listed)
            yield (
                HOLDS
                if holds
                else f"{ref} must be in a theme or in the list of what no theme holds, and in one of them"
            )


def adopted_measures_have_an_origin() -> Verdicts:
    """A theme, a statement, or a reason written in Arabic and in French."""
    measures = Measure.objects.adopted().select_related("objective__axis__strategy").prefetch_related("origins")
    for measure in measures.iterator(BATCH):
        origins = list(measure.origins.all())
        whole = all(o.theme_id or o.statement_id or {"ar", "fr"} <= o.external_reason.keys() for o in origins)
        strategy = measure.objective.axis.strategy
        yield (
            HOLDS
            if origins and whole
            else f"measure {strategy.code}:{strategy.version}:{measure.code} is adopted and comes from nowhere"
        )


def published_statements_have_an_answer_day() -> Verdicts:
    """Once the synthesis of a round ended: it is closed, or one of its themes is published."""
    ended = Round.objects.filter(Q(state=Round.State.CLOSED) | Q(themes__state=Theme.State.PUBLISHED)).distinct()
    said = Statement.objects.published().filter(round__in=ended).values_list("ref", "answer__due_on")
    for ref, due_on in said.iterator(BATCH):
        yield HOLDS if due_on else f"{ref} is published and no answer with a day is owed: run open_answers"


def published_answers_are_complete() -> Verdicts:
    for answer in Answer.objects.published().select_related("statement", "theme", "measure").iterator(BATCH):
        whole = answer.outcome in Answer.Outcome.values and {"ar", "fr"} <= answer.text.keys() and answer.published_at
        fitting = not answer.measure_id or answer.outcome not in Answer.WITHOUT_MEASURE
        yield HOLDS if whole and fitting else f"the answer to {answer} is published and not complete"


def no_commitment_is_overpaid() -> Verdicts:
    """Paid, in the commitment's own currency, is at most what was committed, and only under a signed agreement."""
    signed = {*Agreement.BINDING, Agreement.State.TERMINATED}
    paid = Q(disbursements__state__in=Disbursement.PAID)
    commitments = Commitment.objects.select_related("agreement").annotate(
        paid=Sum("disbursements__amount", filter=paid)
    )
    for commitment in commitments:
        if commitment.paid and commitment.paid > (commitment.amount or 0):
            yield f"commitment {commitment.code}: {commitment.paid} paid of {commitment.amount} {commitment.currency}"
        elif commitment.paid and commitment.agreement.state not in signed:
            yield f"commitment {commitment.code} is paid under an agreement that is {commitment.agreement.state}"
        else:
            yield HOLDS


def currencies_never_mix() -> Verdicts:
    """A payment is in the currency of its commitment."""
    for payment in Disbursement.objects.select_related("commitment").iterator(BATCH):
        same = payment.currency == payment.commitment.currency
        yield (
            HOLDS
            if same
            else f"payment {payment.code} is in {payment.currency}, promised in {payment.commitment.currency}"
        )


def proposed_is_never_committed() -> Verdicts:
    """The committed total is that of the signed promises of money alone, currency by currency."""
    committed: dict[str, Decimal] = {}
    for commitment in Commitment.objects.select_related("agreement").iterator(BATCH):
        counts = commitment.kind == Commitment.Kind.MONEY and commitment.agreement.state in Agreement.BINDING
        if counts and commitment.amount is not None:
            committed[commitment.currency] = committed.get(commitment.currency, Decimal(0)) + commitment.amount
        yield HOLDS
    for envelope in Envelope.objects.iterator(BATCH):
        known = envelope.state in Envelope.State.values
        yield HOLDS if known else f"envelope {envelope.code} is in the unknown state “{envelope.state}”"
    shown = {money.currency: money for money in money_of_everything().committed.sums}
    for currency in committed.keys() | shown.keys():
        leaves = Money(committed.get(currency, Decimal(0)), currency)
        yield HOLDS if shown.get(currency) == leaves else f"{currency}: {shown.get(currency)} shown, {leaves} signed"


def announced_amounts_end_somewhere() -> Verdicts:
    """In an agreement that stands, or in a written “lapsed”; one that is still open is counted, see the note."""
    for announcement in _with_amount():
        standing = [a for a in announcement.agreements.all() if a.state != Agreement.State.TERMINATED]
        lapsed = announcement.state == Announcement.State.LAPSED
        if lapsed and not {"ar", "fr"} <= announcement.lapsed_reason.keys():
            yield f"announcement {announcement.code} lapsed without a reason in Arabic and in French"
        elif lapsed and standing:
            yield f"announcement {announcement.code} is said to have lapsed, and {standing[0].ref} carries it"
        elif not lapsed and not standing and announcement.agreements.all():
            yield f"announcement {announcement.code} stands on terminated agreements alone: it lapsed, or needs another"
        else:
            yield HOLDS


def open_announcements() -> str:
    still_open = [a.code for a in _with_amount() if a.state == Announcement.State.ANNOUNCED and not a.agreements.all()]
    return f"still open: {', '.join(still_open)}" if still_open else ""


def _with_amount() -> Iterable[Announcement]:
    return Announcement.objects.filter(amount__isnull=False).prefetch_related("agreements")


def missing_is_not_zero() -> Verdicts:
    """An amount or a capacity that is not known is empty; nobody announces nothing."""
    named: list[tuple[str, Any, str]] = [
        ("announcement", Announcement.objects, "amount"),
        ("envelope", Envelope.objects, "amount"),
        ("commitment", Commitment.objects, "amount"),
        ("payment", Disbursement.objects, "amount"),
        ("centre", Centre.objects, "capacity"),
    ]
    for kind, rows, field in named:
        for code, value in rows.values_list("code", field):
            yield HOLDS if value != 0 else f"{kind} {code} has the {field} 0: leave it empty where it is not known"


def shelters_have_no_place() -> Verdicts:
    """No address, and no words that give one away, in what is shown, searched or written about a shelter."""
    for centre in Centre.objects.filter(kind=Centre.Kind.SHELTER):
        words = [
            *centre.name.values(),
            *centre.description.values(),
            *centre.hours.values(),
            centre.search_text,
            centre.search_stems,
        ]
        yield _placeless(f"shelter {centre.code}", centre.address.values(), words)
    for stop in Stop.objects.filter(centre__kind=Centre.Kind.SHELTER):
        yield _placeless(f"stop {stop.code}", (), [*stop.title.values(), *stop.note.values()])


def _placeless(name: str, address: Iterable[str], words: Iterable[str]) -> str:
    if any(address):
        return f"{name} has an address"
    given_away = next((found for text in words if (found := PLACE.search(text))), None)
    return f"{name} gives its place away: “{given_away[0]}”" if given_away else HOLDS


def journal_chain_holds() -> Verdicts:
    """Each line follows the one before it, unaltered, up to the last."""
    report = walk_chain()
    yield from (HOLDS for _ in range(report.lines))
    if not report.holds:
        yield f"journal line {report.broken_at}: {report.reason}"
