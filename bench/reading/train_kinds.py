"""Makes the weights of `analysis/text/kinds.py` from the sentences in `training/`, and says how good they are.

    python bench/reading/train_kinds.py            leaves each hand out in turn, then cross-validates by topic
    python bench/reading/train_kinds.py --write    also writes the weights that ship
    python bench/reading/train_kinds.py --on FILE  also scores FILE (text or quote, language, kind): figures only

Each file of `training/` is one hand. What is learned from the others and scored on one of them is the figure to trust:
folds by topic share its writer's turns of phrase. The same sentences give the same weights.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array
from scipy.special import log_softmax, softmax

from multaqa.analysis.text import kinds
from multaqa.analysis.text.kinds import KINDS, Weights, features, mark_weight, marks_of, scores_of

TRAINING = Path(__file__).parent / "training"
WEIGHTS = Path(kinds.__file__).parent / "weights" / "kinds.npz"
STIFFNESS = 3.0  # of the regression: a smaller one follows the training sentences more closely
FEWEST = 2  # sentences that a mark stands in before it is weighed
MOST_WEIGHT = 127  # of a mark, as a whole number
FOLDS = 5

Scores = NDArray[np.float64]
Labels = NDArray[np.int64]


class Inputs(NamedTuple):
    """Of n sentences: features (n, cues + vector) and which of the known marks stand in each (n, marks)."""

    dense: NDArray[np.float32]
    sparse: csr_array
    marks: NDArray[np.uint32]

    def products(self) -> NDArray[np.float64]:
        """How near each sentence lies to each (n, n); 1 stands for the intercept."""
        sparse = (self.sparse @ self.sparse.T).toarray()
        return np.asarray(self.dense @ self.dense.T + sparse, np.float64) + 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--on", type=Path, action="append", default=[])
    asked = parser.parse_args()
    rows = read_training()
    inputs, labels = inputs_of(rows), labels_of(rows)
    products = inputs.products()
    hands = np.array([row["hand"] for row in rows])
    held_out = held_out_scores(products, labels, hands)
    for hand in sorted(set(hands)):
        of_it = hands == hand
        print(f"{hand}: {accuracy(held_out[of_it], labels[of_it]):.3f} of {of_it.sum()}, learned from the others")
    by_topic = held_out_scores(products, labels, folds_of(rows))
    print(f"{len(rows)} sentences, {FOLDS} folds by topic: {accuracy(by_topic, labels):.3f}")
    temperature = calibrate(held_out, labels)
    print(f"temperature {temperature:.3f}, by the hands left out")
    weights = fit(inputs, labels, temperature)
    if asked.write:
        write(weights)
        print(f"wrote {WEIGHTS.stat().st_size / 1000:.0f} kB")
    for file in asked.on:
        show(file.name, read_rows(file), weights)


def read_training() -> list[dict[str, str]]:
    """The sentences of all hands, each once; a sentence that two hands wrote is the first one's."""
    rows = [{**row, "hand": file.stem} for file in sorted(TRAINING.glob("*.csv")) for row in read_rows(file)]
    return list({row["text"]: row for row in reversed(rows)}.values())[::-1]


def read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        return [{**row, "text": row.get("text") or row["quote"]} for row in csv.DictReader(lines)]


def inputs_of(rows: Sequence[dict[str, str]]) -> Inputs:
    found = [marks_of(row["text"]) for row in rows]
    spread = Counter(int(mark) for marks in found for mark in marks)
    known = np.array(sorted(mark for mark, count in spread.items() if count >= FEWEST), np.uint32)
    kept = [np.flatnonzero(np.isin(known, marks)) for marks in found]
    weights = np.concatenate(
        [np.full(len(places), mark_weight(marks)) for places, marks in zip(kept, found, strict=True)]
    )
    starts = np.concatenate([[0], np.cumsum([len(places) for places in kept])])
    sparse = csr_array((weights.astype(np.float32), np.concatenate(kept), starts), shape=(len(rows), len(known)))
    return Inputs(features([(row["text"], row["language"]) for row in rows]), sparse, known)  # type: ignore[misc]


def labels_of(rows: Sequence[dict[str, str]]) -> Labels:
    return np.array([KINDS.index(row["kind"]) for row in rows])  # type: ignore[arg-type]


def folds_of(rows: Sequence[dict[str, str]]) -> Labels:
    """A fold for each row, so that no topic stands in two; a sentence without a topic is its own."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(row["topic"] or row["text"], len(numbers)) % FOLDS for row in rows])


def held_out_scores(products: NDArray[np.float64], labels: Labels, groups: NDArray[np.generic]) -> Scores:
    """Scores of each sentence by what was learned from the other groups."""
    scores = np.zeros((len(labels), len(KINDS)))
    for group in np.unique(groups):
        learned, left_out = groups != group, groups == group
        shares = solved(products[np.ix_(learned, learned)], labels[learned])
        scores[left_out] = products[np.ix_(left_out, learned)] @ shares
    return scores


def solved(products: NDArray[np.float64], labels: Labels) -> Scores:
    """How much each sentence has a say in each kind (n, kinds): ridge regression on 1 for its kind, -1/8 for others."""
    wanted = np.where(np.eye(len(KINDS))[labels] > 0, 1.0, -1.0 / (len(KINDS) - 1))
    return np.asarray(cho_solve(cho_factor(products + STIFFNESS * np.eye(len(labels))), wanted))


def calibrate(scores: Scores, labels: Labels) -> float:
    """The temperature at which held-out probabilities are neither too sure nor too shy."""

    def surprise(temperature: float) -> float:
        return -float(log_softmax(scores / temperature, axis=1)[np.arange(len(labels)), labels].mean())

    return float(minimize_scalar(surprise, bounds=(0.02, 5.0), method="bounded").x)


def fit(inputs: Inputs, labels: Labels, temperature: float) -> Weights:
    shares = solved(inputs.products(), labels)
    of_marks = inputs.sparse.T @ shares
    scale = float(np.abs(of_marks).max()) / MOST_WEIGHT
    return Weights(
        (inputs.dense.T @ shares).astype(np.float16).astype(np.float32),
        shares.sum(axis=0).astype(np.float32),
        inputs.marks,
        np.round(of_marks / scale).astype(np.int8),
        float(np.float32(scale)),
        float(np.float32(temperature)),
    )


def write(weights: Weights) -> None:
    WEIGHTS.parent.mkdir(exist_ok=True)
    stored = weights._asdict() | {"coefficients": weights.coefficients.astype(np.float16)}
    np.savez_compressed(WEIGHTS, **stored)


def accuracy(scores: NDArray[np.floating], labels: Labels) -> float:
    return float((scores.argmax(axis=1) == labels).mean())


def show(name: str, rows: Sequence[dict[str, str]], weights: Weights) -> None:
    scores = scores_of([(row["text"], row["language"]) for row in rows], weights)  # type: ignore[misc]
    labels = labels_of(rows)
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
