"""Against floods, without keeping anybody's address.

An address is counted under a keyed digest whose key is random, lives one hour in the shared cache and is written
nowhere else: after that hour nobody, we included, can tell whose it was.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

HOUR = 3600
LIMITS = {"contribute": 20, "follow": 30, "report": 10}  # an hour, from one address: a whole school may share one


def is_flood(request: HttpRequest, deed: str) -> bool:
    """Count this deed, and say whether its address has done it too often within the hour."""
    cache = caches["limits"]
    key = f"{deed}:{_nameless(address_of(request))}"
    cache.add(key, 0, HOUR)
    return bool(cache.incr(key) > LIMITS[deed])


def _nameless(address: str) -> str:
    salt = caches["limits"].get_or_set("flood-salt", lambda: secrets.token_hex(32), HOUR)
    return hmac.new(str(salt).encode(), address.encode(), hashlib.sha256).hexdigest()


def address_of(request: HttpRequest) -> str:
    """Behind our own proxy the last address it added; anything before that is the sender's own claim."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
