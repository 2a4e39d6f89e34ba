"""Delivery's sheets of a round's folder: what they make, what they refuse, and that twice is once."""

from pathlib import Path

import pytest

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.projects.models import Project
from multaqa.deliver.visits.models import Recommendation, Stop, Visit
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.refusals import Refused
from multaqa.ground.territory.models import Territory
from tests.factories.ground import CommuneFactory, OrganisationFactory, RegionFactory, ServiceFactory, TerritoryFactory
from tests.factories.listen import MeetingFactory

pytestmark = pytest.mark.django_db

SHEETS = {
    "projects": "code,title_ar,title_fr,territory,state,starts_on,delivered_on,progress_percent,illustrative\n"
    "p,مشروع,Projet,{province},in_service,2025-03-10,2026-05-18,100,yes\n",
    "centres": "code,project,kind,name_ar,name_fr,territory,services,address_fr,phone,operator,state,opened_on,"
    "illustrative\n"
    "c,p,{kind},مركز,Centre,{place},listening,{address},05 00 00 00 00,entraide,open,2026-06-01,yes\n",
    "visits": "code,title_ar,title_fr,starts_on,territories,state,illustrative\n"
    "v,زيارة,Visite,2026-06-12,{province};{other},closed,yes\n",
    "stops": "visit,order,code,centre,territory,title_ar,title_fr,illustrative\nv,1,s,c,{stop},محطة,Étape,yes\n",
    "recommendations": "code,visit,stop,meeting,text_ar,text_fr,due_on,state,illustrative\n"
    "r1,v,s,,توصية,Recommandation,2026-12-31,open,yes\nr2,,,{meeting},توصية,Rappelée,,open,yes\n",
}


@pytest.fixture
def facts() -> dict[str, str]:
    region = RegionFactory()
    province, other = TerritoryFactory.create_batch(2, parent=region)
    OrganisationFactory(code="entraide")
    ServiceFactory(code="listening")
    return {
        "province": province.code,
        "other": other.code,
        "commune": CommuneFactory(parent=province).code,
        "meeting": MeetingFactory(territory=region).code,
    }


def load(folder: Path, facts: dict[str, str], **changes: str) -> None:
    written = {"kind": "social_centre", "place": facts["commune"], "address": "Place du souk", "stop": facts["commune"]}
    for name, text in SHEETS.items():
        (folder / f"{name}.csv").write_text(text.format(**(facts | written | changes)), encoding="utf-8")
    load_folder(read_folder(folder), SystemActor("load_round"))


def test_a_folder_makes_every_row_and_twice_is_once(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    load(tmp_path, facts)
    counts = [model.objects.count() for model in (Project, Centre, Visit, Stop, Recommendation)]
    assert counts == [1, 1, 1, 1, 2]
    assert [str(move.on) for move in Project.objects.get().moves.all()] == ["2025-03-10", "2026-05-18"]
    assert Centre.objects.get().services.get().code == "listening"
    assert Recommendation.objects.get(code="r2").territory.kind == "region"


def test_a_visit_is_led_by_what_holds_all_its_places(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    assert Visit.objects.get().territory == Territory.objects.get(code=facts["province"]).parent


def test_what_its_editors_changed_is_left_to_them(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts)
    Project.objects.update(state="closed")
    load(tmp_path, facts)
    assert Project.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"address": "Place du souk", "place": "province", "stop": "province"}, "address_fr", "is never kept"),
        ({"address": "", "place": "commune", "stop": "province"}, "territory", "would say where the shelter is"),
        ({"address": "", "place": "province", "stop": "commune"}, "territory", "would say where the shelter is"),
    ],
)
def test_a_shelter_that_is_given_away_is_refused(
    tmp_path: Path, facts: dict[str, str], changes: dict[str, str], column: str, said: str
) -> None:
    named = {name: facts.get(value, value) for name, value in changes.items()}
    with pytest.raises(Refused) as refused:
        load(tmp_path, facts, kind="shelter", **named)
    (refusal,) = refused.value.refusals
    assert (refusal.column, refusal.row) == (column, 2)
    assert said in refusal.reason
    assert not Centre.objects.exists()


def test_a_shelter_under_its_province_is_read(tmp_path: Path, facts: dict[str, str]) -> None:
    load(tmp_path, facts, kind="shelter", address="", place=facts["province"], stop=facts["province"])
    assert Centre.objects.get().is_shelter
