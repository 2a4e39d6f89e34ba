"""Text that a copy of the database does not give away."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return _locks().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    return _locks().decrypt(sealed.encode()).decode()


def _locks() -> MultiFernet:
    """The first key seals; the older ones still open what they sealed."""
    digests = [sha256(key.encode()).digest() for key in settings.SEALING_KEYS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
