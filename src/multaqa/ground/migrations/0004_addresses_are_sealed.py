"""Readable addresses go under their seal, and second factors under the same; backwards, they come out again.

Sessions end: they named addresses, too. What a sign-in provider had told of people is dropped, and not missed.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from multaqa.ground.people.sealing import blind_index, seal, unseal

SECOND_FACTOR = ("mfa_authenticator", "data")


def seal_all(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    Contact, User, Invitation = (apps.get_model("ground", name) for name in ("Contact", "User", "Invitation"))
    for user in User.objects.exclude(email=None):
        Contact.objects.create(user=user, **_sealed(user.email, f"user {user.pk}"))
    for offer in Invitation.objects.exclude(email=""):
        Contact.objects.create(invitation=offer, **_sealed(offer.email, f"invitation {offer.pk}"))
    User.objects.update(email=None)
    Invitation.objects.update(email="")
    _second_factors(apps, lambda text: seal(_former_seal().decrypt(text.encode()).decode(), *SECOND_FACTOR))
    apps.get_model("sessions", "Session").objects.all().delete()
    apps.get_model("socialaccount", "SocialAccount").objects.update(extra_data={})
    apps.get_model("account", "EmailAddress").objects.all().delete()  # copies of accounts' addresses, if any


def open_all(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    for contact in apps.get_model("ground", "Contact").objects.filter(person=None).select_related("user", "invitation"):
        owner = contact.user or contact.invitation
        owner.email = unseal(contact.sealed, *_place(f"{owner._meta.model_name} {owner.pk}"))
        owner.save(update_fields=["email"])
    _second_factors(apps, lambda text: _former_seal().encrypt(unseal(text, *SECOND_FACTOR).encode()).decode())
    apps.get_model("sessions", "Session").objects.all().delete()


def _sealed(email: str, row: str) -> dict[str, str]:
    return {"kind": "email", "sealed": seal(email, *_place(row)), "index": blind_index(email)}


def _place(row: str) -> tuple[str, str, str]:
    return "ground_contact", "email", row


def _second_factors(apps: StateApps, anew: Callable[[str], str]) -> None:
    for authenticator in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        data: dict[str, Any] = authenticator.data
        for name in {"secret", "seed"} & set(data):
            data[name] = anew(data[name])
        authenticator.save(update_fields=["data"])


def _former_seal() -> MultiFernet:
    digests = [sha256(key.encode()).digest() for key in settings.SEALING_KEYS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0003_contacts_apart"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [migrations.RunPython(seal_all, open_all)]
