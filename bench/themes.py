"""Themes and pairs: quality on the blind set with 95 % intervals, then time and memory on many statements.

`./multaqa bench themes`. `--rows 100000` for another size. `--bertopic PYTHON`: an interpreter that has BERTopic, which
then groups the same vectors beside ours (see bench/peers/bertopic_run.py); without it the peer is said not to be run.
Prints figures only, never a text of the blind set. Fails where a bound of memory or time is broken.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, sqrt
from pathlib import Path

import numpy as np

from multaqa.analysis.text.axes import taxonomy_of
from multaqa.analysis.text.centring import centred, examples, means_of, script_of
from multaqa.analysis.text.encoders import Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.pairs import find_pairs
from multaqa.analysis.text.statement_files import read_table
from multaqa.analysis.text.themes import draft_themes

BLIND = Path(__file__).with_name("reading") / "blind"
PEER = Path(__file__).with_name("peers") / "bertopic_run.py"
MOST_MB = {10_000: 1_000, 100_000: 2_000}
MOST_CPU_SECONDS = {10_000: 120, 100_000: 1_200}  # two cores for as long as the issue allows
RESAMPLES = 500

Figures = dict[str, object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--bertopic", metavar="PYTHON", help="an interpreter that has BERTopic")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    encoder = Remembering(UniversalSentenceEncoder())
    within = True
    for figures in (*of_pairs(encoder), *of_themes(encoder, asked.bertopic), of_many(asked.rows, asked.bertopic)):
        print(json.dumps(figures) if asked.json else "  ".join(f"{name} {value}" for name, value in figures.items()))
        within = within and not figures.get("broken")
    return 0 if within else 1


def of_pairs(encoder: Remembering) -> Iterator[Figures]:
    """P@1 of twins among all others of their language and every distractor."""
    statements = {row["id"]: row for row in _rows("statements.csv")}
    twins = [row for row in statements.values() if row["twin"]]
    for one, other in (("ar", "fr"), ("fr", "ar")):
        asked = [row for row in twins if row["language"] == one]
        candidates = [row for row in twins if row["language"] == other]
        hard = [row for row in _rows("distractors.csv") if row["language"] == other]
        texts = [row["text"] for row in candidates + hard]
        best = {pair.a: pair.b for pair in find_pairs([row["text"] for row in asked], texts, encoder, most=1)}
        right = sum(
            best.get(place, len(texts)) < len(candidates) and candidates[best[place]]["id"] == row["twin"]
            for place, row in enumerate(asked)
        )
        low, high = wilson(right, len(asked))
        yield {
            "measure": f"P@1 {one}>{other}", "value": round(right / len(asked), 3), "low": low, "high": high,
            "of": len(asked), "candidates": len(texts), "goal": 0.94,
        }  # fmt: skip


def of_themes(encoder: Remembering, bertopic: str | None) -> Iterator[Figures]:
    rows = _rows("statements.csv")
    texts, gold = [row["text"] for row in rows], [row["axis"] for row in rows]
    axes = taxonomy_of(read_table(BLIND / "taxonomy.csv"))
    for what, given, goals in (("with its taxonomy", axes, (0.60, 0.75)), ("without", (), (0.35, None))):
        started = time.process_time()
        drafts = draft_themes(texts, encoder, axes=given).drafts
        labels = [ids[0] for ids in drafts.theme_ids]
        yield {"measure": f"themes {what}", **agreement(labels, gold, goals), "themes": len(drafts.themes),
               "unassigned": labels.count(-1), "cpu_seconds": round(time.process_time() - started, 1)}  # fmt: skip
    if bertopic:
        found = peer(bertopic, texts, encoder)
        yield {"measure": "BERTopic without", **agreement(found["labels"], gold, (0.35, None)),
               "themes": len(set(found["labels"]) - {-1}), "unassigned": found["labels"].count(-1),
               "cpu_seconds": found["cpu_seconds"]}  # fmt: skip


def of_many(count: int, bertopic: str | None) -> Figures:
    """Time and memory from texts to themes, with the vectors made on the way."""
    texts = list(noisy(count))
    encoder = Remembering(UniversalSentenceEncoder())
    cpu, wall = time.process_time(), time.perf_counter()
    drafts = draft_themes(texts, encoder).drafts
    spent = time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures: Figures = {
        "measure": f"{count} statements", "cpu_seconds": round(spent, 1),
        "seconds": round(time.perf_counter() - wall, 1), "load": round(os.getloadavg()[0], 1), "peak_mb": memory,
        "themes": len(drafts.themes),
        "broken": spent > MOST_CPU_SECONDS.get(count, 1e9) or memory > MOST_MB.get(count, 1e9),
    }  # fmt: skip
    cpu = time.process_time()
    draft_themes(texts, encoder)
    figures["cpu_seconds_with_vectors_known"] = round(time.process_time() - cpu, 1)
    if bertopic:
        found = peer(bertopic, texts, encoder)
        return figures | {"bertopic_cpu_seconds": found["cpu_seconds"], "bertopic_peak_mb": found["peak_mb"]}
    return figures | {"bertopic": "not run: give --bertopic an interpreter that has it"}


def noisy(count: int) -> Iterator[str]:
    """Sentences of our own, each with words put in and left out, so that hardly two are alike."""
    draw = random.Random(3)  # noqa: S311
    sentences = [row[name] for row in examples() for name in ("ar", "fr", "ar_other", "fr_other")]
    words = {
        script: [word for one in sentences if script_of(one) == script for word in one.split()]
        for script in ("arabic", "latin")
    }
    for _ in range(count):
        sentence = draw.choice(sentences)
        parts = sentence.split()
        for _ in range(draw.randint(1, 4)):
            parts.insert(draw.randint(0, len(parts)), draw.choice(words[script_of(sentence)]))
        if len(parts) > 5 and draw.random() < 0.5:
            parts.pop(draw.randrange(len(parts)))
        yield " ".join(parts)


def peer(python: str, texts: Sequence[str], encoder: Remembering) -> dict[str, list[int]]:
    """What BERTopic makes of the same centred vectors."""
    scripts = [script_of(text) for text in texts]
    raw = encoder.encode(list(texts))
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "vectors.npy", centred(raw, scripts, means_of(raw, scripts, encoder)))
        (Path(folder) / "texts.json").write_text(json.dumps(list(texts)), encoding="utf-8")
        done = subprocess.run([python, str(PEER), folder], check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, list[int]] = json.loads(done.stdout.splitlines()[-1])
    return found


# Measures


def agreement(labels: Sequence[int], gold: Sequence[str], goals: tuple[float, float | None]) -> Figures:
    """ARI and NMI with the middle 95 % of resampled statements; unassigned is a group of its own."""
    ari, nmi = ari_and_nmi(labels, gold)
    draw = np.random.default_rng(0)
    drawn = [draw.integers(0, len(gold), len(gold)) for _ in range(RESAMPLES)]
    again = [ari_and_nmi([labels[row] for row in rows], [gold[row] for row in rows])[0] for rows in drawn]
    low, high = (round(float(value), 3) for value in np.quantile(again, [0.025, 0.975]))
    return {
        "ARI": round(ari, 3),
        "low": low,
        "high": high,
        "goal": goals[0],
        "NMI": round(nmi, 3),
        "NMI goal": goals[1],
    }


def ari_and_nmi(one: Sequence[object], other: Sequence[object]) -> tuple[float, float]:
    """Adjusted Rand index (Hubert & Arabie 1985) and mutual information over the mean of both entropies."""
    total = len(one)
    cells, rows, columns = Counter(zip(one, other, strict=True)), Counter(one), Counter(other)

    def pairs(counts: Counter[object]) -> float:
        return sum(count * (count - 1) / 2 for count in counts.values())

    def entropy(counts: Counter[object]) -> float:
        return -sum(count / total * log(count / total) for count in counts.values())

    together = sum(count * (count - 1) / 2 for count in cells.values())
    by_chance = pairs(rows) * pairs(columns) / (total * (total - 1) / 2)
    most = (pairs(rows) + pairs(columns)) / 2
    mutual = sum(
        count / total * log(count * total / (rows[row] * columns[column])) for (row, column), count in cells.items()
    )
    mean = (entropy(rows) + entropy(columns)) / 2
    return ((together - by_chance) / (most - by_chance) if most > by_chance else 1.0), (mutual / mean if mean else 1.0)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share. Source: Wilson (1927), JASA 22, 209-212."""
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return round(middle - reach, 3), round(middle + reach, 3)


def _rows(name: str) -> list[dict[str, str]]:
    with (BLIND / name).open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    sys.exit(main())
