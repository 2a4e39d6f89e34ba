"""Strategies and measures of a round's folder: what they make, what they refuse, and that twice is once."""

from pathlib import Path

import pytest

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.refusals import Refused
from multaqa.plan.measures.models import Measure
from multaqa.plan.strategy.models import Axis, Objective, Strategy
from tests.factories.ground import CountryFactory, OrganisationFactory, TargetGroupFactory, TerritoryFactory
from tests.factories.listen import RoundFactory
from tests.factories.understand import PublishedThemeFactory

pytestmark = pytest.mark.django_db

SHEETS = {
    "strategies": "code,version,title_ar,title_fr,period_start,state,succeeds,adopted_on,illustrative\n"
    "pole,consulted,استراتيجية,Consultée,2021-01-01,consulted,,,yes\n"
    "pole,adopted,استراتيجية,Adoptée,2021-01-01,{state},,2022-10-14,yes\n"
    "jisr,v1,جسر,Jisr,,adopted,{succeeds},,yes\n",
    "axes": "strategy,version,code,order,title_ar,title_fr,illustrative\n{axis},A1,1,محور,Axe,yes\n",
    "objectives": "strategy,version,axis,code,order,title_ar,title_fr,illustrative\n"
    "pole,adopted,A1,O-1.1,1,هدف,But,yes\n",
    "measures": "strategy,version,objective,code,title_ar,title_fr,promise_ar,promise_fr,owner,territories,"
    "target_groups,baseline,target,due_on,state,illustrative\n"
    "pole,adopted,O-1.1,M-1,تدبير,Mesure,وعد,Promesse,owner,{place},women,0,14,2026-12-31,running,yes\n",
    "measure_origins": "strategy,version,measure,theme,statement,reason_ar,reason_fr\n{origins}",
}
WRITTEN = {
    "state": "adopted",
    "succeeds": "pole",
    "axis": "pole,adopted",
    "origins": "pole,adopted,M-1,theme,,,\npole,adopted,M-1,,,سبب,Motif\n",
}


@pytest.fixture
def facts() -> dict[str, str]:
    CountryFactory()
    OrganisationFactory(code="owner")
    TargetGroupFactory(code="women")
    PublishedThemeFactory(code="theme", round=RoundFactory(code="round"))
    return {"place": TerritoryFactory().code}


def load(folder: Path, facts: dict[str, str], **changes: str) -> None:
    for name, text in SHEETS.items():
        (folder / f"{name}.csv").write_text(text.format(**(WRITTEN | facts | changes)), encoding="utf-8")
    load_folder(read_folder(folder), SystemActor("load_round"))


def test_a_folder_makes_every_row_and_twice_is_once(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    load(tmp_path, facts)
    measure = Measure.objects.get()
    assert [model.objects.count() for model in (Strategy, Axis, Objective)] == [3, 1, 1]
    assert (measure.state, measure.target, measure.owner.code) == ("running", 14, "owner")
    assert [bool(origin.theme) for origin in measure.origins.all()] == [True, False]
    assert measure.territories.get().code == facts["place"]


def test_a_strategy_follows_the_version_that_bound(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    jisr = Strategy.objects.get(code="jisr")
    assert (jisr.succeeds.version, jisr.territory) == ("adopted", CountryFactory())
    assert [one.version for one in Strategy.objects.filter(rounds__code="round")] == ["consulted", "adopted"]


def test_the_history_knows_the_day_of_the_adoption_and_invents_no_other(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    moves = Measure.objects.get().moves.all()
    assert [(move.to_state, move.at.date().isoformat()) for move in moves] == [("adopted", "2022-10-14")]


def test_what_its_editors_changed_is_left_to_them(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    Measure.objects.update(target=20)
    Measure.objects.get().origins.last().delete()
    load(tmp_path, facts)
    assert (Measure.objects.get().target, Measure.objects.get().origins.count()) == (20, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"origins": "pole,adopted,M-9,theme,,,\n"}, "pole:adopted:M-9"),
        ({"origins": "pole,consulted,M-1,theme,,,\n"}, "comes from nowhere"),
        ({"origins": "pole,adopted,M-1,theme,,سبب,Motif\n"}, "one origin"),
        ({"origins": "pole,adopted,M-1,,,,Motif\n"}, "Arabic and in French"),
        ({"axis": "pole,draft"}, "pole:draft"),
        ({"succeeds": "gone"}, "No strategy has this code"),
        ({"place": "nowhere"}, "nowhere"),
    ],
)
def test_a_folder_that_does_not_hold_together_writes_nothing(
    tmp_path: Path, facts: dict[str, str], changes: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        load(tmp_path, facts, **changes)
    assert not Strategy.objects.exists()
