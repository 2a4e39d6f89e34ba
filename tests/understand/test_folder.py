"""Themes of a round's folder: what they make, what they refuse, and that twice is once."""

from pathlib import Path

import pytest

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.refusals import Refused
from multaqa.listen.statements.models import Statement
from multaqa.understand.themes.models import Theme, ThemeStatement
from tests.factories.ground import RegionFactory, TerritoryFactory
from tests.factories.listen import RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
THEMES = "code,title_ar,title_fr,summary_ar,summary_fr,state,published_on,illustrative\n"
THEME = "t,موضوع,Thème,خلاصة,Résumé,published,,yes\n"
EVIDENCE = "theme,statement,quote,main\n"


@pytest.fixture
def statement() -> Statement:
    region = RegionFactory()
    round = RoundFactory(territories=[region])
    said = StatementFactory(
        round=round, territory=TerritoryFactory(parent=region), text="La route est coupée en hiver."
    )
    Statement.objects.filter(pk=said.pk).update(code="s")
    return said


def load(folder: Path, themes: str = THEME, evidence: str = "t,s,La route est coupée,yes\n") -> None:
    (folder / "themes.csv").write_text(THEMES + themes, encoding="utf-8")
    (folder / "theme_statements.csv").write_text(EVIDENCE + evidence, encoding="utf-8")
    load_folder(read_folder(folder), SystemActor("load_round"))


def test_a_folder_makes_every_row_and_twice_is_once(tmp_path: Path, statement: Statement) -> None:
    load(tmp_path)
    load(tmp_path)
    theme, evidence = Theme.objects.get(), ThemeStatement.objects.get()
    assert (theme.state, theme.published_at) == ("published", statement.published_at)
    assert (evidence.quote, evidence.is_main, evidence.statement) == ("La route est coupée", True, statement)
    assert theme.moves.count() == 1
    assert JournalEntry.objects.get(verb="loaded_evidence").object_id == str(theme.pk)


def test_a_theme_without_territory_is_of_the_whole_round(tmp_path: Path, statement: Statement) -> None:
    load(tmp_path)
    assert Theme.objects.get().territory == statement.territory.parent


def test_a_theme_keeps_the_day_it_names(tmp_path: Path, statement: Statement) -> None:
    load(tmp_path, themes=THEME.replace("published,,", "published,2022-04-15,"))
    assert Theme.objects.get().published_at.date().isoformat() == "2022-04-15"


def test_what_its_editors_changed_is_left_to_them(tmp_path: Path, statement: Statement) -> None:
    load(tmp_path)
    Theme.objects.update(title={"ar": "آخر", "fr": "Autre"})
    ThemeStatement.objects.update(end=8)
    load(tmp_path)
    assert (Theme.objects.get().title["fr"], ThemeStatement.objects.get().quote) == ("Autre", "La route")


@pytest.mark.parametrize(
    ("themes", "evidence", "said"),
    [
        (THEME, "t,s,La route est barrée,yes\n", "the nearest there are “La route est coupée”"),
        (THEME, "t,s,e,yes\n", "stand 5 times"),
        (THEME, "t,gone,La route,yes\n", "gone"),
        (THEME.replace("Résumé", ""), "t,s,La route,yes\n", "summary in Arabic and in French"),
        (THEME.replace("published", "superseded"), "t,s,La route,yes\n", "not one of the choices"),
    ],
)
def test_a_folder_that_does_not_hold_together_writes_nothing(
    tmp_path: Path, statement: Statement, themes: str, evidence: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        load(tmp_path, themes, evidence)
    assert not Theme.objects.exists()


def test_a_published_theme_cites_what_is_published(tmp_path: Path, statement: Statement) -> None:
    with pytest.raises(Refused, match="No published statement stands behind"):
        load(tmp_path, themes=THEME + THEME.replace("t,", "u,", 1))


def test_a_statement_has_one_main_theme(tmp_path: Path, statement: Statement) -> None:
    with pytest.raises(Refused, match="more than one main theme"):
        load(tmp_path, THEME + THEME.replace("t,", "u,", 1), "t,s,La route,yes\nu,s,La route,yes\n")
