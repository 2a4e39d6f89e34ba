"""Vectors that do not depend on what is encoded beside a text, plugged-in encoders, the cache, centring."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from multaqa.analysis.text.centring import ENOUGH, centred, examples, means_of, script_of, shipped_means
from multaqa.analysis.text.encoders import (
    Encoder,
    Endpoint,
    Remembering,
    SentenceTransformer,
    SmallE5,
    UniversalSentenceEncoder,
    Vectors,
)

TEXTS = [row[language] for row in examples()[:45] for language in ("ar", "fr")]


@pytest.fixture(scope="module")
def encoder() -> UniversalSentenceEncoder:
    return UniversalSentenceEncoder()


class Letters:
    """A double: counts letters, and how many texts it was asked for."""

    name, dim, version_hash = "letters", 3, "1"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += len(texts)
        return np.array([[text.count(sign) + 1 for sign in "abc"] for text in texts], np.float32).reshape(-1, 3)


def test_a_vector_is_the_same_alone_in_any_order_and_among_others(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    assert np.array_equal(encoder.encode(TEXTS[::-1])[::-1], together)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS[:12]])
    assert np.array_equal(alone, together[:12])


def test_a_vector_is_the_same_with_one_thread_and_two(encoder: Encoder) -> None:
    with threadpool_limits(1):
        one = encoder.encode(TEXTS[:20])
    with threadpool_limits(2):
        assert np.array_equal(encoder.encode(TEXTS[:20]), one)


@pytest.mark.parametrize("text", ["", " ", "word " * 4000, "م" * 3000, "\u202e\u0000", "🏥" * 40])
def test_odd_texts_have_vectors_too(encoder: Encoder, text: str) -> None:
    vectors = encoder.encode([text, "دار الشباب"])
    assert vectors.shape == (2, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_no_text_gives_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


def test_what_is_known_is_not_asked_again_even_by_the_next_process(tmp_path: Path) -> None:
    letters = Letters()
    first = Remembering(letters, tmp_path).encode(["aab", "c", "aab"])
    assert letters.asked == 2
    again = Letters()
    assert np.array_equal(Remembering(again, tmp_path).encode(["c", "aab"]), first[[1, 0]])
    assert again.asked == 0


def test_a_cache_cut_short_is_read_anew(tmp_path: Path) -> None:
    expected = Remembering(Letters(), tmp_path).encode(["abc"])
    for file in tmp_path.rglob("*.npz"):
        file.write_bytes(file.read_bytes()[:40])
    assert np.array_equal(Remembering(Letters(), tmp_path).encode(["abc"]), expected)


def test_progress_is_told_and_may_stop_the_work(tmp_path: Path) -> None:
    texts = ["a" * count for count in range(600)]

    def stop_after_the_first(done: int, of: int) -> None:
        assert of == 600
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Remembering(Letters(), tmp_path, stop_after_the_first).encode(texts)
    letters = Letters()
    Remembering(letters, tmp_path).encode(texts)
    assert letters.asked == 600 - 256


class _Embeddings(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"index": place, "embedding": [len(text), 1.0]} for place, text in enumerate(asked["input"])]
        body = json.dumps({"data": [] if asked["model"] == "mute" else rows[::-1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Embeddings)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_gives_vectors_in_the_order_of_the_texts(address: str) -> None:
    vectors = Endpoint(address, "small").encode(["a", "bbb"] * 50)
    assert vectors.shape == (100, 2)
    assert np.allclose(vectors[:2], [[0.7071, 0.7071], [0.9487, 0.3162]], atol=1e-3)


def test_an_endpoint_that_gives_no_vectors_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="gave no vector"):
        Endpoint(address, "mute")


def test_an_address_that_is_no_server_is_refused() -> None:
    with pytest.raises(ValueError, match="no address of a server"):
        Endpoint("file:///etc/passwd", "small")


class _Loaded:
    version = "1"

    def query(self, texts: list[str]) -> Vectors:
        return Letters().encode(texts)

    def encode(self, texts: list[str], **_options: object) -> Vectors:
        return Letters().encode(texts)

    def get_sentence_embedding_dimension(self) -> int:
        return 3


@pytest.mark.parametrize("plugged", [SmallE5(_Loaded()), SentenceTransformer("folder", _Loaded())])
def test_plugged_in_encoders_give_rows_of_length_one(plugged: Encoder) -> None:
    assert np.allclose(np.linalg.norm(plugged.encode(["ab", "c"]), axis=1), 1)
    assert plugged.encode([]).shape == (0, plugged.dim) == (0, 3)


@pytest.mark.parametrize(
    ("text", "script"), [("دار الشباب", "arabic"), ("la CNSS", "latin"), ("12", "latin"), ("برنامج INDH", "arabic")]
)
def test_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_few_texts_are_centred_by_the_sentences_that_ship(encoder: Encoder) -> None:
    few = encoder.encode(TEXTS[:4])
    assert np.array_equal(means_of(few, ["arabic", "latin"] * 2, encoder)["arabic"], shipped_means(encoder)["arabic"])


def test_centring_brings_arabic_beside_the_french_of_its_subject(encoder: Encoder) -> None:
    scripts = ["arabic", "latin"] * (len(TEXTS) // 2)
    raw = encoder.encode(TEXTS)
    vectors = centred(raw, scripts, means_of(raw, scripts, encoder))
    assert len(TEXTS) >= 2 * ENOUGH

    def mixed(rows: Vectors) -> float:
        cosines = rows @ rows.T
        np.fill_diagonal(cosines, -1)
        nearest = np.argsort(-cosines, axis=1)[:, :5]
        return float(np.mean(nearest % 2 != np.arange(len(rows))[:, None] % 2))

    assert mixed(vectors) > max(0.4, mixed(raw))
