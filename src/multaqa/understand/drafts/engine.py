"""The program that drafts: what it is given, and what it makes of it. It knows no row and no person."""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from multaqa.analysis.text.axes import OPTIONAL, REQUIRED, Axis, taxonomy_of
from multaqa.analysis.text.duplicates import Fold, content_hash, folded_duplicates
from multaqa.analysis.text.encoders import Encoder, Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.statement_files import Table
from multaqa.analysis.text.themes import Drafted, draft_themes, place
from multaqa.analysis.text.themes.features import framed
from multaqa.analysis.text.themes.grouping import Check
from multaqa.analysis.text.themes.standing import standings

SEED = 0
COLUMNS = (*REQUIRED, *OPTIONAL)
TaxonomyRow = Mapping[str, str]


@dataclass(frozen=True)
class Drawn:
    """Drafted themes, which of the texts say the same, and how long it took."""

    drafted: Drafted
    same: tuple[int, ...]
    seconds: float


@dataclass(frozen=True)
class Placement:
    """Where a new text stands: the number of the draft that reaches it, or none; and which texts say the same."""

    draft: int | None
    nearness: float
    same: int


def own_encoder(check: Check, folder: Path) -> Encoder:
    """The encoder that ships: it tells how far it is, and what was stopped goes on from what it kept in the folder."""
    return Remembering(UniversalSentenceEncoder(), folder, lambda done, of: check("vectors", done, of))


def axes_of(taxonomy: Sequence[TaxonomyRow]) -> tuple[Axis, ...]:
    """Raises UnusableTable where rows have no code or name, or a code stands twice."""
    rows = tuple(tuple(row.get(name, "") for name in COLUMNS) for row in taxonomy)
    return taxonomy_of(Table(COLUMNS, rows)) if rows else ()


def inputs_hash(texts: Iterable[str], given: object) -> str:
    """Of all that was given, whatever the order of the texts."""
    return _hash([sorted(map(content_hash, texts)), given])


def drawn(texts: Sequence[str], taxonomy: Sequence[TaxonomyRow], encoder: Encoder, check: Check) -> Drawn:
    began = time.monotonic()
    drafted = draft_themes(texts, encoder, axes=axes_of(taxonomy), seed=SEED, check=check)
    return Drawn(drafted, _numbered(drafted.folds, [0] * len(texts)), time.monotonic() - began)


def same_of(texts: Sequence[str], known: Sequence[int] = ()) -> tuple[int, ...]:
    """A number for each text, the same for those that say the same. The first ones keep the numbers they have."""
    return _numbered(folded_duplicates(texts), [*known, *[0] * (len(texts) - len(known))])


def _numbered(folds: Iterable[Fold], numbers: list[int]) -> tuple[int, ...]:
    """A number for each row that has none, 0, yet: that of its fold, or the next one."""
    following = count(max(numbers, default=0) + 1)
    for fold in folds:
        number = next((numbers[row] for row in fold.rows if numbers[row]), 0) or next(following)
        for row in fold.rows:
            numbers[row] = numbers[row] or number
    return tuple(number or next(following) for number in numbers)


def placements(
    read: Sequence[str],
    same: Sequence[int],
    held: Sequence[Sequence[int]],
    new: Sequence[str],
    encoder: Encoder,
    check: Check,
) -> tuple[Placement, ...]:
    """Where new texts stand among the drafts as people left them: what was read moves none of its places.

    read: the texts of the run, same: their numbers, held: the numbers, from 1, of the drafts
    that each stands in, the strongest first.
    """
    check("duplicates", 0, len(read) + len(new))
    folds = folded_duplicates(read)
    shown = [read[fold.row] for fold in folds]
    numbers = same_of([*read, *new], same)[len(read) :]
    drafts = sorted({draft for of_text in held for draft in of_text})
    if not shown or not drafts or not new:
        return tuple(Placement(None, 0.0, number) for number in numbers)
    raw = encoder.encode(shown)
    frame, rows = framed(raw, shown, encoder)
    places = {draft: place for place, draft in enumerate(drafts)}
    of_folds = tuple(tuple(dict.fromkeys(places[draft] for row in fold.rows for draft in held[row])) for fold in folds)
    standing = standings(rows, of_folds)
    check("placing", 0, len(new))
    found = place(new, frame, standing, encoder) if standing else ()
    alike = {number: of_text[0] for number, of_text in zip(same, held, strict=True) if of_text}
    return tuple(
        Placement(alike[number], 1.0, number)
        if number in alike
        else Placement(drafts[one.theme_id] if one.theme_id is not None else None, one.nearness, number)
        for one, number in zip(found, numbers, strict=True)
    )


def placements_hash(texts: Sequence[str], placed: Sequence[Placement]) -> str:
    """Of what came out, whatever the order of the texts."""
    said = ((content_hash(text), one.draft or 0, one.nearness) for text, one in zip(texts, placed, strict=True))
    return _hash(sorted(said))


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
