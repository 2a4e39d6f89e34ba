"""What changed from one wording to another, word by word. Pure text: any language, either direction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|\w+|[^\w\s]")
Kind = Literal["same", "added", "dropped"]


@dataclass(frozen=True)
class Stretch:
    """Words that follow each other and share a fate."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches of both wordings in reading order; the kept and the dropped are `before`, the rest `after`."""
    old, new = WORD.findall(before), WORD.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(_joined(stretch for step in steps for stretch in _stretches(step, old, new)))


def _stretches(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Stretch]:
    kind, old_start, old_end, new_start, new_end = step
    if kind == "equal":
        yield Stretch("same", "".join(old[old_start:old_end]))
        return
    if old_end > old_start:
        yield Stretch("dropped", "".join(old[old_start:old_end]))
    if new_end > new_start:
        yield Stretch("added", "".join(new[new_start:new_end]))


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """A lone space between two changes belongs to them: words are marked in runs, not one by one."""
    waiting: dict[Kind, str] = {"dropped": "", "added": ""}
    for stretch in stretches:
        if stretch.kind != "same":
            waiting[stretch.kind] += stretch.text
        elif stretch.text.isspace() and any(waiting.values()):
            waiting = {kind: text + stretch.text for kind, text in waiting.items()}
        else:
            yield from _released(waiting)
            waiting = {"dropped": "", "added": ""}
            yield stretch
    yield from _released(waiting)


def _released(waiting: dict[Kind, str]) -> Iterator[Stretch]:
    for kind, text in waiting.items():
        if text:
            yield Stretch(kind, text)
