"""`multaqa read`: JSON alone on standard output, progress and trouble on the other; a bad file spoils no other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from multaqa.analysis.text.command import run
from multaqa.config.cli import main

TEXT = "Rabat, le 4 mars 2025\n\nMme Rahima Bensouda a affirmé que 3 MDH iront aux femmes de la province d'Azilal.\n"
KEYS = [
    "file", "language", "event_type", "regions", "provinces", "dates", "persons", "institutions", "amounts",
    "target_groups", "statements",
]  # fmt: skip


@pytest.fixture
def release(tmp_path: Path) -> str:
    path = tmp_path / "بلاغ.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_json_is_alone_on_standard_output(release: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([release, "--json"]) == 0
    told = capsys.readouterr()
    [document] = json.loads(told.out)["documents"]
    assert list(document) == KEYS
    assert document["file"] == release
    assert document["provinces"] == ["Azilal"]
    assert list(document["statements"][0]) == [
        "text", "start", "end", "language", "kind", "said_by", "territories", "target_groups",
    ]  # fmt: skip
    assert "بلاغ" in told.out
    assert told.err == f"[1/1] {release}\n"


def test_summary_is_for_a_person(release: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([release]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == release
    assert any(line.split() == ["provinces", "Azilal"] for line in lines)
    assert any("3,000,000 MAD" in line for line in lines)
    assert any("Rahima Bensouda" in line for line in lines)


def test_a_broken_file_is_told_and_the_others_are_read(
    release: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "lost.docx")
    assert run([missing, release, "--json"]) == 1
    told = capsys.readouterr()
    lost, read = json.loads(told.out)["documents"]
    assert lost["error"]
    assert lost["statements"] == []
    assert "error" not in read
    assert read["provinces"] == ["Azilal"]
    assert [line for line in told.err.splitlines() if not line.startswith("[")] == [f"{missing}: {lost['error']}"]


@pytest.mark.parametrize("make", ["missing", "folder", "empty", "forbidden", "not_a_word_file"])
def test_bad_input_is_one_line_that_names_the_file(
    make: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{make}.docx"
    if make == "folder":
        path.mkdir()
    elif make != "missing":
        path.write_bytes(b"" if make == "empty" else b"PK\x03\x04" + b"%" * 40)
    if make == "forbidden":
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("this user may read everything")
    assert run([str(path)]) == 1
    told = capsys.readouterr()
    assert told.out.strip() == ""
    [line] = [line for line in told.err.splitlines() if not line.startswith("[")]
    assert line.startswith(f"{path}: ")
    assert "Traceback" not in told.err


TAXONOMY = """code,name_ar,name_fr,description_ar,description_fr
women,تمكين النساء,Autonomisation des femmes,التمكين الاقتصادي للنساء,Aider les femmes à entreprendre
roads,الطرق,Routes,فك العزلة والمسالك,Désenclaver les douars par des pistes
"""


def test_a_taxonomy_gives_each_statement_its_axes(
    release: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taxonomy = tmp_path / "axes.csv"
    taxonomy.write_text(TAXONOMY, encoding="utf-8")
    assert run([release, "--json", "--taxonomy", str(taxonomy)]) == 0
    [statement] = json.loads(capsys.readouterr().out)["documents"][0]["statements"]
    assert [axis["code"] for axis in statement["axes"]] == ["women"]
    assert 0 < statement["axes"][0]["score"] <= 1


@pytest.mark.parametrize(
    ("content", "said"),
    [("code,label\na,b\n", "no column name_ar, name_fr"), ("", "is empty"), (None, "Check the name"), ("x", "no row")],
)
def test_a_wrong_taxonomy_is_told_before_anything_is_read(
    content: str | None, said: str, release: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taxonomy = tmp_path / "axes.csv"
    if content is not None:
        taxonomy.write_text(content, encoding="utf-8")
    assert main(["read", release, "--json", "--taxonomy", str(taxonomy)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert said in told.err


def test_no_file_is_a_wrong_use() -> None:
    with pytest.raises(SystemExit) as left:
        run(["--json"])
    assert left.value.code == 2


def test_the_word_needs_no_django_and_speaks_utf8_under_any_locale(release: str) -> None:
    code = (
        "import sys; from multaqa.config.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or 'django' in sys.modules)"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code, "read", "--json", release], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["provinces"] == ["Azilal"]
