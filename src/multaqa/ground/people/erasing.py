"""What else goes with a person: nouns above this one hold it, and people know none of them."""

from collections.abc import Callable

from multaqa.ground.people.models import Person

_rest: list[Callable[[Person], None]] = []


def also_erase(deed: Callable[[Person], None]) -> None:
    """To be called once, when the app is ready."""
    _rest.append(deed)


def erase_the_rest(person: Person) -> None:
    for deed in _rest:
        deed(person)
