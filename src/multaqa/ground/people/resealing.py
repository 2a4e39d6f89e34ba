"""A new key: everything that is sealed, sealed anew with the first of MULTAQA_SEALING_KEYS."""

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from operator import or_

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from multaqa.ground.people.models import Contact
from multaqa.ground.people.sealing import blind_index, keys, name_of_key, seal
from multaqa.ground.people.sign_in import SecondFactorAdapter

SEALED_BY_ALLAUTH = ("secret", "seed")


def sealed_by_key() -> Counter[str]:
    """How many texts each key seals, by the key's name in the database; a name may belong to no key we have."""
    contacts = Contact.objects.values_list("sealed", flat=True)
    return Counter(name_of_key(sealed) for sealed in [*contacts.iterator(), *_second_factors()])


def _second_factors() -> Iterator[str]:
    for data in Authenticator.objects.values_list("data", flat=True):
        yield from (data[name] for name in SEALED_BY_ALLAUTH if name in data)


def every_seal_opens() -> bool:
    """Whether no address was sealed with a key that we do not have."""
    ours = (Q(sealed__startswith=f"{key.name}.") for key in keys())
    return not Contact.objects.exclude(reduce(or_, ours)).exists()


@transaction.atomic
def seal_anew() -> int:
    """Seal with the first key whatever an older one had sealed; all of it or nothing, and a second time nothing."""
    first = keys()[0].name
    contacts = Contact.objects.select_for_update(no_key=True).exclude(sealed__startswith=f"{first}.")
    factors = Authenticator.objects.select_for_update(no_key=True)
    return sum(map(_seal_contact, contacts)) + sum(_seal_second_factor(factor, first) for factor in factors)


def _seal_contact(contact: Contact) -> int:
    address = contact.address
    contact.sealed, contact.index = seal(address, *contact.place), blind_index(address)
    contact.save(update_fields=["sealed", "index"])
    return 1


def _seal_second_factor(authenticator: Authenticator, first: str) -> int:
    adapter = SecondFactorAdapter()
    older = [name for name in SEALED_BY_ALLAUTH if name_of_key(authenticator.data.get(name, first)) != first]
    for name in older:
        authenticator.data[name] = adapter.encrypt(adapter.decrypt(authenticator.data[name]))
    if older:
        authenticator.save(update_fields=["data"])
    return len(older)
