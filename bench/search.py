"""How long a search takes among few and among many statements, beside looking through them all.

`./multaqa bench search`; with other sizes: `python bench/search.py --sizes 1000 20000`; on PostgreSQL:
`--database postgresql`. What is measured is what the search page asks of the database: how many statements hold the
words, and the closest 25 of them. Beside it stands the same by `LIKE` alone, as it was before there was an index, and
newest first. Each size has a database and a process of its own. Fails where a search among the most, for words that few
or none say, takes more than MOST_OF_LOOKING of what looking through takes.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pages

SIZES = (1_000, 100_000)
TIMES = 15
SHOWN = 25
MOST_OF_LOOKING = 0.5
SEED = 3
# A word that one in a thousand says; words that many say; both scripts; what nobody says.
QUESTIONS = {"few": "phares", "many": "centres", "two words": "مراكز الاستماع", "nobody": "hippopotame"}


def said(size: int) -> Iterator[str]:
    """Statements of phrases of social policy, some far oftener than others, in one script each."""
    from multaqa.analysis.text.lexicon import rows

    chance = random.Random(SEED)  # noqa: S311  the same statements each time
    phrases = {tag: [one for row in rows("concepts") for one in row[tag].split("|") if one] for tag in ("ar", "fr")}
    for tag in phrases:
        chance.shuffle(phrases[tag])
    weights = {tag: [1 / (rank + 10) for rank in range(len(phrases[tag]))] for tag in phrases}
    for n in range(size):
        tag = ("ar", "fr")[n % 2]
        words = chance.choices(phrases[tag], weights[tag], k=5)
        yield " ".join([*words, *(["phare"] if n % 1000 == 0 else []), str(n)])


def fill(size: int) -> None:
    from django.db import transaction

    from multaqa.listen.contributions.models import Contribution
    from multaqa.listen.statements.models import Statement

    round, provinces, now = pages._round()
    texts = said(size)
    for start in range(0, size, pages.BATCH):
        numbers = range(start, min(start + pages.BATCH, size))
        with transaction.atomic():
            received = [pages._contribution(n, round, provinces, now, text=next(texts)) for n in numbers]
            received = Contribution.objects.bulk_create(received)
            cut = [pages._statement(n, one, now, is_public=True) for n, one in zip(numbers, received, strict=True)]
            Statement.objects.bulk_create(cut)


def by_index(words: str):
    from multaqa.listen.statements.queries import closest_first, visible_statements, with_words

    return closest_first(with_words(visible_statements(None), words), words)


def by_looking_through(words: str):
    from multaqa.ground.vocabulary.folding import fold
    from multaqa.listen.statements.queries import visible_statements

    found = visible_statements(None)
    for word in fold(words).split():
        found = found.filter(search_text__contains=word)
    return found.order_by("-published_at", "-pk")


Figures = dict[str, dict[str, dict[str, float]]]
WAYS = {"index": by_index, "looking through": by_looking_through}


def alone(size: int) -> None:
    """In the process of one register: prints what each question takes, each way, in milliseconds."""
    pages.set_up(pages.Path(os.environ["BENCH_HOME"]), os.environ.get("BENCH_DATABASE", ""))
    fill(size)
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE listen_statement")  # as its own housekeeping does within minutes
    print(json.dumps({name: {way: measured(way, words) for way in WAYS} for name, words in QUESTIONS.items()}))


def measured(way: str, words: str) -> dict[str, float]:
    took, found = [], 0
    for _ in range(TIMES):
        started = time.perf_counter()
        rows = WAYS[way](words)
        found = rows.count()
        list(rows[:SHOWN])
        took.append(1000 * (time.perf_counter() - started))
    return {"milliseconds": statistics.median(took), "found": found}


@contextmanager
def a_database(kind: str) -> Iterator[str]:
    from multaqa.config.words.test import postgresql

    with postgresql() if kind == "postgresql" else nullcontext("") as address:
        yield address


def register(size: int, kind: str) -> Figures:
    print(f"filling a register with {size} statements…", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="multaqa-bench-") as home, a_database(kind) as address:
        asked = [sys.executable, __file__, "--alone", str(size)]
        where = {**os.environ, "BENCH_HOME": home, "BENCH_DATABASE": address}
        return json.loads(subprocess.run(asked, env=where, stdout=subprocess.PIPE, text=True, check=True).stdout)


def main(sizes: list[int], kind: str, as_json: bool) -> int:
    figures = {size: register(size, kind) for size in sorted(sizes)}
    fewest, most = figures[min(sizes)], figures[max(sizes)]
    growth = {name: took(most, name) / took(fewest, name) for name in QUESTIONS}
    shares = {name: took(most, name) / took(most, name, "looking through") for name in QUESTIONS}
    told = {"figures": figures, "growth": growth, "shares": shares}
    print(json.dumps(told) if as_json else table(figures, growth, shares))
    return int(max(shares["few"], shares["nobody"]) > MOST_OF_LOOKING)


def took(figures: Figures, name: str, way: str = "index") -> float:
    return figures[name][way]["milliseconds"]


def table(figures: dict[int, Figures], growth: dict[str, float], shares: dict[str, float]) -> str:
    lines = [f"{'words':<10} {'statements':>10} {'found':>8} {'by index':>12} {'looking through':>16}   milliseconds"]
    for name in QUESTIONS:
        for size, found in figures.items():
            index, through = found[name]["index"], found[name]["looking through"]
            lines.append(
                f"{name:<10} {size:>10} {index['found']:>8} {index['milliseconds']:>12.1f} "
                f"{through['milliseconds']:>16.1f}   ({through['found']} found)"
            )
        lines.append(f"{'':<10} {'grows':>10} {'':>8} {growth[name]:>11.1f}x {shares[name]:>15.2f} of looking through")
    return "\n".join([*lines, f"The bound: {MOST_OF_LOOKING} of looking through, for words that few or none say."])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.exit(alone(asked.alone) if asked.alone else main(asked.sizes, asked.database, asked.json))
