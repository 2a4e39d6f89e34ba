"""Themes that prove themselves: drafts of what many statements share, each with its own words and quotes."""

from multaqa.analysis.text.themes.drafting import Drafted, draft_themes
from multaqa.analysis.text.themes.records import UNASSIGNED, Drafts, Quote, Theme
from multaqa.analysis.text.themes.standing import Placed, Standing, place

__all__ = ["UNASSIGNED", "Drafted", "Drafts", "Placed", "Quote", "Standing", "Theme", "draft_themes", "place"]
