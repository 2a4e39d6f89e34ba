import pytest

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.sheets import ANSWERS
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.journal.queries import journal_position
from multaqa.ground.sheets.folders import Folder, folder_of_one
from multaqa.ground.sheets.loading import check_folder, load_folder
from multaqa.ground.sheets.reading import read_table
from tests.factories.listen import BY, StatementFactory

pytestmark = pytest.mark.django_db
HEAD = "statement,theme,outcome,text_ar,text_fr,measure,due_on,published_on,state,illustrative\n"


def folder(tmp_path, *rows) -> Folder:
    path = tmp_path / "answers.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    with path.open("rb") as file:
        return folder_of_one(ANSWERS, read_table(file, path.name))


@pytest.fixture
def said():
    statement = StatementFactory()
    statement.code = "said"
    statement.save()
    return statement


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("said,theme,,,,,,,due,yes", "statement"),
        ("said,,,,,,,,published,yes", "outcome"),
        ("said,,later,نص,,,,2022-07-01,published,yes", "text_fr"),
        ("said,,later,,,,,,due,yes", "outcome"),
        ("said,,someday,,,,,,due,yes", "outcome"),
        ("nobody,,,,,,,,due,yes", "statement"),
    ],
)
def test_a_row_is_refused_with_its_column(tmp_path, said, row, column):
    assert column in {refusal.column for refusal in check_folder(folder(tmp_path, row), BY)}


def test_answers_load_once(tmp_path, said):
    rows = folder(tmp_path, "said,,later,نص,Texte,,2022-12-31,2022-07-01,published,yes")
    load_folder(rows, BY)
    answer, before = Answer.objects.get(), journal_position()
    load_folder(rows, BY)
    assert (answer.state, answer.text["fr"], str(answer.answered_on)) == ("published", "Texte", "2022-07-01")
    assert (answer.moves.count(), journal_position()) == (1, before)


def test_a_day_that_is_not_given_is_the_day_the_round_promised(tmp_path, said):
    load_folder(folder(tmp_path, "said,,,,,,,,due,yes"), BY)
    waited = Answer.objects.get().due_on - said.published_at.date()
    assert waited.days == said.round.answer_within_days


def test_another_day_for_what_is_owed_stands_in_the_journal_once(tmp_path, said):
    load_folder(folder(tmp_path, "said,,,,,,,,due,yes"), BY)
    for _ in range(2):
        load_folder(folder(tmp_path, "said,,,,,,2040-01-31,,due,yes"), BY)
    lines = JournalEntry.objects.filter(object_type="accountability.answer", verb="loaded")
    assert (str(Answer.objects.get().due_on), lines.count()) == ("2040-01-31", 2)
