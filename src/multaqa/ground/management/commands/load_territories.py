from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.management.tables import TableCommand
from multaqa.ground.sheets.folders import folder_of_one
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.reading import read_file, the_only_table
from multaqa.ground.sheets.refusals import Refused
from multaqa.ground.territory.actions import load_territories
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.morocco import COUNTRY, territories_of_morocco
from multaqa.ground.territory.queries import country
from multaqa.ground.territory.sheets import TERRITORIES


class Command(TableCommand):
    help = gettext_noop(
        "Loads the territories of Morocco, or of any country by a table: code,kind,parent,name_ar,name_fr,name_en."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--csv", type=Path, help=_("the table, CSV or XLSX, its rows in any order"))

    def facts(self, *, csv: Path | None = None, **options: Any) -> dict[str, int]:
        there = country()
        if csv is None and there and there.code != COUNTRY:
            self.tell(
                _("This installation holds %(country)s: Morocco's territories are not loaded.") % {"country": there}
            )
            return {}
        by = SystemActor("load_territories")
        try:
            counts = self.load_table(csv, by) if csv else load_territories(territories_of_morocco(), by=by)
        except Refused as refused:
            raise self.refused(refused.refusals) from refused
        return {kind: counts[kind] for kind in Territory.Kind.values if kind in counts}

    def load_table(self, csv: Path, by: SystemActor) -> dict[str, int]:
        folder = folder_of_one(TERRITORIES, the_only_table(read_file(csv), csv.name), [TERRITORIES])
        for caution in folder.cautions:
            self.tell(str(caution))
        load_folder(folder, by)
        return dict(Counter(row["kind"] for row in folder.records(TERRITORIES)))
