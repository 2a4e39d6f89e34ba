"""What a copy of the database does not give away: sealed with a key from outside of it, and found by a blind index."""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.signing import JSONSerializer
from django.utils.translation import gettext as _

NONCE_BYTES = 12


class SealError(Exception):
    """A sealed text that these keys do not open, or that stands where it was not sealed."""


@dataclass(frozen=True)
class Key:
    """One of MULTAQA_SEALING_KEYS: the name it is known by in the database, and a key for each of its two uses."""

    name: str
    seals: bytes
    indexes: bytes


def seal(text: str, *place: str) -> str:
    """Text sealed by AES-256-GCM for its place: table, field, row. Moved to another place, it does not open."""
    key, nonce = keys()[0], os.urandom(NONCE_BYTES)
    sealed = AESGCM(key.seals).encrypt(nonce, text.encode(), _associated(place))
    return f"{key.name}.{urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *place: str) -> str:
    name = name_of_key(sealed)
    key = next((key for key in keys() if key.name == name), None)
    if key is None:
        unknown = _(
            "What is in %(place)s was sealed with the key named “%(key)s”, which is not among MULTAQA_SEALING_KEYS. "
            "Add that key after a comma; `multaqa doctor` counts what is sealed with which."
        )
        raise SealError(unknown % {"place": " ".join(place), "key": name})
    raw = urlsafe_b64decode(sealed.removeprefix(f"{name}."))
    try:
        return AESGCM(key.seals).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _associated(place)).decode()
    except InvalidTag as error:
        altered = _("What is in %(place)s was altered, or sealed for another place.")
        raise SealError(altered % {"place": " ".join(place)}) from error


def name_of_key(sealed: str) -> str:
    """Of the key that sealed it: a public name, from which the key cannot be computed."""
    return sealed.partition(".")[0]


def blind_index(address: str) -> str:
    """By which a sealed address is found again: it tells nothing to whoever lacks the key."""
    return _digest(keys()[0], normalised(address))


def blind_indexes(address: str) -> list[str]:
    """The index under every key: a row is found before `seal_anew` has reached it, too."""
    return [_digest(key, normalised(address)) for key in keys()]


def normalised(address: str) -> str:
    return "".join(address.split()).lower()


def _digest(key: Key, text: str) -> str:
    return hmac.digest(key.indexes, text.encode(), "sha256").hex()


def keys() -> Sequence[Key]:
    """The first one seals; the older ones still open what they sealed."""
    return tuple(_derived(secret) for secret in settings.SEALING_KEYS)


@cache
def _derived(secret: str) -> Key:
    name, seals, indexes = (
        HKDF(SHA256(), length, salt=None, info=f"multaqa {use}".encode()).derive(secret.strip().encode())
        for use, length in (("name", 4), ("seal", 32), ("index", 32))
    )
    return Key(name.hex(), seals, indexes)


def _associated(place: tuple[str, ...]) -> bytes:
    return json.dumps(place).encode()


def count_key(key: str, prefix: str, version: int) -> str:
    """Under which the shared cache counts attempts: allauth's own key would confirm a guessed address."""
    return _digest(keys()[0], f"{prefix}:{version}:{key}")


class SealedSession:
    """Sessions as the database keeps them: they name an address, and hold a second factor while it is set up."""

    PLACE = ("django_session", "session_data")

    def dumps(self, session: dict[str, Any]) -> bytes:
        return seal(JSONSerializer().dumps(session).decode("latin-1"), *self.PLACE).encode()

    def loads(self, sealed: bytes) -> dict[str, Any]:
        session: dict[str, Any] = JSONSerializer().loads(unseal(sealed.decode(), *self.PLACE).encode("latin-1"))
        return session
