"""The table of contributions that a coordinator imports: simpler than a folder, and in a round that is known."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.rules import Doer
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal, Refused
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.actions import receive_contribution
from multaqa.listen.contributions.models import LANGUAGES, SPEAKER_KINDS, Contribution, StatementKind
from multaqa.listen.contributions.rules import can_record
from multaqa.listen.errors import ListenError
from multaqa.listen.rounds.models import Round

IMPORT_LIMITS = Limits(bytes=5_000_000, rows=5_000, columns=30, cells=200_000, cell_characters=10_000)
COLUMNS = (
    Column("text", required=True, help=gettext_lazy("The words exactly as they were received.")),
    Column(
        "territory",
        "code",
        required=True,
        refers_to="territories",
        help=gettext_lazy("Code of the commune, province or region where it was said."),
        example="05.081",
    ),
    Column("language", "choice", required=True, choices=LANGUAGES, help=gettext_lazy("The language of the words.")),
    Column("said_by_kind", "choice", choices=SPEAKER_KINDS, help=gettext_lazy("What kind of actor said it.")),
    Column(
        "organisation",
        "code",
        refers_to="organisations",
        help=gettext_lazy("Code of the organisation that said it, where it may be named."),
        example="",
    ),
    Column("suggested_kind", "choice", choices=StatementKind.choices, help=gettext_lazy("What is said.")),
    Column("said_on", "date", help=gettext_lazy("The day it was said; empty when it is not known.")),
    Column(
        "consent",
        "boolean",
        required=True,
        help=gettext_lazy("Whether its author agreed that it is published."),
        example="yes",
    ),
)


def import_sheet(round: Round, by: Doer, token: UUID) -> Sheet:
    """The sheet as this person may import it into this round; the token makes a repeated import the same deed."""
    return Sheet(
        "contributions",
        gettext_lazy("Contributions"),
        COLUMNS,
        load=partial(_load, round, by, token),
        check=partial(_check, round, by),
    )


def known_rows() -> list[Sheet]:
    """What the columns refer to, so that a wrong code is refused with the nearest right one."""
    return [
        Sheet("territories", "", (), _nothing, existing=lambda: Territory.objects.in_bulk(field_name="code")),
        Sheet("organisations", "", (), _nothing, existing=lambda: Organisation.objects.in_bulk(field_name="code")),
    ]


def _nothing(rows: Rows, context: LoadContext) -> None:
    """These sheets are only referred to."""


def _check(round: Round, by: Doer, rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    territories: Mapping[str, Territory] = context.objects("territories")
    roots = [root.path for root in round.territories.all()]
    there = set(Contribution.objects.filter(round=round).values_list("sha256", "territory__code"))
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        territory = territories.get(row["territory"])
        if territory is None:
            continue  # refused already, as an unknown reference
        if not can_record(by, territory, Contribution.Channel.IMPORT):
            yield row.refusal(
                "territory",
                _("Your role does not let you import for %(territory)s.") % {"territory": territory},
                _("Leave the row to whoever coordinates there."),
            )
        if not any(territory.is_within(path) for path in roots):
            yield row.refusal(
                "territory",
                _("%(territory)s is not part of this round.") % {"territory": territory},
                _("Correct the code, or import the row into another round."),
            )
        key = (Contribution.fingerprint(row["text"]), territory.code)
        if key in there:
            yield row.refusal(
                "text",
                _("These very words were received from there already."),
                _("Delete the row: it is in the round."),
            )
        elif first := seen.get(key):
            yield row.refusal("text", _("Row %(first)s says the same.") % {"first": first}, _("Keep one of the two."))
        seen.setdefault(key, row.number)


def _load(round: Round, by: Doer, token: UUID, rows: Rows, context: LoadContext) -> None:
    for row in rows:
        try:
            receive_contribution(by=by, round=round, command_id=uuid5(token, str(row.number)), **_facts(row, context))
        except ListenError as error:
            raise Refused([row.refusal("", str(error), "")]) from error


def _facts(row: Record, context: LoadContext) -> dict[str, Any]:
    return {
        "territory": context.find("territories", row["territory"]),
        "organisation": context.find("organisations", row["organisation"]),
        "channel": Contribution.Channel.IMPORT,
        "language": row["language"],
        "text": row["text"],
        "said_by_kind": row["said_by_kind"] or "anonymous",
        "suggested_kind": row["suggested_kind"],
        "said_on": row["said_on"],
        "consent": row["consent"],
    }
