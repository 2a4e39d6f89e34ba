"""A model's words: taken where their cites prove them, blocked and shown where they do not."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from multaqa.analysis.text.themes import Quote, Theme
from multaqa.analysis.text.themes.rewording import ChatEndpoint, UnusableModel, reworded
from multaqa.analysis.text.themes_command import run
from multaqa.config.cli import main

TEXTS = ["Il faut ouvrir une crèche à Azilal.", "نطالب بفتح حضانة للأطفال بأزيلال."]
LANGUAGES = ("fr", "ar")
QUOTES = tuple(Quote(row, 0, len(TEXTS[row]), language) for row, language in enumerate(LANGUAGES))
THEME = Theme(0, {"ar": "حضانة", "fr": "crèche"}, None, {}, QUOTES, 2, 2, 1.0)


class Parrot:
    """Says what it was told to say, and keeps what it was asked."""

    name = "parrot"

    def __init__(self, said: object) -> None:
        self.said = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        self.asked: list[str] = []

    def answer(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.said


def test_words_that_their_cites_hold_are_taken() -> None:
    said = {
        "names": {"fr": "Ouvrir une crèche", "ar": "فتح حضانة للأطفال"},
        "sentences": [{"text": "Une crèche doit ouvrir à Azilal.", "cites": [1]}],
    }
    parrot = Parrot(f"Voici :\n```json\n{json.dumps(said)}\n```")
    made = reworded(THEME, TEXTS, parrot)
    assert made.names == {"fr": "Ouvrir une crèche", "ar": "فتح حضانة للأطفال"}
    assert [(one.text, one.cites) for one in made.sentences] == [("Une crèche doit ouvrir à Azilal.", QUOTES[:1])]
    assert made.blocked == ()
    assert "1. Il faut ouvrir une crèche à Azilal." in parrot.asked[0]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ({"text": "Il faut ouvrir 12 crèches à Azilal.", "cites": [1]}, "number"),
        ({"text": "Il faut ouvrir une crèche à Khénifra.", "cites": [1]}, "place"),
        ({"text": "Le gouvernement a trahi toutes les familles.", "cites": [1]}, "words are not those"),
        ({"text": "Il faut ouvrir une crèche à Azilal.", "cites": [7]}, "cites nothing"),
        ({"text": "Il faut ouvrir une crèche à Azilal."}, "cites nothing"),
    ],
)
def test_words_that_their_cites_do_not_hold_are_blocked_and_shown(sentence: dict[str, object], why: str) -> None:
    made = reworded(THEME, TEXTS, Parrot({"names": {"fr": "La honte nationale"}, "sentences": [sentence]}))
    assert (made.names, made.sentences) == ({}, ())
    assert [one.text for one, _why in made.blocked] == ["La honte nationale", sentence["text"]]
    assert why in made.blocked[1][1]


@pytest.mark.parametrize("said", ["", "désolé", "[1, 2]", "{broken", '{"names": 3, "sentences": [4, {"text": 5}]}'])
def test_an_answer_of_another_form_changes_nothing(said: str) -> None:
    made = reworded(THEME, TEXTS, Parrot(said))
    assert (made.names, made.sentences) == ({}, ())


class Server(BaseHTTPRequestHandler):
    """A chat model that answers everything with one sentence nobody said."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = {"sentences": [{"text": "Le roi a promis 99 ponts.", "cites": [1]}]}
        content = json.dumps(said) if asked["model"] == "parrot" else None
        body = json.dumps({"choices": [{"message": {"content": content}}]} if content else {"error": "no model"})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *_values: object) -> None:
        """Keeps the tests' output clean."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_the_word_shows_what_is_blocked(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "said.csv"
    file.write_text("text\n" + "Il faut ouvrir une crèche à Azilal.\n" * 4, encoding="utf-8")
    assert run([str(file), "--model", f"{address}#parrot", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["themes"][0]
    assert told["names"]["fr"]
    assert told["reworded"]["blocked"][0]["text"] == "Le roi a promis 99 ponts."
    run([str(file), "--model", f"{address}#parrot"])
    assert "BLOCKED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("model", "says"),
    [("ftp://x#m", "no address of a server"), ("http://127.0.0.1:9/v1#m", "leave the model out")],
)
def test_a_model_that_cannot_be_used_is_said(
    model: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "said.csv"
    file.write_text("text\n" + "Il faut une crèche.\n" * 4, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        raise SystemExit(main(["themes", str(file), "--model", model]))
    assert ended.value.code == 1
    assert says in capsys.readouterr().err.splitlines()[-1]


def test_a_server_that_is_no_chat_model_is_said(address: str) -> None:
    with pytest.raises(UnusableModel, match="Is it one"):
        ChatEndpoint(address, "other").answer("Say something")
