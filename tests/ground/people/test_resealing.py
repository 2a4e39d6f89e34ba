from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client

from multaqa.config.health import CHECKS
from multaqa.config.words.doctor import the_seals
from multaqa.ground.people.models import Contact, Person, User
from multaqa.ground.people.resealing import seal_anew, sealed_by_key
from multaqa.ground.people.sealing import keys
from tests.factories.ground import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person(settings: object) -> Person:
    """Sealed with the old key, second factor and recovery codes included; a new key now stands first."""
    settings.SEALING_KEYS = ["the old key"]
    person = PersonFactory()
    TOTP.activate(person.user, SECRET)
    RecoveryCodes.activate(person.user)
    Contact.objects.keep("0522 00 00 00", kind="telephone", person=person)
    settings.SEALING_KEYS = ["the new key", "the old key"]
    return person


def test_people_sign_in_while_a_key_is_being_changed(person: Person, client: Client) -> None:
    address = person.user.email
    for _ in range(2):
        assert User.objects.get(email=address) == person.user
        answer = client.post("/fr/account/sign-in/", {"login": address, "password": PASSWORD})
        assert answer.url.endswith("/second-factor/code/")
        seal_anew()


def test_everything_is_under_the_first_key_after_one_run_and_the_old_one_may_go(
    person: Person, settings: object
) -> None:
    address, codes = person.user.email, RecoveryCodes(_recovery(person)).generate_codes()
    assert seal_anew() == 4
    assert seal_anew() == 0
    settings.SEALING_KEYS = ["the new key"]
    assert dict(sealed_by_key()) == {keys()[0].name: 4}
    person = Person.objects.get(pk=person.pk)
    assert (person.user.email, person.contacts.get().address) == (address, "0522000000")
    assert User.objects.get(email=address) == person.user
    assert RecoveryCodes(_recovery(person)).generate_codes() == codes
    assert TOTP(Authenticator.objects.get(type="totp")).instance.data["secret"].startswith(f"{keys()[0].name}.")


def _recovery(person: Person) -> Authenticator:
    return Authenticator.objects.get(user=person.user, type="recovery_codes")


def test_key_that_is_missing_is_said_before_anybody_is_served(person: Person, settings: object) -> None:
    assert CHECKS["seals"]()
    settings.SEALING_KEYS = ["the new key"]
    assert not CHECKS["seals"]()
    with pytest.raises(CommandError, match=r"not among MULTAQA_SEALING_KEYS.*Nothing was changed"):
        call_command("seal_anew", stdout=StringIO())


@pytest.mark.usefixtures("person")
def test_doctor_says_when_a_key_is_still_needed_and_when_it_may_go() -> None:
    (finding,) = the_seals()
    assert (finding.says[:7], finding.remedy) == ("4 with ", "multaqa manage seal_anew")
    call_command("seal_anew", stdout=StringIO())
    (finding,) = the_seals()
    assert finding.remedy == "take what follows the first comma out of MULTAQA_SEALING_KEYS"
