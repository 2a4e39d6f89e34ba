"""Two people edit the same words at once, on the pages: the second is shown both, and nothing typed is lost."""

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from multaqa.ground.people.models import Role, RoleTemplate
from multaqa.ground.people.starting import load_role_templates
from tests.factories.accountability import AnswerFactory, PublishedAnswerFactory
from tests.factories.deliver import CentreFactory, StopFactory, VisitFactory
from tests.factories.ground import CountryFactory, OrganisationFactory, PersonFactory
from tests.factories.listen import MeetingFactory, StatementFactory
from tests.factories.plan import AdoptedMeasureFactory, AxisFactory, MeasureFactory, ObjectiveFactory, StrategyFactory
from tests.factories.understand import DraftFactory, PublishedThemeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
REASON = {"reason_ar": "سبب", "reason_fr": "Motif"}


def draft() -> Any:
    return StrategyFactory(state="draft")


def theme_desk(theme: Any) -> str:
    return reverse("understand:desk-theme", args=[theme.code])


def theme_to_answer(theme: Any) -> str:
    return reverse("accountability:desk-theme", args=[theme.code])


def draft_desk(draft: Any) -> str:
    return str(draft.get_absolute_url())


def measure_desk(measure: Any) -> str:
    strategy = measure.strategy
    return reverse("plan:desk-measure", args=[strategy.code, strategy.version, measure.code])


def strategy_desk(part: Any) -> str:
    strategy = getattr(part, "axis", part)
    strategy = getattr(strategy, "strategy", strategy)
    return reverse("plan:desk-strategy", args=[strategy.code, strategy.version])


def statement_desk(statement: Any) -> str:
    return reverse("listen:desk-statement", args=[statement.ref])


def meeting_desk(meeting: Any) -> str:
    return reverse("listen:desk-meeting", args=[meeting.code])


def centre_desk(centre: Any) -> str:
    return reverse("deliver:desk-centre", args=[centre.code])


def stop_desk(stop: Any) -> str:
    return reverse("deliver:desk-visit", args=[stop.visit.code])


def organisation_desk(organisation: Any) -> str:
    return reverse("ground:organisation", args=[organisation.code])


def answer_desk(answer: Any) -> str:
    return reverse("accountability:desk-answer", args=[answer.pk])


def an_axis() -> Any:
    return AxisFactory(strategy=draft(), code="A1")


def an_objective() -> Any:
    return ObjectiveFactory(axis=an_axis(), code="O-1")


def a_stop() -> Any:
    return StopFactory(visit=VisitFactory(state="on_site", starts_on="2024-01-01"))


NAMES = {"code": "A1", "order": "1", "title_ar": "محور"}
# What is edited, on which page, in which field, and what has to be typed besides.
EDITED: dict[str, tuple[Any, Any, str, dict[str, str]]] = {
    "statement": (StatementFactory, statement_desk, "revise-text", {"revise-why": "Mieux dit"}),
    "translation": (StatementFactory, statement_desk, "words_ar", {}),
    "meeting": (MeetingFactory, meeting_desk, "title_fr", {"venue_fr": "Salle"}),
    "theme": (ThemeFactory, theme_desk, "title_fr", {}),
    "theme that is published": (PublishedThemeFactory, theme_desk, "summary_fr", REASON),
    "drafted theme": (DraftFactory, draft_desk, "name_fr", {}),
    "strategy": (draft, strategy_desk, "summary_fr", {"period_end": "2027"}),
    "axis": (an_axis, strategy_desk, "title_fr", {**NAMES, "description_fr": "Un axe"}),
    "new axis": (draft, strategy_desk, "title_fr", {**NAMES, "description_fr": "Un axe"}),
    "objective": (an_objective, strategy_desk, "title_fr", {**NAMES, "code": "O-1", "axis": "*"}),
    "measure": (MeasureFactory, measure_desk, "promise_fr", {"due_on": "31/12/2026"}),
    "measure that is adopted": (AdoptedMeasureFactory, measure_desk, "promise_fr", REASON),
    "centre": (CentreFactory, centre_desk, "description_fr", {"capacity": "30"}),
    "note of a visit": (a_stop, stop_desk, "note_fr", {"note_ar": "ملاحظة", "stop": "*"}),
    "organisation": (OrganisationFactory, organisation_desk, "name_fr", {}),
    "answer": (AnswerFactory, answer_desk, "text_fr", {}),
    "answer that is published": (PublishedAnswerFactory, answer_desk, "text_fr", REASON),
}


@pytest.fixture
def colleagues(settings: Any) -> list[Client]:
    settings.SECOND_FACTOR_FOR_STAFF = False
    load_role_templates()
    templates, both = list(RoleTemplate.objects.all()), []
    for person in PersonFactory.create_batch(2):
        for template in templates:
            Role.objects.create(person=person, template=template, territory=CountryFactory())
        both.append(Client())
        both[-1].force_login(person.user)
    return both


def filled_in(page: Any, typed: dict[str, str]) -> tuple[str, dict[str, list[str]]]:
    """Where the form that has these fields is sent, and what a browser sends of it; * chooses what is on offer."""
    form = next(form for form in html.fromstring(page.text).forms if set(typed) - {"do"} <= set(form.fields.keys()))
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in form.form_values():
        values[name].append(value)
    for name, text in typed.items():
        values[name] = [form.inputs[name].value_options[-1] if text == "*" else text]
    return form.action or page.wsgi_request.get_full_path(), values


@pytest.mark.parametrize("what", EDITED)
def test_second_editor_is_shown_both_versions_and_saves_on_top(colleagues: list[Client], what: str) -> None:
    make, desk, field, besides = EDITED[what]
    address, (first, second) = desk(make()), colleagues
    pages = [first.get(address), second.get(address)]
    where, sent = filled_in(pages[0], {**besides, field: "Premier venu"})
    for _click in range(2):
        assert first.post(where, sent).status_code == 302
    where, sent = filled_in(pages[1], {**besides, field: "Arrivé après"})
    refused = second.post(where, sent)
    assert refused.status_code == 422
    assert "Both versions are below" in refused.text
    assert ("Premier venu" in refused.text, "Arrivé après" in refused.text) == (True, True)
    where, sent = filled_in(refused, {**besides, field: "Les deux ensemble"})
    assert second.post(where, sent).status_code == 302
    assert "Les deux ensemble" in second.get(address).text


def test_what_the_second_editor_did_not_touch_is_taken_over(colleagues: list[Client]) -> None:
    centre, (first, second) = CentreFactory(), colleagues
    pages = [client.get(centre_desk(centre)) for client in colleagues]
    first.post(*filled_in(pages[0], {"phone": "05 35 00 00 00", "description_fr": "Premier venu"}))
    refused = second.post(*filled_in(pages[1], {"description_fr": "Arrivé après"}))
    assert (refused.status_code, "their version stands in the field" in refused.text) == (422, True)
    assert second.post(*filled_in(refused, {"description_fr": "Les deux ensemble"})).status_code == 302
    centre.refresh_from_db()
    assert (centre.phone, centre.description["fr"]) == ("05 35 00 00 00", "Les deux ensemble")


def test_a_translation_of_words_that_were_revised_meanwhile_is_not_kept_as_theirs(colleagues: list[Client]) -> None:
    statement, (first, second) = StatementFactory(), colleagues
    pages = [client.get(statement_desk(statement)) for client in colleagues]
    first.post(*filled_in(pages[0], {"revise-text": "Tout autre chose", "revise-why": "Erreur"}))
    refused = second.post(*filled_in(pages[1], {"words_ar": "ترجمة"}))
    assert (refused.status_code, "ترجمة" in refused.text, "Tout autre chose" in refused.text) == (422, True, True)
    assert not statement.translations.exists()


@pytest.mark.parametrize("do", ["draft", "publish"])
def test_whoever_answers_a_theme_after_a_colleague_keeps_the_words(colleagues: list[Client], do: str) -> None:
    theme, (first, second) = PublishedThemeFactory(), colleagues
    page = second.get(theme_to_answer(theme))
    answer = AnswerFactory(statement=None, theme=theme)
    typed = {"text_ar": "جواب", "outcome": "later"}
    first.post(*filled_in(first.get(answer_desk(answer)), {**typed, "text_fr": "Premier venu", "do": do}))
    refused = second.post(*filled_in(page, {**typed, "text_fr": "Arrivé après"}))
    assert (refused.status_code, "Arrivé après" in refused.text) == (422, True)
    assert ("Premier venu" if do == "draft" else "This theme is answered already") in refused.text
