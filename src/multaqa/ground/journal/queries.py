from dataclasses import dataclass

from django.utils.translation import gettext_noop

from multaqa.ground.journal.models import JournalEntry, JournalHead


@dataclass(frozen=True)
class ChainReport:
    """What a walk along the chain found; `broken_at` is the first line that does not hold."""

    lines: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def walk_chain() -> ChainReport:
    """Recompute every line of the journal, oldest first, and stop at the first that was altered."""
    previous, expected = "0" * 64, 1
    for entry in JournalEntry.objects.order_by("seq").iterator(2000):
        if entry.seq != expected:
            return ChainReport(expected - 1, expected, gettext_noop("this line is missing"))
        if entry.previous_sha256 != previous:
            return ChainReport(expected - 1, entry.seq, gettext_noop("it does not follow the line before it"))
        if entry.computed_sha256() != entry.sha256:
            return ChainReport(expected - 1, entry.seq, gettext_noop("its content was altered"))
        previous, expected = entry.sha256, expected + 1
    head = JournalHead.objects.filter(pk=1).first() or JournalHead()
    if (head.seq, head.sha256) != (expected - 1, previous):
        cut = gettext_noop("its end is not where it was: lines were cut off or put on")
        return ChainReport(expected - 1, expected, cut)
    return ChainReport(expected - 1)


def journal_position() -> int:
    """The number of the last line: what a cached figure was computed from."""
    return JournalHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0
