import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def figures_are_counted_again() -> None:
    cache.clear()
