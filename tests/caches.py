"""A cache that shows what it was told to keep."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache


class KeptCache(LocMemCache):
    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__("kept", params)
        self.kept: dict[str, Any] = {}

    def set(self, key: str, value: Any, *args: Any, **options: Any) -> None:
        self.kept[key] = value
        super().set(key, value, *args, **options)

    def add(self, key: str, value: Any, *args: Any, **options: Any) -> bool:
        self.kept[key] = value
        return super().add(key, value, *args, **options)
