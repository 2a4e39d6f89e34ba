"""Rows of the ground for tests. Territories: Azilal lies in a region of Morocco, as its code says."""

from collections.abc import Iterable
from typing import Any

import factory
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.ground.actors.models import ActorKind, Mandate, Organisation
from multaqa.ground.people.models import Person, Role, RoleTemplate, User
from multaqa.ground.sources.models import Source
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import Service, TargetGroup

Kind = Territory.Kind
PASSWORD = "a long enough pass phrase"


def in_two_languages(ar: str, fr: str) -> Any:
    """Numbered words in the languages every row must have."""
    return Sequence(lambda n: Words(ar=f"{ar} {n}", fr=f"{fr} {n}"))


class SourceFactory(DjangoModelFactory[Source]):
    class Meta:
        model = Source

    code = Sequence(lambda n: f"source-{n}")
    outlet = "Le Matin"
    published_on = factory.Faker("date_object")


class TargetGroupFactory(DjangoModelFactory[TargetGroup]):
    class Meta:
        model = TargetGroup

    code = Sequence(lambda n: f"group-{n}")
    name = in_two_languages("فئة", "Groupe")


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service

    code = Sequence(lambda n: f"service-{n}")
    name = in_two_languages("خدمة", "Service")


class CountryFactory(DjangoModelFactory[Territory]):
    """The one country: asked for again, it is the same."""

    class Meta:
        model = Territory
        django_get_or_create = ("code",)

    code = "MA"
    kind = Kind.COUNTRY
    name = Words(ar="المغرب", fr="Maroc", en="Morocco")


class RegionFactory(DjangoModelFactory[Territory]):
    class Meta:
        model = Territory
        django_get_or_create = ("code",)

    code = Sequence(lambda n: f"r{n:02}")
    kind = Kind.REGION
    parent = SubFactory(CountryFactory)
    name = in_two_languages("جهة", "Région")


class TerritoryFactory(DjangoModelFactory[Territory]):
    """A province, in a region of its own unless a parent is given."""

    class Meta:
        model = Territory
        django_get_or_create = ("code",)

    parent = SubFactory(RegionFactory)
    code = LazyAttribute(lambda province: f"{province.parent.code}.{province.number:03}")
    kind = Kind.PROVINCE
    name = in_two_languages("إقليم", "Province")

    class Params:
        number = Sequence(lambda n: n)


class CommuneFactory(TerritoryFactory):
    parent = SubFactory(TerritoryFactory)
    kind = Kind.COMMUNE
    name = in_two_languages("جماعة", "Commune")


class UserFactory(DjangoModelFactory[User]):
    """An account whose password is `PASSWORD`."""

    class Meta:
        model = User

    email = Sequence(lambda n: f"person{n}@example.org")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *_: Any, **fields: Any) -> User:
        return model_class.objects.create_user(**fields)


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = in_two_languages("شخص", "Personne")
    user = SubFactory(UserFactory)
    preferred_language = "ar"


class RoleTemplateFactory(DjangoModelFactory[RoleTemplate]):
    class Meta:
        model = RoleTemplate

    code = Sequence(lambda n: f"template-{n}")
    name = in_two_languages("دور", "Rôle")
    verbs = ["statement.read_drafts"]


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    person = SubFactory(PersonFactory)
    template = SubFactory(RoleTemplateFactory)
    territory = SubFactory(TerritoryFactory)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    code = Sequence(lambda n: f"organisation-{n}")
    kind = ActorKind.ASSOCIATION
    name = in_two_languages("جمعية", "Association")
    territory = SubFactory(TerritoryFactory)


class MandateFactory(DjangoModelFactory[Mandate]):
    class Meta:
        model = Mandate

    person = SubFactory(PersonFactory)
    organisation = SubFactory(OrganisationFactory)
    capacity = Words(ar="رئيسة", fr="Présidente")
    state = Mandate.State.VERIFIED


def person_who_may(verbs: str | Iterable[str], territory: Territory, **fields: Any) -> Person:
    """A person with an account, whose one role holds these rights in this territory and below."""
    held = [verbs] if isinstance(verbs, str) else list(verbs)
    person = PersonFactory(**fields)
    RoleFactory(person=person, template__verbs=held, territory=territory)
    return person
