"""What an empty house needs before anybody can be invited: role templates, a first account, the people of a demo."""

import csv
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.people.actions import digest, give_role, new_token
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.mails import address
from multaqa.ground.people.models import Person, RoleTemplate, SignInLink, User
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words

ROLE_TEMPLATES = Path(__file__).with_name("role_templates.csv")
# Rights of the administrator that no other template holds.
OF_ADMINISTRATORS = ["person.invite"]
EVERY_RIGHT = "*"
LANGUAGES = ("ar", "fr", "en")
LINK_LASTS = timedelta(hours=12)


@transaction.atomic
def load_role_templates() -> int:
    """Add or renew the templates that come with the product; an institution's own are left alone."""
    with ROLE_TEMPLATES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    every_right = sorted({verb for row in rows for verb in _verbs(row)} - {EVERY_RIGHT} | set(OF_ADMINISTRATORS))
    for order, row in enumerate(rows):
        verbs = _verbs(row)
        RoleTemplate.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": _words(row, "name"),
                "description": _words(row, "description"),
                "verbs": every_right if verbs == [EVERY_RIGHT] else verbs,
                "order": order,
            },
        )
    return len(rows)


def _verbs(row: dict[str, str]) -> list[str]:
    return row["verbs"].split(";")


def _words(row: dict[str, str], field: str) -> Words:
    return Words({tag: row[f"{field}_{tag}"] for tag in LANGUAGES})


@transaction.atomic
def create_first_account(*, email: str, language: str) -> User:
    """An administrator of the whole country, without any password: it is chosen through a link that works once."""
    by = SystemActor("create_first_account")
    load_role_templates()
    user = User.objects.filter(email=email).first()
    if user is not None and user.has_usable_password():
        known = _("%(email)s has an account with a password. Ask for a new one on the sign-in page.")
        raise PeopleError(known % {"email": email})
    user = user or User.objects.create_superuser(email)
    person, _made = Person.objects.get_or_create(user=user, defaults={"preferred_language": language})
    give_role(by=by, person=person, template=RoleTemplate.objects.get(code="administrator"), territory=_country())
    return user


def _country() -> Territory:
    country = Territory.objects.filter(parent=None).first()
    if country is None:
        raise PeopleError(
            _("There are no territories yet, and every right is held in one. First: multaqa manage load_territories")
        )
    return country


# The demonstration


@dataclass(frozen=True)
class Part:
    """A role somebody plays in the demonstration."""

    template: str
    territory: str


PARTS = [
    Part("note_taker", "05.081"),  # Azilal
    Part("note_taker", "05.091"),  # Béni Mellal, in the same region
    Part("note_taker", "03.231"),  # Fès, in another
    Part("coordinator", "05"),
    Part("moderator", "05"),
    Part("project_manager", "05"),
    Part("visit_staff", "05"),
    Part("strategist", "MA"),
    Part("legal_officer", "MA"),
    Part("accountant", "MA"),
    Part("data_protection_officer", "MA"),
    Part("administrator", "MA"),
]


@transaction.atomic
def demo_sign_in_links(language: str) -> list[tuple[Person, Part, str]]:
    """One fresh way in per part, each for one use on this machine; refused outside the demonstration."""
    if not settings.DEMO:
        raise PeopleError(_("Sign-in links exist in the demonstration alone: ./multaqa demo"))
    load_role_templates()
    SignInLink.objects.filter(used_at=None).delete()
    players = [(_player(part), part) for part in PARTS]
    with translation.override(language):
        return [(person, part, _link(user)) for (person, user), part in players]


def _player(part: Part) -> tuple[Person, User]:
    """Nobody in particular: the name is the role and the place."""
    template = RoleTemplate.objects.get(code=part.template)
    territory = Territory.objects.filter(code=part.territory).first()
    if territory is None:
        missing = _("The territory %(code)s is not loaded. First: multaqa manage load_territories")
        raise PeopleError(missing % {"code": part.territory})
    email = f"{part.template}.{part.territory}@demo.example".lower()
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, is_superuser=part.template == "administrator", is_staff=part.template == "administrator"
    )
    name = {tag: f"{template.name[tag]} · {territory.name.in_language(tag)[0]}" for tag in LANGUAGES}
    person, _made = Person.objects.get_or_create(user=user, defaults={"name": Words(name)})
    give_role(by=SystemActor("demo"), person=person, template=template, territory=territory)
    return person, user


def _link(user: User) -> str:
    token, token_sha256 = new_token()
    SignInLink.objects.create(user=user, token_sha256=token_sha256, expires_at=timezone.now() + LINK_LASTS)
    return address("ground:demo-sign-in", token)


@transaction.atomic
def use_sign_in_link(token: str) -> User:
    """The account a demonstration's link opens; the link is spent."""
    link = (
        SignInLink.objects.select_for_update(no_key=True)
        .select_related("user")
        .filter(token_sha256=digest(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
        .first()
    )
    if link is None or not settings.DEMO:
        raise PeopleError(
            _("This link was used or has run out. Make new ones with: ./multaqa manage demo_sign_in_links")
        )
    link.used_at = timezone.now()
    link.save()
    record(SystemActor("demo"), "opened", link)
    return link.user
