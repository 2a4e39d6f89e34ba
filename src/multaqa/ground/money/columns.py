"""The column of a currency, in every table that names one."""

from babel.numbers import list_currencies
from django.utils.translation import gettext_lazy as _

from multaqa.ground.sheets.columns import Column

OURS = "MAD"
CODES = [OURS, *sorted(code for code in list_currencies() if code != OURS)]
CURRENCY = Column(
    "currency",
    "choice",
    choices=[(code, code) for code in CODES],
    help=_("The currency's three letters."),
    example=OURS,
)
