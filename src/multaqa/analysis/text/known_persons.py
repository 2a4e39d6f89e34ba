"""The people of one text: each once, and found again by a surname, another script or an office."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from multaqa.analysis.text.person_words import first_names, is_one
from multaqa.analysis.text.records import NamedPerson
from multaqa.analysis.text.same_names import ends_with, keys_of, same_name
from multaqa.analysis.text.words import Word, words_of

SURNAME = 0.6  # confidence of a surname alone
UNLIKELY = 0.5  # a word that is a surname only where a full name ends in it
LONGEST = 6  # words of a name
SMALL_WORDS = frozenset({"le", "la", "l", "les", "de", "du", "des", "d", "et", "the", "of"})


def once_each(mentions: Sequence[NamedPerson]) -> tuple[NamedPerson, ...]:
    """Each person at the first full mention, with the first office that any mention gives."""
    known = KnownPersons()
    met: dict[tuple[str, bool], int | None] = {}  # the person that a spelling stood for before
    for mention in sorted(mentions, key=lambda one: (one.confidence <= SURNAME, one.start)):
        spelling = (mention.name, mention.confidence <= SURNAME)
        if spelling not in met:
            met[spelling] = next(known.same_as(mention), None)
        at = met[spelling]
        if at is not None:
            known.tell_role(at, mention.role)
        elif mention.confidence > UNLIKELY:
            met[spelling] = known.add(mention)
    return tuple(sorted(known.persons, key=lambda person: person.start))


class KnownPersons:
    """People to look up by how a text speaks of them."""

    def __init__(self, persons: Iterable[NamedPerson] = ()) -> None:
        self.persons: list[NamedPerson] = []
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        for person in persons:
            self.add(person)

    def add(self, person: NamedPerson) -> int:
        self.persons.append(person)
        for key in keys_of(person.name):
            self._by_key[key].append(len(self.persons) - 1)
        return len(self.persons) - 1

    def tell_role(self, at: int, role: str) -> None:
        if role and not self.persons[at].role:
            self.persons[at] = replace(self.persons[at], role=role)

    def same_as(self, mention: NamedPerson) -> Iterator[int]:
        """Which known persons a mention may be, the first known first."""
        is_part = mention.confidence <= SURNAME or not _begins_with_a_first_name(mention.name)
        for at in self._near(mention.name, is_part):
            name = self.persons[at].name
            if same_name(name, mention.name) or (is_part and ends_with(name, mention.name)):
                yield at

    def spoken_of(self, words: str) -> NamedPerson | None:
        """The one whose full name, surname or office stands in words that name a speaker; None where not one."""
        spoken = words_of(words)
        found = {at for part in _parts(words, spoken) for at in self._near(part, True) if self._is_named(at, part)}
        if not found:
            found = {at for at, person in enumerate(self.persons) if _is_office_of(spoken, person)}
        return self.persons[found.pop()] if len(found) == 1 else None

    def _near(self, name: str, is_part: bool) -> list[int]:
        """Who may bear a name; only a part of a name is looked up by a first name, which many share."""
        keys = (key for key in keys_of(name) if is_part or key[0] != "begins")
        return sorted({at for key in keys for at in self._by_key.get(key, ())})

    def _is_named(self, at: int, part: str) -> bool:
        name = self.persons[at].name
        return same_name(name, part) or (len(part.split()) < len(name.split()) and ends_with(name, part))


def _is_office_of(spoken: Sequence[Word], person: NamedPerson) -> bool:
    """Whether words say an office of somebody and nothing that theirs is not: الوزيرة, Mme la ministre, والي الجهة."""
    said = [_bare(word.text) for word in spoken if not is_one(word, "honorific") and word.text not in SMALL_WORDS]
    office = [_bare(word.text) for word in words_of(person.role) if word.text not in SMALL_WORDS]
    return bool(said) and bool(office) and said[0] == office[0] and set(said) <= set(office)


def _begins_with_a_first_name(name: str) -> bool:
    """Patricia Llombart Cussac; Mme Llombart Cussac is a part of her name, though it is two words."""
    return words_of(name)[0].text in first_names()


def _bare(word: str) -> str:
    return word.removeprefix("ال")


def _parts(text: str, words: Sequence[Word]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST) + 1):
            if end - start > 1 or len(words[start].text) > 2:
                yield text[words[start].start : words[end - 1].end]
