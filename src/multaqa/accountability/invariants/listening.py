"""What must hold of what was said: nothing is lost, nothing is changed, nobody is made to say it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Sum

from multaqa.accountability.invariants.checking import HOLDS, Verdicts
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.models import Person
from multaqa.ground.translations.models import Translation
from multaqa.listen.contributions.models import LANGUAGES, SPEAKER_KINDS, Contribution
from multaqa.listen.meetings.models import Attendance, Meeting
from multaqa.listen.meetings.queries import attendance_table
from multaqa.listen.rounds.models import ReferenceSeries, Round
from multaqa.listen.statements.models import Statement, StatementLink, StatementRevision
from multaqa.listen.statements.queries import conservation_of

BATCH = 2000
DEEDS_DONE_ONCE = ("received", "captured", "published_answer")


def nothing_is_lost() -> Verdicts:
    """Each statement is in one of the states that add up, and each round's parts add up to its whole."""
    for ref, state in Statement.objects.values_list("ref", "state").iterator(BATCH):
        yield HOLDS if state in Statement.State.values else f"{ref} is in the unknown state “{state}”"
    for round in Round.objects.all():
        if not conservation_of(round).holds:
            yield f"round {round.code}: {conservation_of(round)} does not add up"


def no_number_is_missing() -> Verdicts:
    """As many statements stand under a prefix as numbers were given, and the last given is the highest."""
    for series in ReferenceSeries.objects.all():
        under = Statement.objects.filter(ref__startswith=f"{series.prefix}-")
        found = under.aggregate(count=Count("pk"), highest=Max("ref"))
        highest = int(found["highest"].rpartition("-")[2]) if found["highest"] else 0
        yield (
            HOLDS
            if found["count"] == series.last_number == highest
            else f"series {series.prefix} gave {series.last_number} numbers, "
            f"but {found['count']} statements stand under it, the last being {highest}"
        )


def originals_are_untouched() -> Verdicts:
    """The words as received still have the seal they were given."""
    for contribution in Contribution.objects.iterator(BATCH):
        yield HOLDS if contribution.is_intact else f"contribution {contribution.code} is not what was received"


def first_words_are_the_cut() -> Verdicts:
    """A first revision is exactly these characters of the contribution; a hidden one keeps the seal of its words."""
    firsts = StatementRevision.objects.filter(n=1).select_related("statement__contribution")
    for first in firsts.iterator(BATCH):
        statement, contribution = first.statement, first.statement.contribution
        cut = contribution.text[statement.start : statement.end]
        if contribution.erased_at or (first.redacted_at and not first.text):
            yield HOLDS
        elif first.text != cut or first.sha256 != _sha256(cut):
            place = f"{statement.start} to {statement.end} of {contribution.code}"
            yield f"{statement.ref}: its first words are not characters {place}"
        else:
            yield HOLDS


def revisions_keep_their_seal() -> Verdicts:
    for revision in StatementRevision.objects.select_related("statement").iterator(BATCH):
        intact = bool(revision.redacted_at) or revision.sha256 == _sha256(revision.text)
        yield HOLDS if intact else f"{revision.statement.ref}: revision {revision.n} was altered after it was written"


def current_words_are_the_last() -> Verdicts:
    """What is shown is the last revision, and every statement has a first."""
    statements = Statement.objects.annotate(last=Max("revisions__n"), count=Count("revisions"))
    rows = statements.values_list("ref", "last", "count", "current__n")
    for ref, last, count, shown in rows.iterator(BATCH):
        yield HOLDS if shown == last == count else f"{ref} shows revision {shown}, has {count}, the last is {last}"


def each_voice_is_its_own() -> Verdicts:
    """Who said it, who wrote it down and the way it came are three facts."""
    kinds, channels = dict(SPEAKER_KINDS), set(Contribution.Channel.values)
    for contribution in Contribution.objects.select_related("said_by_mandate").iterator(BATCH):
        yield _voice(contribution, kinds, channels)


def _voice(contribution: Contribution, kinds: dict[str, Any], channels: set[str]) -> str:
    mandate = contribution.said_by_mandate
    if contribution.channel not in channels:
        return f"contribution {contribution.code} came by no known way: “{contribution.channel}”"
    if contribution.said_by_kind not in kinds:
        return f"contribution {contribution.code} names no known kind of speaker: “{contribution.said_by_kind}”"
    if mandate and mandate.person_id == contribution.recorded_by_id and contribution.channel != "web":
        return f"contribution {contribution.code}: who wrote it down was made its author"
    if contribution.channel != "web" and not (contribution.recorded_by_id or contribution.recorded_by_kind):
        return f"contribution {contribution.code} does not say who wrote it down"
    return HOLDS


def nobody_is_in_two_places() -> Verdicts:
    """The intervals of one person in one meeting don't overlap."""
    stays: dict[tuple[int, int], list[Attendance]] = defaultdict(list)
    for attendance in Attendance.objects.select_related("meeting").order_by("came_at").iterator(BATCH):
        overlap = ""
        if attendance.person_id and attendance.came_at:
            earlier = stays[attendance.meeting_id, attendance.person_id]
            if any(stay.left_at is None or stay.left_at > attendance.came_at for stay in earlier):
                overlap = (
                    f"meeting {attendance.meeting.code}: attendance {attendance.pk} overlaps another of that person"
                )
            earlier.append(attendance)
        yield overlap


def modalities_add_up() -> Verdicts:
    """The table of who came adds up to all who came."""
    counted = dict(Attendance.objects.order_by().values_list("meeting").annotate(n=Sum("people")))
    for meeting in Meeting.objects.filter(pk__in=counted):
        shown = attendance_table(meeting).sums.total
        yield (
            HOLDS if shown == counted[meeting.pk] else f"meeting {meeting.code} shows {shown} of {counted[meeting.pk]}"
        )


def translations_know_their_words() -> Verdicts:
    """An approved translation is of the very words of the revision it names: so that a stale one can be told."""
    subject = ContentType.objects.get_for_model(Statement)
    seals = {
        (statement, n): sha256
        for statement, n, sha256 in StatementRevision.objects.values_list("statement_id", "n", "sha256").iterator(BATCH)
    }
    approved = Translation.objects.filter(content_type=subject, status=Translation.Status.APPROVED)
    for translation in approved.iterator(BATCH):
        seal = seals.get((translation.object_id, translation.of_revision))
        yield (
            HOLDS
            if seal == translation.source_sha256
            else f"translation {translation.pk} ({translation.language}) of statement {translation.object_id} "
            f"was approved for other words than those of revision {translation.of_revision}"
        )


def the_erased_are_gone() -> Verdicts:
    """An erased person has no name or account left; what was said stands under a category."""
    for person in Person.objects.filter(erased_at__isnull=False):
        gone = not person.name and not person.access_needs and person.user_id is None
        yield HOLDS if gone else f"person {person.pk} was erased and can still be told"
    languages = dict(LANGUAGES)
    for contribution in Contribution.objects.iterator(BATCH):
        standing = bool(contribution.said_by_kind) and contribution.language in languages
        emptied = not contribution.erased_at or not contribution.text
        yield (
            HOLDS
            if standing and emptied
            else f"contribution {contribution.code} does not stand as an erased one should"
        )


def links_lead_nowhere_round() -> Verdicts:
    """Following active links never leads back; both ends are there to be read."""
    links = StatementLink.objects.filter(revoked_at=None).select_related("from_statement", "to_statement")
    onward: dict[int, set[int]] = defaultdict(set)
    for link in links:
        onward[link.from_statement_id].add(link.to_statement_id)
    circular = _in_circles(onward)
    for link in links:
        ends = link.from_statement_id, link.to_statement_id
        yield (
            f"{link.from_statement.ref} {link.kind} {link.to_statement.ref} closes a circle"
            if circular >= set(ends)
            else HOLDS
        )


def _in_circles(onward: dict[int, set[int]]) -> set[int]:
    """What is left once everything that leads nowhere, or that nothing leads to, is taken away again and again."""
    edges = {(start, end) for start, ends in onward.items() for end in ends}
    while True:
        starts, ends = {start for start, _ in edges}, {end for _, end in edges}
        kept = {(start, end) for start, end in edges if start in ends and end in starts}
        if kept == edges:
            return starts
        edges = kept


def commands_act_once() -> Verdicts:
    """One contribution per command, one statement per cut, one journal line per deed that happens once."""
    commands = Contribution.objects.values_list("command_id", flat=True)
    yield from _once("command", (command or object() for command in commands.iterator(BATCH)))
    cuts = Statement.objects.counted().values_list("contribution__code", "start", "end")
    yield from _once("the cut", cuts.iterator(BATCH))
    deeds = JournalEntry.objects.filter(verb__in=DEEDS_DONE_ONCE).values_list("object_type", "object_id", "verb")
    yield from _once("the deed", deeds.iterator(BATCH))


def _once(name: str, keys: Iterable[object]) -> Verdicts:
    for key, n in Counter(keys).items():
        yield HOLDS if n == 1 else f"{name} {key} had its effect {n} times"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
