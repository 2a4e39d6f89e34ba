"""Bodies that a text names, under the name as written: where a name ends, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.institutions import find_institutions


def named(text: str) -> list[str]:
    return [institution.name for institution in find_institutions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("المدير الجهوي للتعاون الوطني", ["التعاون الوطني"]),
        ("رئيس جمعية جهات المغرب", ["جمعية جهات المغرب"]),
        ("الدور الذي توليه وزارة التضامن والأسرة للبعد الترابي", ["وزارة التضامن والأسرة"]),
        ("Le Comité provincial de développement humain a approuvé", ["Comité provincial de développement humain"]),
        ("رسالة للمجلس الجهوي", ["المجلس الجهوي"]),
        (
            "وزارة التضامن والإدماج الاجتماعي والأسرة ومجلس جهة بني ملال-خنيفرة ووكالة التنمية الاجتماعية",
            ["وزارة التضامن والإدماج الاجتماعي والأسرة", "مجلس جهة بني ملال-خنيفرة", "وكالة التنمية الاجتماعية"],
        ),
        (
            "جمعية الأمل للتنمية والتضامن بأزيلال، والمبادرة الوطنية للتنمية البشرية",
            ["جمعية الأمل للتنمية والتضامن", "المبادرة الوطنية للتنمية البشرية"],
        ),
        (
            "المندوبية الإقليمية للتعاون الوطني بخنيفرة والمجلس الإقليمي لأزيلال",
            ["المندوبية الإقليمية للتعاون الوطني", "المجلس الإقليمي لأزيلال"],
        ),
        ('رئيسة جمعية "نور الأطلس" وممثل التعاون الوطني', ['جمعية "نور الأطلس"', "التعاون الوطني"]),
        ("تعاونية تيفاوين للنسيج", ["تعاونية تيفاوين للنسيج"]),
        ("جامعة السلطان مولاي سليمان ببني ملال", ["جامعة السلطان مولاي سليمان"]),
        (
            "ministère de la Solidarité, de l'Insertion sociale et de la Famille et l'Agence de développement social",
            ["ministère de la Solidarité, de l'Insertion sociale et de la Famille", "Agence de développement social"],
        ),
        (
            "l'association Amal pour le développement, la coopérative Tifaouine et le Conseil provincial d'Azilal",
            ["association Amal pour le développement", "coopérative Tifaouine", "Conseil provincial d'Azilal"],
        ),
        (
            "la délégation provinciale de l'Entraide nationale à Khénifra",
            ["délégation provinciale de l'Entraide nationale"],
        ),
        ("le conseil régional de l'Oriental, l'ANAPEC et l'INDH", ["conseil régional de l'Oriental", "ANAPEC", "INDH"]),
        ("l'association « Tawassol » de Taza", ["association « Tawassol »"]),
        ("المكتب الوطني للكهرباء والماء الصالح للشرب", ["المكتب الوطني للكهرباء والماء الصالح للشرب"]),
        (
            "الجمعية المغربية لمساندة الأشخاص في وضعية إعاقة والجمعية الخيرية الإسلامية",
            ["الجمعية المغربية لمساندة الأشخاص في وضعية إعاقة", "الجمعية الخيرية الإسلامية"],
        ),
        ("جمعية نساء الريف للتنمية", ["جمعية نساء الريف للتنمية"]),
        ("تشتكي جمعية تاوادا من غياب النقل وتعاونية أجديك بمقر", ["جمعية تاوادا", "تعاونية أجديك"]),
        ("la Délégation provinciale de la santé indique", ["Délégation provinciale de la santé"]),
        ("المندوب الإقليمي للتعاون الوطني", ["التعاون الوطني"]),
        ("la Fédération des associations de Meknès", ["Fédération des associations de Meknès"]),
        (
            "la Confédération générale des entreprises du Maroc a signé",
            ["Confédération générale des entreprises du Maroc"],
        ),
        (
            "l'Office régional de mise en valeur agricole du Tafilalet finance",
            ["Office régional de mise en valeur agricole du Tafilalet"],
        ),
        ("la Fondation Mohammed V pour la solidarité a remis", ["Fondation Mohammed V pour la solidarité"]),
    ],
)
def test_bodies_bear_the_name_as_written(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "قالت الجمعية إن الوزارة والمجلس سيتدخلان",
        "Le réseau Internet reste faible au douar",
        "اطلعت على مجموعة من المراكز",
        "صرفت ما مجموعه أربعة ملايين درهم",
        "L'association a demandé que le ministère et les associations répondent",
        "وزيرة التضامن والإدماج الاجتماعي والأسرة",
        "la ministre de la Solidarité, de l'Insertion sociale et de la Famille",
        "des ads et un amo",
        "الجمعية مستعدة للمساهمة بعشرين ألف درهم",
        "une association locale a demandé",
        "تشتكي النساء من غياب النقل",
    ],
)
def test_offices_and_bodies_without_a_name_are_none(text: str) -> None:
    assert named(text) == []


@given(st.text(alphabet="جمعية وزارة Conseil Amal,.؛« »\n'", max_size=80))
def test_whatever_the_text_each_name_stands_inside_it(text: str) -> None:
    for institution in find_institutions(text):
        assert 0 <= institution.start < institution.end <= len(text)
