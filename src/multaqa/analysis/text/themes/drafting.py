"""From rows of text to themes: duplicates folded, near statements grouped or classified, and what proves each theme."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multaqa.analysis.text.axes import Axis, Classifier
from multaqa.analysis.text.centring import centred, script_of
from multaqa.analysis.text.duplicates import Fold, content_hash, folded_duplicates
from multaqa.analysis.text.encoders import Encoder, Vectors
from multaqa.analysis.text.themes import grouping
from multaqa.analysis.text.themes.features import Frame, framed
from multaqa.analysis.text.themes.grouping import SMALLEST, Check, graph_of, nearest, stable_groups
from multaqa.analysis.text.themes.naming import key_phrases, name_of
from multaqa.analysis.text.themes.quotes import language_for_names, quotes_of
from multaqa.analysis.text.themes.records import UNASSIGNED, Drafts, Part, Quote, Theme
from multaqa.analysis.text.themes.standing import Standing, standings

Membership = tuple[tuple[int, ...], ...]  # for each different text its groups, the strongest first


@dataclass(frozen=True)
class Drafted:
    """The drafts, which rows say the same, and what places tomorrow's statements into them."""

    drafts: Drafts
    folds: tuple[Fold, ...]
    frame: Frame | None
    standing: Standing | None


@dataclass(frozen=True)
class _Groups:
    membership: Membership
    stability: Mapping[int, float]
    axes: Mapping[int, Axis]  # of the taxonomy, by group
    parts: Mapping[int, Sequence[grouping.Part]]


def draft_themes(
    texts: Sequence[str], encoder: Encoder, *, axes: Sequence[Axis] = (), seed: int = 0, check: Check | None = None
) -> Drafted:
    """Themes of statements, Arabic and French together.

    texts: one for each row, in any order; empty ones stand unassigned. axes: of a taxonomy, which then leads: a theme
    for each axis that statements belong to. check(stage, done, of) is called as the work goes on; what it raises stops
    the work. The same texts give the same output hash in any order of rows and with any number of threads.
    """
    check = check or _nothing
    check("duplicates", 0, len(texts))
    folds = folded_duplicates(texts)
    if not folds:
        return Drafted(Drafts(((UNASSIGNED,),) * len(texts), (), _hash([])), (), None, None)
    shown = [texts[fold.row] for fold in folds]
    raw = encoder.encode(shown)
    frame, rows = framed(raw, shown, encoder)
    groups = _by_axes(shown, raw, frame, axes, encoder) if axes else _by_nearness(rows, folds, seed, check)
    check("names", 0, 1)
    drafts = _told(texts, folds, rows, groups)
    order = _order(folds, texts, groups.membership)
    return Drafted(drafts, folds, frame, standings(rows, _renumbered(groups.membership, order)))


def _by_axes(shown: Sequence[str], raw: Vectors, frame: Frame, axes: Sequence[Axis], encoder: Encoder) -> _Groups:
    classifier = Classifier(axes, encoder, frame.means)
    vectors = centred(raw, [script_of(text) for text in shown], frame.means)
    places = {axis.code: place for place, axis in enumerate(axes)}
    chosen = classifier.classify(shown, vectors)
    scores: defaultdict[int, list[float]] = defaultdict(list)
    for found in chosen:
        for one in found:
            scores[places[one.code]].append(one.score)
    return _Groups(
        tuple(tuple(places[one.code] for one in found) for found in chosen),
        {place: round(sum(values) / len(values), 4) for place, values in scores.items()},
        dict(enumerate(axes)),
        {},
    )


def _by_nearness(rows: Vectors, folds: Sequence[Fold], seed: int, check: Check) -> _Groups:
    if len(rows) < SMALLEST:  # one text that many rows paste is a theme, two different ones are none
        alone = len(rows) == 1 and folds[0].supports >= SMALLEST
        return _Groups(((0,),) if alone else ((),) * len(rows), {0: 1.0} if alone else {}, {}, {})
    places, cosines = nearest(rows, check)
    found = stable_groups(graph_of(places, cosines), seed, check)
    standing = standings(rows, tuple((int(label),) if label >= 0 else () for label in found.labels))
    membership = standing.settled(rows, found.labels.tolist()) if standing else ((),) * len(rows)
    return _Groups(membership, dict(enumerate(found.stability)), {}, dict(enumerate(found.parts)))


# What a theme says of itself


def _told(texts: Sequence[str], folds: Sequence[Fold], rows: Vectors, groups: _Groups) -> Drafts:
    order = _order(folds, texts, groups.membership)
    members = {group: [at for at, own in enumerate(groups.membership) if group in own] for group in order}
    languages = [language_for_names(texts[fold.row]) for fold in folds]
    phrases = {language: _phrases(language, members, languages, folds, texts) for language in ("ar", "fr", "en")}
    themes = []
    for number, group in enumerate(order):
        own = {language: of_group[group] for language, of_group in phrases.items() if of_group.get(group)}
        axis = groups.axes.get(group)
        of_theme = members[group]
        themes.append(
            Theme(
                id=number,
                names=_names(own, axis),
                code=axis.code if axis else None,
                key_phrases=own,
                quotes=quotes_of(
                    [folds[at].row for at in of_theme], texts, [languages[at] for at in of_theme], rows[of_theme]
                ),
                size=len(of_theme),
                size_with_duplicates=sum(folds[at].supports for at in of_theme),
                stability=groups.stability[group],
                parts=_parts(groups.parts.get(group, ()), folds, texts, languages),
            )
        )
    theme_ids = _ids(len(texts), folds, _renumbered(groups.membership, order))
    return Drafts(theme_ids, tuple(themes), _hash(_content(texts, theme_ids, themes)))


def _parts(
    parts: Sequence[grouping.Part], folds: Sequence[Fold], texts: Sequence[str], languages: Sequence[str]
) -> tuple[Part, ...]:
    """The largest first; each is named by what sets it apart from the theme's others."""
    members = dict(enumerate(part.rows for part in parts))
    phrases = {language: _phrases(language, members, languages, folds, texts) for language in ("ar", "fr", "en")}
    found = [
        Part(
            _names({language: of_part.get(number, ()) for language, of_part in phrases.items()}, None),
            tuple(sorted(row for at in part.rows for row in folds[at].rows)),
            len(part.rows),
            part.stability,
        )
        for number, part in enumerate(parts)
    ]
    first = {part.rows: min(content_hash(texts[row]) for row in part.rows) for part in found}
    return tuple(sorted(found, key=lambda part: (-part.size, first[part.rows])))


def _order(folds: Sequence[Fold], texts: Sequence[str], membership: Membership) -> list[int]:
    """Groups by the rows that stand in them, then by content."""
    sizes: defaultdict[int, int] = defaultdict(int)
    first: dict[int, str] = {}
    for fold, own in zip(folds, membership, strict=True):
        for group in own:
            sizes[group] += fold.supports
            first.setdefault(group, content_hash(texts[fold.row]))
    return sorted(sizes, key=lambda group: (-sizes[group], first[group], group))


def _renumbered(membership: Membership, order: Sequence[int]) -> Membership:
    numbers = {group: number for number, group in enumerate(order)}
    return tuple(tuple(numbers[group] for group in own) for own in membership)


def _ids(count: int, folds: Sequence[Fold], membership: Membership) -> tuple[tuple[int, ...], ...]:
    ids: list[tuple[int, ...]] = [(UNASSIGNED,)] * count
    for fold, own in zip(folds, membership, strict=True):
        for row in fold.rows:
            ids[row] = own or (UNASSIGNED,)
    return tuple(ids)


def _phrases(
    language: str,
    members: Mapping[int, Sequence[int]],
    languages: Sequence[str],
    folds: Sequence[Fold],
    texts: Sequence[str],
) -> dict[int, tuple[str, ...]]:
    own = {
        group: [(texts[folds[at].row], folds[at].supports) for at in places if languages[at] == language]
        for group, places in members.items()
    }
    return key_phrases({group: of_group for group, of_group in own.items() if of_group})


def _names(phrases: Mapping[str, Sequence[str]], axis: Axis | None) -> dict[str, str]:
    names = {language: name_of(phrases.get(language, ()), language) for language in ("ar", "fr")}
    if axis:
        return {"ar": axis.name_ar or names["ar"], "fr": axis.name_fr or names["fr"]}
    return names


def _content(texts: Sequence[str], theme_ids: Sequence[tuple[int, ...]], themes: Sequence[Theme]) -> list[object]:
    """Everything that was said, with the texts themselves where rows are named."""

    def said(quote: Quote) -> list[object]:
        return [content_hash(texts[quote.row]), quote.start, quote.end, quote.language]

    rows = sorted([content_hash(text), *ids] for text, ids in zip(texts, theme_ids, strict=True))
    of_themes = [
        [theme.id, theme.names, theme.code, theme.key_phrases, [said(quote) for quote in theme.quotes], theme.size,
         theme.size_with_duplicates, theme.stability,
         [[part.names, sorted(content_hash(texts[row]) for row in part.rows), part.stability] for part in theme.parts]]
        for theme in themes
    ]  # fmt: skip
    return [rows, of_themes]


def _hash(content: list[object]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _nothing(stage: str, done: int, of: int) -> None:
    """Without a check nothing is told and nothing stops the work."""
