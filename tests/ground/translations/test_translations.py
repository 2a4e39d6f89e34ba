import pytest

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.territory.models import Territory
from multaqa.ground.translations.actions import approve_translation, propose_translation, review_translation
from multaqa.ground.translations.errors import TranslationError
from multaqa.ground.translations.models import Translation
from multaqa.ground.translations.queries import translations_of
from tests.factories.ground import TargetGroupFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
ORIGINAL, FRENCH = "من لا تملك ثمن النقل لا تصل", "Qui n’a pas de quoi payer n’arrive pas"


@pytest.fixture
def province() -> Territory:
    return TerritoryFactory()


def proposed(province: Territory, **options: object) -> Translation:
    facts = {
        "by": person_who_may("statement.confirm", province),
        "subject": TargetGroupFactory(),
        "source_text": ORIGINAL,
        "language": "fr",
        "text": FRENCH,
        "territory": province,
    }
    return propose_translation(**{**facts, **options})


def approver(province: Territory) -> dict[str, object]:
    return {"by": person_who_may("translation.approve", province), "territory": province, "source_text": ORIGINAL}


def test_translation_is_published_once_approved_and_until_the_words_move(province: Territory) -> None:
    translation = proposed(province)
    assert not translation.may_be_published(ORIGINAL)
    translation = approve_translation(translation=translation, **approver(province))
    assert translation.may_be_published(ORIGINAL)
    assert not translation.may_be_published(ORIGINAL + ".")


def test_stale_translation_is_neither_reviewed_nor_approved(province: Territory) -> None:
    translation = proposed(province)
    later = {**approver(province), "source_text": "something else"}
    for deed in (review_translation, approve_translation):
        with pytest.raises(TranslationError, match="have changed"):
            deed(translation=translation, **later)


def test_machine_translation_is_approved_only_after_somebody_read_it(province: Territory) -> None:
    translation = proposed(province, method=Translation.Method.MACHINE)
    with pytest.raises(TranslationError, match="Review it first"):
        approve_translation(translation=translation, **approver(province))
    reviewed = review_translation(translation=translation, **approver(province))
    assert approve_translation(translation=reviewed, **approver(province)).status == "approved"


def test_right_is_held_where_the_words_belong(province: Territory) -> None:
    with pytest.raises(RightRefused):
        proposed(province, by=person_who_may("statement.confirm", TerritoryFactory()))
    translation = proposed(province)
    with pytest.raises(RightRefused):
        approve_translation(
            translation=translation,
            by=person_who_may("statement.confirm", province),
            territory=province,
            source_text=ORIGINAL,
        )


def test_same_proposal_twice_is_one_and_another_begins_again(province: Territory) -> None:
    subject = TargetGroupFactory()
    translation = approve_translation(translation=proposed(province, subject=subject), **approver(province))
    lines = JournalEntry.objects.count()
    assert proposed(province, subject=subject).status == "approved"
    assert JournalEntry.objects.count() == lines
    changed = proposed(province, subject=subject, text="Autre chose")
    assert (changed.pk, changed.status) == (translation.pk, "draft")


def test_empty_translation_is_refused(province: Territory) -> None:
    with pytest.raises(TranslationError, match="empty"):
        proposed(province, text="  ")


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_translations_of_a_list_are_one_query(
    province: Territory, django_assert_num_queries: object, rows: int
) -> None:
    subjects = [TargetGroupFactory() for _ in range(rows)]
    for subject in subjects:
        proposed(province, subject=subject)
    with django_assert_num_queries(1):
        found = translations_of(subjects, "fr")
    assert [found[subject.pk].text for subject in subjects] == [FRENCH] * rows
    assert translations_of(subjects, "en") == translations_of([], "fr") == {}
