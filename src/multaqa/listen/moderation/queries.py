"""What is kept for how long. The periods are settings; what they reach is counted before anything is erased."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multaqa.listen.contributions.models import Contribution, ImportDraft
from multaqa.listen.statements.models import Report, Statement

KINDS: dict[str, str | Promise] = {
    "deletion_asked": _("Contributions whose author asked for deletion"),
    "set_aside": _("Contributions that were set aside"),
    "withdrawn": _("Contributions that were withdrawn"),
    "contribution": _("Words as received, all of whose statements are settled"),
    "report": _("Reports that a moderator has seen to"),
    "import": _("Tables that were uploaded and never imported"),
}


@dataclass(frozen=True)
class Due:
    """Rows of one kind whose time is over."""

    kind: str
    days: int
    rows: QuerySet[Contribution] | QuerySet[Report] | QuerySet[ImportDraft]

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


def due_for_erasure(now: datetime | None = None) -> list[Due]:
    """By kind, in the order in which they are erased. What the press printed or a demonstration made up is nobody's."""
    return list(_due(now or timezone.now()))


def retention_periods() -> list[tuple[str, int]]:
    """What is kept, and for how many days: what the pages tell everybody."""
    return [(str(label), settings.RETENTION_DAYS[kind]) for kind, label in KINDS.items()]


def _due(now: datetime) -> Iterator[Due]:
    personal = Contribution.objects.filter(erased_at=None, source=None, illustrative=False).order_by("received_at")
    settled = personal.exclude(statements__state__in=Statement.AWAITING).exclude(statements=None)
    rows: dict[str, QuerySet[Contribution] | QuerySet[Report] | QuerySet[ImportDraft]] = {
        "deletion_asked": personal.filter(deletion_asked_at__lte=_before(now, "deletion_asked")),
        "set_aside": personal.filter(set_aside_at__lte=_before(now, "set_aside")),
        "withdrawn": personal.filter(withdrawn_at__lte=_before(now, "withdrawn")),
        "contribution": settled.filter(received_at__lte=_before(now, "contribution")).distinct(),
        "report": Report.objects.filter(handled_at__lte=_before(now, "report")).exclude(text=""),
        "import": ImportDraft.objects.filter(at__lte=_before(now, "import")),
    }
    for kind in KINDS:
        yield Due(kind, settings.RETENTION_DAYS[kind], rows[kind])


def _before(now: datetime, kind: str) -> datetime:
    return now - timedelta(days=settings.RETENTION_DAYS[kind])
