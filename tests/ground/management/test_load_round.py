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
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load_round", str(folder))
    assert "organisations.csv, row 3, column kind: “kingdom”" in capsys.readouterr().err
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("options", [[], ["--check"]], ids=["load", "check"])
def test_what_only_the_database_refuses_is_said_of_its_row_and_leaves_no_file(
    territories: None, tmp_path: Path, capsys, options: list[str]
) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "round"
    shutil.copytree(DEMONSTRATION, folder)
    agreements = (folder / "agreements.csv").read_text("utf-8")
    (folder / "agreements.csv").write_text(agreements.replace(",2022-12-15,in_force,", ",,in_force,"), "utf-8")
    with pytest.raises(CommandError, match="1 thing is refused"):
        call_command("load_round", str(folder), *options)
    assert "agreements.csv, row 2, column signed_on: signed_on, state do not fit together" in capsys.readouterr().err
    assert not Round.objects.exists()
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


def test_a_check_leaves_no_file(territories: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    load(DEMONSTRATION, capsys, "--check")
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


def test_a_second_round_touches_nothing_of_the_first(territories: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    load(DEMONSTRATION, capsys)
    load(second_round(tmp_path / "second", meeting="second-bmk"), capsys)
    assert {round.code: round.meetings.count() for round in Round.objects.all()} == {"round-2022": 12, "round-2": 1}
    with pytest.raises(CommandError):
        call_command("load_round", str(second_round(tmp_path / "third", meeting="bmk")))
    assert "This code is in use in the round “round-2022”" in capsys.readouterr().err


def second_round(folder: Path, meeting: str) -> Path:
    folder.mkdir()
    (folder / "round.csv").write_text(
        "code,title_ar,title_fr,territories,state,illustrative\nround-2,دورة,Tournée,05,draft,yes\n", "utf-8"
    )
    (folder / "meetings.csv").write_text(
        "code,territory,title_ar,title_fr,date_precision,state,illustrative\n"
        f"{meeting},05,لقاء,Rencontre,unknown,draft,yes\n",
        "utf-8",
    )
    return folder


def test_rows_of_no_round_are_refused_where_there_are_several(territories: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    folder = second_round(tmp_path / "second", meeting="m")
    (folder / "round.csv").rename(tmp_path / "round.csv")
    for there in ("The folder brings no round", "does not say to which round it belongs: round-2, round-2022"):
        with pytest.raises(CommandError):
            call_command("load_round", str(folder))
        assert there in capsys.readouterr().err
        load(DEMONSTRATION, capsys)
        load(second_round(tmp_path / f"more-{Round.objects.count()}", meeting="m-2"), capsys)


def test_every_row_of_the_demonstration_says_where_it_comes_from(territories: None, capsys) -> None:  # type: ignore[no-untyped-def]
    load(DEMONSTRATION, capsys)
    assert not Meeting.objects.filter(source=None, illustrative=False).exists()
    assert not Organisation.objects.filter(source=None, illustrative=False).exists()
