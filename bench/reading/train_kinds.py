"""Makes the weights of `analysis/text/kinds.py` from the sentences in `training/kinds.csv`, and says how good they are.

    python bench/reading/train_kinds.py            cross-validates, prints figures
    python bench/reading/train_kinds.py --write    also writes the weights that ship
    python bench/reading/train_kinds.py --on FILE  also scores FILE (text or quote, language, kind): figures only

Needs scikit-learn (group `learn`); reading itself does without. The same sentences give the same weights.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]

from multaqa.analysis.text import kinds
from multaqa.analysis.text.kinds import KINDS, Weights, features

TRAINING = Path(__file__).parent / "training" / "kinds.csv"
WEIGHTS = Path(kinds.__file__).parent / "weights" / "kinds.npz"
LOOSENESS = 1.0  # scikit-learn's C: a larger one follows the training sentences more closely
FOLDS = 5
SEED = 20261128

Scores = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--on", type=Path, action="append", default=[])
    asked = parser.parse_args()
    rows = read_rows(TRAINING)
    inputs, labels = inputs_of(rows), labels_of(rows)
    held_out = held_out_scores(inputs, labels, groups_of(rows))
    temperature = calibrate(held_out, labels)
    print(
        f"{len(rows)} training sentences, {FOLDS} folds by topic: accuracy {accuracy(held_out, labels):.3f}, ", end=""
    )
    print(f"temperature {temperature:.2f}")
    weights = fit(inputs, labels, temperature)
    if asked.write:
        write(weights)
        print(f"wrote {WEIGHTS.stat().st_size / 1000:.0f} kB")
    for file in asked.on:
        show(file.name, read_rows(file), weights)


def read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return [{**row, "text": row.get("text") or row["quote"]} for row in csv.DictReader(lines)]


def inputs_of(rows: Sequence[dict[str, str]]) -> NDArray[np.float32]:
    return features([(row["text"], row["language"]) for row in rows])  # type: ignore[misc]


def labels_of(rows: Sequence[dict[str, str]]) -> NDArray[np.int64]:
    return np.array([KINDS.index(row["kind"]) for row in rows])  # type: ignore[arg-type]


def groups_of(rows: Sequence[dict[str, str]]) -> NDArray[np.int64]:
    """One group for each topic, so that no topic stands on both sides; a sentence without one is its own."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(row["topic"] or row["text"], len(numbers)) for row in rows])


def regression(inputs: NDArray[np.float32], labels: NDArray[np.int64]) -> LogisticRegression:
    return LogisticRegression(C=LOOSENESS, max_iter=3000, tol=1e-5).fit(inputs.astype(np.float64), labels)


def held_out_scores(inputs: NDArray[np.float32], labels: NDArray[np.int64], groups: NDArray[np.int64]) -> Scores:
    scores = np.zeros((len(labels), len(KINDS)))
    for train, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(inputs, labels, groups):
        scores[test] = regression(inputs[train], labels[train]).decision_function(inputs[test].astype(np.float64))
    return scores


def calibrate(scores: Scores, labels: NDArray[np.int64]) -> float:
    """The temperature at which held-out probabilities are neither too sure nor too shy."""

    def surprise(temperature: float) -> float:
        return -float(log_softmax(scores / temperature, axis=1)[np.arange(len(labels)), labels].mean())

    return float(minimize_scalar(surprise, bounds=(0.2, 5.0), method="bounded").x)


def fit(inputs: NDArray[np.float32], labels: NDArray[np.int64], temperature: float) -> Weights:
    model = regression(inputs, labels)
    return Weights(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32), temperature)


def write(weights: Weights) -> None:
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        WEIGHTS,
        coefficients=weights.coefficients,
        intercepts=weights.intercepts,
        temperature=np.float32(weights.temperature),
    )


def scores_of(inputs: NDArray[np.float32], weights: Weights) -> Scores:
    return np.asarray((inputs @ weights.coefficients + weights.intercepts) / weights.temperature, np.float64)


def accuracy(scores: Scores, labels: NDArray[np.int64]) -> float:
    return float((scores.argmax(axis=1) == labels).mean())


def show(name: str, rows: Sequence[dict[str, str]], weights: Weights) -> None:
    scores, labels = scores_of(inputs_of(rows), weights), labels_of(rows)
    sure = softmax(scores, axis=1).max(axis=1).mean()
    print(f"\n{name}: accuracy {accuracy(scores, labels):.3f} of {len(rows)}, mean confidence {sure:.3f}")
    languages = np.array([row["language"] for row in rows])
    for language in sorted(set(languages)):
        of_it = languages == language
        print(f"  {language}: {accuracy(scores[of_it], labels[of_it]):.2f} of {of_it.sum()}")
    print("  labelled (rows) and read (columns)", *(kind[:6] for kind in KINDS))
    for number, kind in enumerate(KINDS):
        found = np.bincount(scores[labels == number].argmax(axis=1), minlength=len(KINDS))
        print(f"  {kind:<13}", *(f"{count:5d}" for count in found))


if __name__ == "__main__":
    main()
