"""Links between statements as rows of a round's folder."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.statements.models import StatementLink
from multaqa.listen.statements.queries import active_links


def _check_links(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    onward: TopologicalSorter[str] = TopologicalSorter()
    coded = active_links().exclude(from_statement__code=None).exclude(to_statement__code=None)
    for start, end in coded.order_by().values_list("from_statement__code", "to_statement__code"):
        onward.add(start or "", end or "")
    for row in rows:
        onward.add(row["from"], row["to"])
    try:
        onward.prepare()
    except CycleError as circle:
        codes = list(map(str, circle.args[1]))
        row = next(row for row in rows if row["from"] in codes and row["to"] in codes)
        yield row.refusal(
            "to",
            _("The links lead round in a circle: %(codes)s.") % {"codes": " → ".join(codes)},
            _("Leave out one of them, or turn it round."),
        )


def _load_links(rows: Rows, context: LoadContext) -> None:
    there = set(StatementLink.objects.values_list("kind", "from_statement_id", "to_statement_id"))
    links = [
        StatementLink(
            kind=row["kind"],
            from_statement=context.find("statements", row["from"]),
            to_statement=context.find("statements", row["to"]),
            reason=row["reason"],
        )
        for row in rows
    ]
    fresh = [link for link in links if (link.kind, link.from_statement_id, link.to_statement_id) not in there]
    StatementLink.objects.bulk_create(fresh)
    if fresh:
        record(context.by, "loaded_links", fresh[0].from_statement.round, n=len(fresh))


STATEMENT_LINKS = Sheet(
    "statement_links",
    gettext_lazy("Links between statements"),
    (
        Column(
            "kind",
            "choice",
            required=True,
            choices=StatementLink.Kind.choices,
            help=gettext_lazy("How they belong together."),
        ),
        Column("from", "code", required=True, refers_to="statements", help=gettext_lazy("The statement that does.")),
        Column("to", "code", required=True, refers_to="statements", help=gettext_lazy("The statement it does it to.")),
        Column("reason", "text", help=gettext_lazy("Why they belong together.")),
    ),
    load=_load_links,
    key=("kind", "from", "to"),
    check=_check_links,
)
