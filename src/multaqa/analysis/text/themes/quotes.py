"""The statements that stand for a theme: in each language those in the middle of it."""

from collections.abc import Sequence

import numpy as np

from multaqa.analysis.text.encoders import Vectors
from multaqa.analysis.text.language import language_of
from multaqa.analysis.text.segmentation import sentences
from multaqa.analysis.text.themes.records import Quote

OF_A_LANGUAGE = 2
LONGEST = 300  # characters; of a longer statement its longest sentence that fits is quoted
LANGUAGES = {"ar": "ar", "ary": "ar", "fr": "fr", "en": "en"}


def language_for_names(text: str) -> str:
    """ar, fr or en; empty for Arabizi, Tamazight and what is in no language, which name nothing."""
    return LANGUAGES.get(language_of(text), "")


def quotes_of(
    rows: Sequence[int], texts: Sequence[str], languages: Sequence[str], features: Vectors
) -> tuple[Quote, ...]:
    """rows: of the theme's different texts; languages and features (n, dims) are theirs, in the same order."""
    middle = features.mean(axis=0, dtype=np.float64)
    nearness = np.round(features.astype(np.float64) @ middle, 4)
    order = np.argsort(-nearness, kind="stable")
    quotes: list[Quote] = []
    for language in ("ar", "fr", "en"):
        of_language = [int(place) for place in order if languages[place] == language][:OF_A_LANGUAGE]
        quotes += [_quote(rows[place], texts[rows[place]], language) for place in of_language]
    if not quotes:  # all in a language that names nothing: better its own words than none
        quotes = [_quote(rows[int(order[0])], texts[rows[int(order[0])]], "")]
    return tuple(quotes)


def _quote(row: int, text: str, language: str) -> Quote:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if end - start > LONGEST:
        fitting = [span for span in sentences(text) if span.end - span.start <= LONGEST]
        if fitting:
            longest = max(fitting, key=lambda span: (span.end - span.start, -span.start))
            start, end = longest.start, longest.end
    return Quote(row, start, end, language)
