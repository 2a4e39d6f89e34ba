"""Contributions as rows of a round's folder. What is there already is left as it is: words received never change."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.contributions.models import LANGUAGES, SPEAKER_KINDS, Contribution
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.sheets import refused_by_its_round, round_of


def at_noon(day: date | None) -> datetime:
    """A day without an hour, as an instant that is that day in every time zone of the country."""
    if day is None:
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


def contributions_by_code() -> Mapping[str, Contribution]:
    return {c.code: c for c in Contribution.objects.select_related("territory", "meeting", "round")}


def _check_contributions(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    yield from refused_by_its_round(rows, context, "contributions")
    known = context.objects("contributions")
    for row in rows:
        if (there := known.get(row.code)) and not there.erased_at and there.text != row["text"]:
            yield row.refusal(
                "text",
                _("The contribution “%(code)s” was received with other words, and those never change.")
                % {"code": row.code},
                _("Restore the text, or give the new words a code of their own."),
            )


def _load_contributions(rows: Rows, context: LoadContext) -> None:
    round = round_of(context)
    known = context.objects("contributions")
    fresh = [_contribution(row, round, context) for row in rows if row.code not in known]
    for contribution in Contribution.objects.bulk_create(fresh, batch_size=500):
        context.keep("contributions", contribution.code, contribution)
    if fresh:
        record(context.by, "loaded_contributions", round, sha256=[one.sha256 for one in fresh])


def _contribution(row: Record, round: Round, context: LoadContext) -> Contribution:
    copied: dict[str, Any] = {name: row[name] for name in ("code", "channel", "language", "recorded_by_kind", "text")}
    return Contribution(
        **copied,
        round=round,
        territory=context.find("territories", row["territory"]),
        meeting=context.find("meetings", row["meeting"]),
        document=context.find("documents", row["document"]),
        organisation=context.find("organisations", row["organisation"]),
        said_by_kind=row["said_by_kind"] or "anonymous",
        sha256=Contribution.fingerprint(row["text"]),
        received_at=at_noon(row["received_on"]),
        source=context.find("sources", row["source"]),
        illustrative=row["illustrative"],
        consent=row["consent"],
    )


CONTRIBUTIONS = Sheet(
    "contributions",
    gettext_lazy("Contributions"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code to refer to it by.")),
        Column("meeting", "code", refers_to="meetings", help=gettext_lazy("The meeting it was given at.")),
        Column("territory", "code", required=True, refers_to="territories", help=gettext_lazy("Where it comes from.")),
        Column(
            "channel",
            "choice",
            required=True,
            choices=Contribution.Channel.choices,
            help=gettext_lazy("The way in which it reached the round."),
        ),
        Column("language", "choice", required=True, choices=LANGUAGES, help=gettext_lazy("The language of the words.")),
        Column("said_by_kind", "choice", choices=SPEAKER_KINDS, help=gettext_lazy("What kind of actor said it.")),
        Column(
            "organisation", "code", refers_to="organisations", help=gettext_lazy("Which one, where it may be named.")
        ),
        Column(
            "recorded_by_kind", "choice", choices=SPEAKER_KINDS, help=gettext_lazy("What kind of actor wrote it down.")
        ),
        Column("received_on", "date", help=gettext_lazy("The day it was received.")),
        Column("text", "text", required=True, help=gettext_lazy("The words exactly as they were received.")),
        Column("document", "code", refers_to="documents", help=gettext_lazy("The document they stand in.")),
        Column(
            "consent", "boolean", required=True, help=gettext_lazy("Whether its author agreed that it is published.")
        ),
        *PROVENANCE,
    ),
    load=_load_contributions,
    key=("code",),
    check=_check_contributions,
    existing=contributions_by_code,
    model=Contribution,
)
