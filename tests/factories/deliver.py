"""Rows of delivery for tests. A shelter is as the house keeps it: a province, a telephone."""

from datetime import date
from typing import Any

import factory
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.projects.models import Project
from multaqa.deliver.visits.models import Recommendation, Stop, Visit
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import OrganisationFactory, TerritoryFactory, in_two_languages


class ProjectFactory(DjangoModelFactory[Project]):
    """A project under way."""

    class Meta:
        model = Project

    code = Sequence(lambda n: f"project-{n}")
    title = in_two_languages("مشروع", "Projet")
    territory = SubFactory(TerritoryFactory)
    owner = SubFactory(OrganisationFactory)
    state = Project.State.RUNNING
    starts_on = date(2025, 3, 10)


class CentreFactory(DjangoModelFactory[Centre]):
    """An open social centre."""

    class Meta:
        model = Centre
        skip_postgeneration_save = True

    code = Sequence(lambda n: f"centre-{n}")
    kind = Centre.Kind.SOCIAL_CENTRE
    name = in_two_languages("مركز", "Centre")
    territory = SubFactory(TerritoryFactory)
    hours = Words(ar="كل يوم", fr="Tous les jours")
    phone = "05 00 00 00 00"
    operator = SubFactory(OrganisationFactory)
    state = Centre.State.OPEN

    @factory.post_generation
    def services(self, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.services.set(extracted)


class ShelterFactory(CentreFactory):
    kind = Centre.Kind.SHELTER
    name = in_two_languages("مأوى", "Abri")


class VisitFactory(DjangoModelFactory[Visit]):
    """A visit on site, in the territory that leads it."""

    class Meta:
        model = Visit
        skip_postgeneration_save = True

    code = Sequence(lambda n: f"visit-{n}")
    title = in_two_languages("زيارة", "Visite")
    territory = SubFactory(TerritoryFactory)
    starts_on = date(2026, 2, 12)
    ends_on = date(2026, 2, 13)
    state = Visit.State.ON_SITE

    @factory.post_generation
    def territories(self, create: bool, extracted: Any, **_: Any) -> None:
        if create:
            self.territories.set(extracted or [self.territory])


class StopFactory(DjangoModelFactory[Stop]):
    class Meta:
        model = Stop

    visit = SubFactory(VisitFactory)
    code = Sequence(lambda n: f"stop-{n}")
    order = Sequence(lambda n: n)
    territory = factory.SelfAttribute("visit.territory")
    title = in_two_languages("محطة", "Étape")


class RecommendationFactory(DjangoModelFactory[Recommendation]):
    """Made by a visit whose report is in."""

    class Meta:
        model = Recommendation

    code = Sequence(lambda n: f"recommendation-{n}")
    visit = SubFactory(VisitFactory, state=Visit.State.SUBMITTED)
    text = in_two_languages("توصية", "Recommandation")
