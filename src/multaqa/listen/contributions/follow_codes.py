"""The code by which somebody without an account finds again what they sent. We keep its digest alone."""

import hashlib
import secrets
from uuid import UUID

from django.core import signing

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: nothing to mistake when it is copied by hand
LENGTH, GROUP = 16, 4
LOOKALIKES = str.maketrans("OIL٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01101234567890123456789")
SALT = "follow code"


def new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def bare(code: str) -> str:
    """The code without what a hand or a telephone adds to it: spaces, hyphens, small letters, lookalikes."""
    return "".join(letter for letter in code.upper().translate(LOOKALIKES) if letter in ALPHABET)


def digest(code: str) -> str:
    return hashlib.sha256(f"{SALT}:{bare(code)}".encode()).hexdigest()


def command_of(code: str) -> UUID:
    """One code, one sending: the same form sent twice is one contribution."""
    return UUID(hashlib.sha256(f"command:{bare(code)}".encode()).hexdigest()[:32])


def signed(code: str) -> str:
    """The code as a form carries it, so that nobody can bring one of their own making."""
    return signing.dumps(code, salt=SALT)


def unsigned(ticket: str) -> str | None:
    try:
        return str(signing.loads(ticket, salt=SALT))
    except signing.BadSignature:
        return None
