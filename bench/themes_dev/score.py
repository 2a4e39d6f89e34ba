"""Axes and pairs on the development sets: `python bench/themes_dev/score.py [tuned | held]`. Prints figures only."""

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from themes import ari_and_nmi

from multaqa.analysis.text.axes import taxonomy_of
from multaqa.analysis.text.encoders import Encoder, Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.pairs import find_pairs
from multaqa.analysis.text.statement_files import read_table
from multaqa.analysis.text.themes import draft_themes

HERE = Path(__file__).parent
HALVES = {"tuned": 0, "held": 1}


def statements(name: str, half: str) -> list[tuple[str, str, str]]:
    """Axis, language and text of one half of a set."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.split("|", 2) for line in lines[HALVES[half] :: 2]]
    return [(axis, language, text) for axis, language, text in parts]


def scored(name: str, half: str, encoder: Encoder) -> dict[str, float]:
    """ARI, NMI, accuracy over all and over those with an axis, and how many of those with none are found."""
    rows = statements(name, half)
    axes = taxonomy_of(read_table(HERE / f"{name}_taxonomy.csv"))
    drafts = draft_themes([text for _, _, text in rows], encoder, axes=axes).drafts
    codes = {theme.id: theme.code or "-" for theme in drafts.themes} | {-1: "-"}
    given = [codes[ids[0]] for ids in drafts.theme_ids]
    return _figures(given, [axis for axis, _, _ in rows])


def _figures(given: Sequence[str], gold: Sequence[str]) -> dict[str, float]:
    ari, nmi = ari_and_nmi(given, gold)
    pairs = list(zip(given, gold, strict=True))
    of_axes = [one == other for one, other in pairs if other != "-"]
    of_none = [one == "-" for one, other in pairs if other == "-"]
    return {
        "of": len(pairs),
        "ARI": round(ari, 3),
        "NMI": round(nmi, 3),
        "accuracy": round(sum(one == other for one, other in pairs) / len(pairs), 3),
        "right axis": round(sum(of_axes) / len(of_axes), 3),
        "none found": round(sum(of_none) / len(of_none), 3),
        "none too often": round(sum(one == "-" for one, other in pairs if other != "-") / len(of_axes), 3),
    }


def right_pairs(half: str, encoder: Encoder) -> dict[str, float]:
    """P@1 each way among all pairs of a half and their distractors, whose place, group, number or polarity is other."""
    lines = (HERE / "pairs.txt").read_text(encoding="utf-8").splitlines()[HALVES[half] :: 2]
    arabic, french, hard_french, hard_arabic = (
        list(column) for column in zip(*(line.split("|") for line in lines), strict=True)
    )
    figures: dict[str, float] = {"of": len(lines)}
    for way, asked, others in (("ar>fr", arabic, french + hard_french), ("fr>ar", french, arabic + hard_arabic)):
        right = sum(pair.a == pair.b for pair in find_pairs(asked, others, encoder, most=1))
        figures[way] = round(right / len(lines), 3)
    return figures


if __name__ == "__main__":
    reader = Remembering(UniversalSentenceEncoder())
    for which in sys.argv[1:] or HALVES:
        for part in ("strategy", "rural", "city"):
            print(which, part, scored(part, which, reader))
        print(which, "pairs", right_pairs(which, reader))
