import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import multaqa
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.journal.queries import walk_chain
from multaqa.ground.models import Organisation, Source
from multaqa.listen.models import Meeting, Round, Statement

pytestmark = pytest.mark.django_db
DEMONSTRATION = Path(multaqa.__file__).parent / "demo" / "round-2022"


@pytest.fixture
def territories(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_territories", stdout=StringIO())
    call_command("load_vocabulary", stdout=StringIO())


def load(folder: Path, capsys, *options: str) -> dict[str, int]:  # type: ignore[no-untyped-def]
    capsys.readouterr()
    call_command("load_round", str(folder), "--json", *options)
    return json.loads(capsys.readouterr().out)["loaded"]  # type: ignore[no-any-return]


def test_the_demonstration_loads_whole_and_twice(territories: None, capsys) -> None:  # type: ignore[no-untyped-def]
    first = load(DEMONSTRATION, capsys)
    counts = {model: model.objects.count() for model in (Round, Meeting, Statement, Source)}
    lines = JournalEntry.objects.count()
    assert load(DEMONSTRATION, capsys) == first
    assert {model: model.objects.count() for model in counts} == counts
    assert JournalEntry.objects.count() == lines
    assert counts[Meeting] == 12
    assert counts[Statement] >= 90
    assert walk_chain().holds


def test_checking_a_round_writes_nothing(territories: None, capsys) -> None:  # type: ignore[no-untyped-def]
    assert load(DEMONSTRATION, capsys, "--check")["meetings"] == 12
    assert not Round.objects.exists()


def test_one_bad_row_keeps_the_whole_round_out(territories: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "round"
    shutil.copytree(DEMONSTRATION, folder)
    sheet = folder / "organisations.csv"
    lines = sheet.read_text("utf-8").splitlines()
    lines[2] = lines[2].replace(lines[2].split(",")[1], "kingdom", 1)
    sheet.write_text("\n".join(lines), "utf-8")
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("load_round", str(folder))
    assert "organisations.csv, row 3, column kind: “kingdom”" in capsys.readouterr().err
    assert not Organisation.objects.exists()


def test_every_row_of_the_demonstration_says_where_it_comes_from(territories: None, capsys) -> None:  # type: ignore[no-untyped-def]
    load(DEMONSTRATION, capsys)
    assert not Meeting.objects.filter(source=None, illustrative=False).exists()
    assert not Organisation.objects.filter(source=None, illustrative=False).exists()
