"""`multaqa pairs A.csv B.csv`: which statements of one file say what a statement of the other says."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from multaqa.analysis.text.encoders import Progress, Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.pairs import Pair, find_pairs
from multaqa.analysis.text.statement_files import read_table, texts_of


def run(arguments: list[str]) -> int:
    """Print the pairs; raises UnusableTable and OSError on files that cannot be used."""
    options = _options(arguments)
    texts = [_statements(Path(file), options.text) for file in (options.a, options.b)]
    encoder = Remembering(UniversalSentenceEncoder(), progress=progress("vectors"))
    pairs = find_pairs(texts[0], texts[1], encoder, most=options.most)
    if options.json:
        form = [{"a": pair.a, "b": pair.b, "score": round(pair.score, 4)} for pair in pairs]
        print(json.dumps({"pairs": form}, ensure_ascii=False))
    else:
        print("\n".join(_in_words(pair, texts) for pair in _best_of_each(pairs)))
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("multaqa pairs", description=__doc__)
    parser.add_argument("a", metavar="A.csv")
    parser.add_argument("b", metavar="B.csv")
    parser.add_argument("--text", metavar="COLUMN", help="the column of the statements, in both files")
    parser.add_argument("--most", type=_positive, default=5, help="pairs for each row of A (default 5)")
    parser.add_argument("--json", action="store_true", help='print {"pairs": [...]}, the best first for each row of A')
    return parser.parse_args(arguments)


def _positive(typed: str) -> int:
    if not typed.isdigit() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"{typed} is no number from 1 on")
    return int(typed)


def _statements(path: Path, column: str | None) -> list[str]:
    table = read_table(path)
    texts, name = texts_of(table, column, path)
    for remark in table.remarks:
        tell(f"{path}: {remark}")
    tell(f"{path}: {len(texts)} rows, statements in the column {name!r}")
    return texts


def progress(what: str) -> Progress:
    """Tells on the terminal how far a work is."""

    def told(done: int, of: int) -> None:
        tell(f"{what}: {done} of {of}")

    return told


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _best_of_each(pairs: Iterable[Pair]) -> list[Pair]:
    best: dict[int, Pair] = {}
    for pair in pairs:
        best.setdefault(pair.a, pair)
    return list(best.values())


def _in_words(pair: Pair, texts: list[list[str]]) -> str:
    return f"{pair.score:.2f}  {pair.a}: {texts[0][pair.a]}\n      {pair.b}: {texts[1][pair.b]}"
