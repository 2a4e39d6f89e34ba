"""What the database refuses, said in the words of the sheet's columns."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ui.formats import listed

# As SQLite and as PostgreSQL say it.
TWICE = re.compile(r"UNIQUE constraint failed: (?P<sqlite>.+)|Key \((?P<postgresql>[^)]+)\)=")
RULE = re.compile(r"CHECK constraint failed: (?P<sqlite>\w+)|check constraint \"(?P<postgresql>\w+)\"")


def refused_by_database(record: Record, error: Exception) -> Refusal:
    text = str(error)
    if found := TWICE.search(text):
        columns = [_plain(name) for name in (found["sqlite"] or found["postgresql"]).split(",")]
        return record.refusal(
            columns[0],
            _("Another row has the same %(columns)s already.") % {"columns": listed(columns)},
            _("Give each row its own, or delete one of the two."),
        )
    if found := RULE.search(text):
        columns = sorted(set(_columns_of_rule(found["sqlite"] or found["postgresql"])))
        return record.refusal(
            columns[0] if columns else "",
            _("%(columns)s do not fit together in this row.") % {"columns": listed(columns)},
            _("See in the sheet's template what each of them means, and correct one."),
        )
    return record.refusal(
        "",
        _("The database refuses this row: %(reason)s.") % {"reason": text.partition("\n")[0]},
        _("It may exist already, or break a rule of its table: compare it with what is there."),
    )


def _plain(name: str) -> str:
    return name.strip().rpartition(".")[2].removesuffix("_id")


def _columns_of_rule(name: str) -> Iterator[str]:
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                yield from _columns_in(getattr(constraint, "condition", Q()))


def _columns_in(condition: Q) -> Iterator[str]:
    for part in condition.children:
        if isinstance(part, Q):
            yield from _columns_in(part)
        elif isinstance(part, tuple):
            yield part[0].partition("__")[0]
