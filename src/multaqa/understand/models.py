from multaqa.understand.drafts.models import Draft, DraftDeed, DraftingRun, DraftStatement, RunStatement
from multaqa.understand.themes.models import Theme, ThemeMove, ThemeStatement

__all__ = [
    "Draft",
    "DraftDeed",
    "DraftStatement",
    "DraftingRun",
    "RunStatement",
    "Theme",
    "ThemeMove",
    "ThemeStatement",
]
