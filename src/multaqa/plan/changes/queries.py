"""Two versions of a strategy side by side: what was added, worded anew, dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from multaqa.ground.vocabulary.fields import Words
from multaqa.plan.changes.wording import Stretch, compare
from multaqa.plan.measures.models import Measure
from multaqa.plan.strategy.models import Axis, Objective, Strategy

Fate = Literal["added", "reworded", "dropped", "same"]
Part = Axis | Objective | Measure

# What a reader compares of each part. Amounts and dates have their own history on the measure's page.
COMPARED: dict[type[Part], dict[str, object]] = {
    Axis: {"title": _("title"), "description": _("description")},
    Objective: {"title": _("title")},
    Measure: {"title": _("title"), "promise": _("promise"), "indicator": _("indicator")},
}


@dataclass(frozen=True)
class Rewording:
    """One text of a part, from the earlier version to the later."""

    label: object
    stretches: tuple[Stretch, ...]

    @property
    def is_changed(self) -> bool:
        return any(stretch.kind != "same" for stretch in self.stretches)


@dataclass(frozen=True)
class Change:
    """What became of an axis, an objective or a measure, known by its code in both versions."""

    fate: Fate
    part: Part
    texts: tuple[Rewording, ...]

    @property
    def kind(self) -> object:
        return self.part._meta.verbose_name

    @property
    def changed_texts(self) -> tuple[Rewording, ...]:
        return tuple(text for text in self.texts if text.is_changed)


@dataclass(frozen=True)
class Comparison:
    """All that changed from one version to another, in the order of the later text."""

    earlier: Strategy
    later: Strategy
    changes: tuple[Change, ...]

    def with_fate(self, fate: Fate) -> list[Change]:
        return [change for change in self.changes if change.fate == fate]

    @property
    def added(self) -> list[Change]:
        return self.with_fate("added")

    @property
    def reworded(self) -> list[Change]:
        return self.with_fate("reworded")

    @property
    def dropped(self) -> list[Change]:
        return self.with_fate("dropped")

    @property
    def unchanged(self) -> list[Change]:
        return self.with_fate("same")


def compare_versions(earlier: Strategy, later: Strategy, language: str) -> Comparison:
    """In one language, as the reader asked for it; eight queries, whatever the length."""
    before, after = _parts(earlier), _parts(later)
    kept = [_change(part, before.get(key), part, language) for key, part in after.items()]
    dropped = [_change(part, part, None, language) for key, part in before.items() if key not in after]
    return Comparison(earlier, later, (*kept, *dropped))


def _parts(strategy: Strategy) -> dict[tuple[str, str], Part]:
    """Every part by its kind and code, in reading order."""
    axes = strategy.axes.prefetch_related("objectives__measures")
    return {(part._meta.model_name or "", part.code): part for part in _in_reading_order(axes)}


def _in_reading_order(axes: Iterable[Axis]) -> Iterable[Part]:
    for axis in axes:
        yield axis
        for objective in axis.objectives.all():
            yield objective
            yield from objective.measures.all()


def _change(part: Part, before: Part | None, after: Part | None, language: str) -> Change:
    texts = tuple(
        Rewording(label, compare(_text(before, name, language), _text(after, name, language)))
        for name, label in COMPARED[type(part)].items()
    )
    return Change(_fate(before, after, texts), part, texts)


def _fate(before: Part | None, after: Part | None, texts: tuple[Rewording, ...]) -> Fate:
    if before is None:
        return "added"
    if after is None:
        return "dropped"
    return "reworded" if any(text.is_changed for text in texts) else "same"


def _text(part: Part | None, name: str, language: str) -> str:
    """The words in that very language: comparing Arabic with French would say nothing."""
    words: Words = getattr(part, name) if part is not None else Words()
    return words.get(language, "")
