"""Target groups: whom a text speaks of as served, not whom an office, a law or a house bears in its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.groups import find_groups


def named(text: str) -> set[str]:
    return {mention.group for mention in find_groups(text)}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("L'accompagnement des femmes en situation difficile", {"women"}),
        ("دعم التمكين الاقتصادي للنساء والفتيات", {"women", "children"}),
        ("التكفل بالأشخاص المسنين بدون مأوى", {"older_people", "homeless_people"}),
        ("العناية بالأطفال في وضعية إعاقة", {"children", "persons_with_disabilities"}),
        ("un espace pour les personnes âgées et leurs familles", {"older_people", "families"}),
        ("ولوج الصم والمكفوفين إلى الإدارات", {"persons_with_disabilities"}),
        ("un centre pour personnes en situation de handicap à Boujdour", {"persons_with_disabilities"}),
        ("mineurs et nourrissons abandonnés", {"children"}),
        ("l'insertion des jeunes en milieu rural", {"youth", "rural_people"}),
        ("ساكنة الجبل والعالم القروي", {"mountain_people", "rural_people"}),
        ("les gens de la campagne", {"rural_people"}),
        ("التمكين الاقتصادي للمرأة القروية", {"women", "rural_people"}),
        ("جعل الأسرة رافعة للتنمية", {"families"}),
        ("la famille comme levier des politiques publiques", {"families"}),
        ("بغينا العيالات ديال الدوار يلقاو خدمة", {"women", "rural_people"}),
        ("bghina l3yalat o drari ykon 3andhom markaz", {"women", "children"}),
        ("الناس كيباتو فالزنقة", {"homeless_people"}),
    ],
)
def test_groups_are_read_in_both_languages_and_in_darija(text: str, groups: set[str]) -> None:
    assert named(text) == groups


@pytest.mark.parametrize(
    "text",
    [
        "وزيرة التضامن والإدماج الاجتماعي والأسرة",
        "la ministre de la Solidarité, de l'Insertion sociale et de la Famille",
        "المساواة بين الجنسين",
        "l'égalité entre les femmes et les hommes",
        "le directeur régional de la Jeunesse",
        "رئيسة جمعية النساء القرويات",
        "une famille d'accueil",
        "مدونة الأسرة",
        "عدد الأسرّة بالمستشفى",
        "son nom de famille",
        "la campagne nationale de sensibilisation",
        "زار دار الشباب",
        "les travailleurs sociaux et les parents",
        "la commune rurale d'Aït Bouli a accueilli la rencontre",
        "ce retard constitue un handicap majeur",
        "taux de pauvreté",
        "هشاشة البنيات التحتية",
    ],
)
def test_what_only_bears_the_name_of_a_group_names_none(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("les femmes vulnérables", {"women"}),
        ("النساء في وضعية هشاشة", {"women"}),
        ("الأطفال المعوزين", {"children"}),
        ("la précarité des femmes", {"women"}),
        ("personnes âgées en situation de précarité", {"older_people"}),
        ("محاربة الهشاشة والفقر", {"people_in_precarity"}),
        ("les enfants et les personnes en situation de précarité", {"children", "people_in_precarity"}),
        ("النساء والفئات الهشة", {"women", "people_in_precarity"}),
        ("lutte contre la pauvreté et l'exclusion sociale", {"people_in_precarity"}),
    ],
)
def test_precarity_of_a_named_group_gives_that_group_only(text: str, groups: set[str]) -> None:
    assert named(text) == groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("un dispensaire au profit du douar Aït Ali", {"rural_people"}),
        ("la réunion s'est tenue au douar Aït Ali", set()),
        ("تستفيد جماعة قروية من المشروع", {"rural_people"}),
        ("انعقد اللقاء بجماعة قروية", set()),
    ],
)
def test_a_single_village_counts_where_it_is_served(text: str, groups: set[str]) -> None:
    assert named(text) == groups


def test_a_group_stands_at_its_characters() -> None:
    text = "خدمات للنساءِ والأطفال"
    assert [mention.of(text) for mention in find_groups(text)] == ["لنساءِ", "الأطفال"]


@given(st.text(alphabet="نساء الطفل وزيرة famile,.؛ \n'", max_size=80))
def test_whatever_the_text_each_mention_stands_inside_it(text: str) -> None:
    assert all(0 <= mention.start < mention.end <= len(text) for mention in find_groups(text))
