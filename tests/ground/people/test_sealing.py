import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.people.sealing import (
    SealedSession,
    SealError,
    blind_index,
    blind_indexes,
    name_of_key,
    normalised,
    seal,
    unseal,
)

PLACE = ("ground_contact", "email", "user 5")


@given(text=st.text())
def test_what_is_sealed_opens_in_its_place_and_is_sealed_differently_each_time(text: str) -> None:
    sealed = seal(text, *PLACE)
    assert unseal(sealed, *PLACE) == text
    assert seal(text, *PLACE) != sealed


@pytest.mark.parametrize(
    "place", [("ground_contact", "email", "user 6"), ("ground_contact", "telephone", "user 5"), ()]
)
def test_sealed_text_that_is_moved_does_not_open(place: tuple[str, ...]) -> None:
    with pytest.raises(SealError, match="another place"):
        unseal(seal("somebody@example.org", *PLACE), *place)


def test_altered_text_does_not_open() -> None:
    sealed = seal("somebody@example.org", *PLACE)
    with pytest.raises(SealError, match="altered"):
        unseal(sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:], *PLACE)


def test_first_key_seals_and_all_of_them_open(settings: object) -> None:
    settings.SEALING_KEYS = ["an old key"]
    sealed, index = seal("a secret", *PLACE), blind_index("a secret")
    settings.SEALING_KEYS = ["a new key", "an old key"]
    assert unseal(sealed, *PLACE) == "a secret"
    assert name_of_key(seal("a secret", *PLACE)) != name_of_key(sealed)
    assert blind_indexes("a secret") == [blind_index("a secret"), index]
    settings.SEALING_KEYS = ["a new key"]
    with pytest.raises(SealError, match=f"{name_of_key(sealed)}.*not among MULTAQA_SEALING_KEYS"):
        unseal(sealed, *PLACE)


def test_blind_index_knows_an_address_however_it_is_typed_and_not_without_the_key(settings: object) -> None:
    assert normalised(" Some.Body@Example.ORG ") == "some.body@example.org"
    index = blind_index("some.body@example.org")
    assert blind_index(" Some.Body@Example.ORG ") == index != blind_index("somebody@example.org")
    settings.SEALING_KEYS = ["another key"]
    assert blind_index("some.body@example.org") != index


def test_session_is_sealed_whole() -> None:
    session = {"email": "زينب@example.org", "mfa.totp.secret": "JBSWY3DP", "n": 1}
    sealed = SealedSession().dumps(session)
    assert SealedSession().loads(sealed) == session
    assert b"example" not in sealed
