from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.folders import Folder, folder_of_one, read_folder
from multaqa.ground.sheets.loading import check_folder, load_folder
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refused
from multaqa.ground.sheets.sheets import Sheet
from multaqa.ground.sheets.writing import write_xlsx
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import TargetGroup
from tests.ground.sheets.example import GROUPS, LOADER, SHEETS
from tests.ground.sheets.making import table, write_folder

pytestmark = pytest.mark.django_db

GOOD_GROUPS = "code,name_ar,name_fr,parent\nmothers,أمهات,Mères,women\nwomen,نساء,Femmes,\n"
NOTE_HEADER = "group,quote,kind,file,source,illustrative\n"


def folder(path: Path, **sheets: str) -> Folder:
    return read_folder(write_folder(path, **sheets), SHEETS)


def reasons(found: Folder) -> list[tuple[str, int | None, str]]:
    return [(refusal.file, refusal.row, refusal.column) for refusal in check_folder(found, LOADER)]


@pytest.fixture(autouse=True)
def no_groups(db: None) -> None:
    TargetGroup.objects.all().delete()


def test_folder_is_loaded_in_order_with_its_documents(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "women.txt").write_bytes("نساء".encode("cp1256"))
    (tmp_path / "README.md").write_text("not a sheet")
    found = folder(tmp_path, groups=GOOD_GROUPS, notes=NOTE_HEADER + "women,Fem,offer,documents/women.txt,,yes\n")
    assert load_folder(found, LOADER) == {"groups": 2, "notes": 1}
    assert TargetGroup.objects.get(code="women").order == 4


def test_a_workbook_is_a_folder_too(tmp_path: Path) -> None:
    rows = [("women", "نساء", "Femmes")]
    (tmp_path / "round.xlsx").write_bytes(write_xlsx(("code", "name_ar", "name_fr"), rows, title="groups"))
    assert load_folder(read_folder(tmp_path, SHEETS), LOADER) == {"groups": 1}


@pytest.mark.parametrize(
    ("note", "column", "remedy"),
    [
        ("wmen,,,,,yes", "group", "Did you mean “women”?"),
        ("elders,,,,,yes", "group", "Correct the code, or add a row with it to “groups”."),
        ("femmes,,,,,yes", "group", "This is the name of 1 row of “groups”: write its code, women."),
        ("نساء,,,,,yes", "group", "This is the name of 1 row of “groups”: write its code, women."),
        ("women,Mer,,,,yes", "quote", "Copy it from there."),
        ("women,,,documents/none.txt,,yes", "file", "Put it into the folder, or correct its name."),
        ("women,,,documents/../groups.csv,,yes", "file", "Write it as documents/name.txt."),
        ("women,,,/etc/hostname.txt,,yes", "file", "Write it as documents/name.txt."),
        ("women,,,documents/link.txt,,yes", "file", "Write it as documents/name.txt."),
        ("women,,,documents/loop.txt,,yes", "file", "Put it into the folder, or correct its name."),
        (
            f"women,,,documents/{'a' * 300}.txt,,yes",
            "file",
            "Give the right to read it, or put a copy of it in its place.",
        ),
        ("women,,,documents/nul.txt,,yes", "file", "Type the text of this cell again."),
        ("women,,,documents/big.txt,,yes", "file", "Divide it into several files"),
        ("women,,,,,no", "source", "Name its source, or write yes under illustrative."),
    ],
)
def test_what_is_wrong_between_sheets_is_refused_and_nothing_written(
    tmp_path: Path, note: str, column: str, remedy: str
) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "link.txt").symlink_to("/etc/hostname")
    (tmp_path / "documents" / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "documents" / "nul.txt").write_bytes(b"a\0b")
    (tmp_path / "documents" / "big.txt").write_bytes(b"a" * 2_000_001)
    found = folder(tmp_path, groups=GOOD_GROUPS, notes=NOTE_HEADER + note + "\n")
    with pytest.raises(Refused) as caught:
        load_folder(found, LOADER)
    (refusal,) = caught.value.refusals
    assert (refusal.file, refusal.row, refusal.column) == ("notes.csv", 2, column)
    assert refusal.remedy.startswith(remedy)
    assert not TargetGroup.objects.exists()


def test_documents_that_lie_elsewhere_are_never_read(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("secret")
    path = tmp_path / "round"
    path.mkdir()
    (path / "documents").symlink_to(elsewhere)
    found = folder(path, groups=GOOD_GROUPS, notes=NOTE_HEADER + "women,,,documents/secret.txt,,yes\n")
    assert reasons(found) == [("notes.csv", 2, "file")]


def test_of_homonyms_each_is_named_with_what_holds_it() -> None:
    class Place:
        def __init__(self, name: str, parent: object = None) -> None:
            self.name, self.parent = Words(fr=name), parent

        def __str__(self) -> str:
            return str(self.name)

    places = {"a.1": Place("Aïn", Place("Nord")), "b.1": Place("Ain", Place("Sud")), "c": Place("Sud")}
    towns = Sheet("towns", "", (), GROUPS.load, existing=lambda: places)
    bad = table(["code", "town"], ["x", "AIN"])
    visits = Sheet("visits", "", (Column("code", "code"), Column("town", "code", refers_to="towns")), GROUPS.load)
    (refusal,) = check_folder(folder_of_one(visits, bad, [towns, visits]), LOADER)
    assert refusal.remedy == (
        "This is the name of 2 rows of “towns”: write the code of the one that is meant: a.1 (Nord), b.1 (Sud)."
    )


def test_a_source_of_an_illustrative_row_is_refused(tmp_path: Path) -> None:
    found = folder(tmp_path, groups=GOOD_GROUPS, notes=NOTE_HEADER + "women,,,,press,yes\n")
    assert reasons(found) == [("notes.csv", 2, "source")] * 2  # unknown, and not to be there


def test_a_reference_to_a_refused_row_is_not_refused_twice(tmp_path: Path) -> None:
    found = folder(tmp_path, groups="code,name_ar,name_fr\nwomen,نساء,\n", notes=NOTE_HEADER + "women,,,,,yes\n")
    assert reasons(found) == [("groups.csv", 2, "name_fr")]


def test_what_systems_and_programs_leave_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$round.xlsx", "README.md"):
        (tmp_path / name).write_bytes(b"\x05")
    assert load_folder(folder(tmp_path, groups=GOOD_GROUPS), LOADER) == {"groups": 2}


def test_a_file_without_the_right_to_read_it_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, groups=GOOD_GROUPS)
    monkeypatch.setattr(Path, "open", Mock(side_effect=PermissionError(13, "Permission denied")))
    (refusal,) = read_folder(tmp_path, SHEETS).refusals
    assert (refusal.file, refusal.reason) == ("groups.csv", "The file cannot be read: Permission denied.")


def test_a_trial_says_what_would_be_loaded_and_keeps_nothing(tmp_path: Path) -> None:
    assert load_folder(folder(tmp_path, groups=GOOD_GROUPS), LOADER, trial=True) == {"groups": 2}
    assert not TargetGroup.objects.exists()


def test_an_unreadable_sheet_is_refused_alone(tmp_path: Path) -> None:
    found = folder(tmp_path, groups="%PDF-1.7", notes=NOTE_HEADER + "women,,,,,yes\n")
    assert reasons(found) == [("groups.csv", None, "")]


def test_a_code_in_the_database_is_known(tmp_path: Path) -> None:
    TargetGroup.objects.create(code="women", name={"ar": "نساء", "fr": "Femmes"})
    assert load_folder(folder(tmp_path, notes=NOTE_HEADER + "women,,,,,yes\n"), LOADER) == {"notes": 1}


def test_what_the_database_refuses_is_said_of_its_row_and_nothing_written(tmp_path: Path) -> None:
    TargetGroup.objects.create(code="women", name={"ar": "نساء", "fr": "Femmes"})
    with pytest.raises(
        Refused, match=r"groups.csv, row 3, column code: “women”: Another row has the same code already"
    ):
        load_folder(folder(tmp_path, groups="code,name_ar,name_fr\nmen,رجال,Hommes\nwomen,نساء,Femmes\n"), LOADER)
    assert [group.code for group in TargetGroup.objects.all()] == ["women"]


@pytest.mark.parametrize(("error", "column"), [({"order": "Too large."}, "order"), ("Too large.", "")])
def test_what_a_model_refuses_is_said_of_its_row(error: str | dict[str, str], column: str) -> None:
    row = Record("notes.csv", 2, "women", {"order": 40_000})
    with pytest.raises(Refused) as caught, LoadContext(LOADER, {}, {}).writing(row):
        raise ValidationError(error)
    (refusal,) = caught.value.refusals
    assert (refusal.row, refusal.column, refusal.reason) == (2, column, "Too large.")


@pytest.mark.parametrize(
    ("file", "remedy"),
    [
        ("grups.csv", "Did you mean “groups.csv”?"),
        ("docs", "Did you mean “documents”?"),
        ("x.pdf", "Choose one of"),
        ("groups.csv", "Put the file itself into the folder."),
    ],
)
def test_an_unknown_file_is_refused_with_the_nearest_name(tmp_path: Path, file: str, remedy: str) -> None:
    if file == "groups.csv":
        (tmp_path / file).symlink_to("/etc/hostname")
    else:
        (tmp_path / file).mkdir() if "." not in file else (tmp_path / file).write_text("a\n")
    (refusal,) = read_folder(tmp_path, SHEETS).refusals
    assert refusal.file == file
    assert remedy in refusal.remedy


def test_a_sheet_brought_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(write_xlsx(("code",), [("a",)], title="groups"))
    assert "stands in all.xlsx/groups too" in str(folder(tmp_path, groups=GOOD_GROUPS).refusals[0])


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "holds no sheet" in read_folder(tmp_path, SHEETS).refusals[0].reason
    with pytest.raises(Refused, match="no such folder"):
        read_folder(tmp_path / "none", SHEETS)
    (tmp_path / "round.xlsx").write_bytes(b"")
    with pytest.raises(Refused, match="a file, not a folder"):
        read_folder(tmp_path / "round.xlsx", SHEETS)


def test_a_single_table_is_checked_and_loaded_alone() -> None:
    headers = ["code", "name_ar", "name_fr", "parent"]
    good = table(headers, ["a", "أ", "A", ""])
    bad = table(headers, ["b", "ب", "B", "zzz"])
    assert [refusal.value for refusal in check_folder(folder_of_one(GROUPS, bad, SHEETS), LOADER)] == ["zzz"]
    assert load_folder(folder_of_one(GROUPS, good, SHEETS), LOADER) == {"groups": 1}
