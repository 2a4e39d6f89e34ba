"""Sums that are computed once after each change, however many people read them."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils import timezone

from multaqa.ground.journal.models import JournalHead

Figure = TypeVar("Figure")
KEPT_SECONDS = 24 * 3600


def state_of_register() -> str:
    """The seal of the journal's last line: it changes with every deed, and never comes back."""
    return JournalHead.objects.filter(pk=1).values_list("sha256", flat=True).first() or "empty"


def kept(name: str, compute: Callable[[], Figure], state: str = "") -> Figure:
    """The figure as the register stands now, today: what is late changes at midnight too."""
    key = f"figure:{name}:{state or state_of_register()}:{timezone.localdate():%Y%m%d}"
    found: Figure | None = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found
