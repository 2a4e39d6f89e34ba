"""What drafting themes gives. Every name, phrase and quote is characters of the statements, or the taxonomy's."""

from dataclasses import dataclass

UNASSIGNED = -1


@dataclass(frozen=True)
class Quote:
    """Characters start to end of the text of a row: texts[row][start:end] is the quote."""

    row: int
    start: int
    end: int
    language: str  # ar | fr: the script it is in


@dataclass(frozen=True)
class Part:
    """A narrower subject inside a theme, one level below: rows, in the order of the input, that share it."""

    names: dict[str, str]
    rows: tuple[int, ...]
    size: int
    stability: float


@dataclass(frozen=True)
class Theme:
    """A subject that several statements share.

    names by language (ar, fr); empty where no statement of that language stands in it. size counts different texts,
    size_with_duplicates rows. stability is the share of it that resampling brings back, 0 to 1. parts are narrower
    subjects that resampling brings back too; what stands in none of them is in the theme all the same.
    """

    id: int
    names: dict[str, str]
    code: str | None  # of the taxonomy
    key_phrases: dict[str, tuple[str, ...]]  # by language
    quotes: tuple[Quote, ...]
    size: int
    size_with_duplicates: int
    stability: float
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Drafts:
    """theme_ids: for each row its themes, the strongest first; (UNASSIGNED,) where none is strong enough."""

    theme_ids: tuple[tuple[int, ...], ...]
    themes: tuple[Theme, ...]
    output_hash: str  # the same for the same texts in any order of rows
