"""Rows of planning for tests: a measure stands under an objective, an axis and an adopted strategy of its own."""

from collections.abc import Iterable
from typing import Any

import factory
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.plan.measures.models import Measure, MeasureOrigin
from multaqa.plan.strategy.models import Axis, Objective, Strategy
from tests.factories.ground import CountryFactory, OrganisationFactory, in_two_languages


class StrategyFactory(DjangoModelFactory[Strategy]):
    """An adopted version for the whole country."""

    class Meta:
        model = Strategy

    code = Sequence(lambda n: f"strategy-{n}")
    version = "adopted"
    territory = SubFactory(CountryFactory)
    title = in_two_languages("استراتيجية", "Stratégie")
    summary = in_two_languages("خلاصة", "Résumé")
    period_start = 2021
    period_end = 2026
    state = Strategy.State.ADOPTED


class AxisFactory(DjangoModelFactory[Axis]):
    class Meta:
        model = Axis

    strategy = SubFactory(StrategyFactory)
    code = Sequence(lambda n: f"A{n}")
    title = in_two_languages("محور", "Axe")


class ObjectiveFactory(DjangoModelFactory[Objective]):
    class Meta:
        model = Objective

    axis = SubFactory(AxisFactory)
    code = Sequence(lambda n: f"O-{n}")
    title = in_two_languages("هدف", "Objectif")


class MeasureFactory(DjangoModelFactory[Measure]):
    """A proposed measure without origin; `territories` are where it acts."""

    class Meta:
        model = Measure
        skip_postgeneration_save = True

    objective = SubFactory(ObjectiveFactory)
    code = Sequence(lambda n: f"M-{n}")
    title = in_two_languages("تدبير", "Mesure")
    promise = in_two_languages("وعد", "Promesse")
    owner = SubFactory(OrganisationFactory)

    @factory.post_generation
    def territories(self, create: bool, extracted: Iterable[Territory] | None, **_: Any) -> None:
        if create and extracted:
            self.territories.set(extracted)


class MeasureOriginFactory(DjangoModelFactory[MeasureOrigin]):
    """A reason from elsewhere, unless a theme or a statement is given."""

    class Meta:
        model = MeasureOrigin

    measure = SubFactory(MeasureFactory)
    external_reason = factory.LazyAttribute(
        lambda row: Words() if row.theme or row.statement else Words(ar="سبب", fr="Un motif")
    )
    theme: Any = None
    statement: Any = None


class AdoptedMeasureFactory(MeasureFactory):
    """An adopted measure that says where it comes from: from `theme`, `statement`, or a written reason."""

    state = Measure.State.ADOPTED

    @factory.post_generation
    def origin(self, create: bool, extracted: None, **origin: Any) -> None:
        MeasureOriginFactory(measure=self, **origin)
