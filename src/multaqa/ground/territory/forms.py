"""A territory in a form: a short list where few can be chosen, otherwise its name, as people write it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.naming import Placed, meant, nearest_to, placed
from multaqa.ground.territory.queries import EVERYWHERE, Reach, inside_any
from multaqa.ui.asking import Narrowing
from multaqa.ui.formats import listed, number

SHORT = 30
OFFERED = 8
BETWEEN_NAMES = re.compile(r"[;؛\n]")
LONGEST = 400


@dataclass(frozen=True)
class Typed:
    """What a form sent for one territory or several: codes that were ticked, a name, and the answer to “which one?”."""

    text: str = ""
    codes: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.codes or self.chosen)


class TerritoryWidget(forms.Widget):
    """Draws a select or a name to type; the script makes of the name a list that answers while one types."""

    template_name = "ground/territory/field.html"
    reach: Reach = EVERYWHERE
    listed: Reach | None = None
    """What is listed, where it is less than what can be chosen: another place may still stand in the address."""
    empty_label: Any = "—"
    """What a list says where nothing is chosen."""
    offered: Sequence[Placed] = ()
    """What the last name can mean: asked for below it."""
    settled: Sequence[Territory] | None = None
    """What was understood; None where nothing was sent yet."""
    left: str = ""
    """What was typed and not understood: it stays in its input."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = self._known(value)
        few = list((self.listed or self.reach).territories[: SHORT + 1])
        context["widget"]["empty_label"] = self.empty_label
        context["widget"] |= self._list(few, known) if len(few) <= SHORT else self._name(value, known)
        return context

    def _list(self, few: list[Territory], known: list[Territory]) -> dict[str, Any]:
        others = [one for one in known if self.listed and one not in few]
        listed = [*few, *others]
        mixed = len({one.kind for one in listed}) > 1
        return {"is_short": True, "few": listed, "mixed": mixed, "known": known, "offered": self.offered}

    def _name(self, value: Any, known: list[Territory]) -> dict[str, Any]:
        asked = {"within": [path for path in self.reach.paths if path], "kind": self.reach.kinds}
        called = placed(known)
        unread = value.text if isinstance(value, Typed) and self.settled is None else self.left
        return {
            "known": called,
            "unread": unread,
            "text": unread or (str(called[0]) if called else ""),
            "offered": self.offered,
            "address": f"{reverse('ground:territory-find')}?{urlencode(asked, doseq=True)}",
        }

    def _known(self, value: Any) -> list[Territory]:
        """The territories that stand in the field: understood from what was sent, or there from the beginning."""
        if isinstance(value, Typed):
            return list(self.settled or ())
        given = [value] if isinstance(value, Territory | str) else list(value or ())
        codes = [one for one in given if isinstance(one, str) and one]
        return [*(one for one in given if isinstance(one, Territory)), *_by_code(codes)]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(text=data.get(name) or "", chosen=_every(data, f"{name}_chosen"))


class TerritoriesWidget(TerritoryWidget):
    template_name = "ground/territory/fields.html"
    use_fieldset = True

    def _list(self, few: list[Territory], known: list[Territory]) -> dict[str, Any]:
        return super()._list([*few, *(one for one in known if one not in few)], known)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        more = data.get(f"{name}_more") or ""
        return Typed(more, codes=_every(data, name), chosen=_every(data, f"{name}_chosen"))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False  # no box is ticked, and no name is typed: none was chosen


def _every(data: Any, name: str) -> tuple[str, ...]:
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, ())
    return (values,) if isinstance(values, str) else tuple(values)


def _by_code(codes: Iterable[str]) -> list[Territory]:
    asked = list(codes)
    return list(Territory.objects.filter(code__in=asked)) if asked else []


class TerritoryField(forms.Field):
    """Cleans to one territory of its reach, or None. A name that can mean several is asked about, never guessed."""

    widget: Any = TerritoryWidget
    default_error_messages = {"long": gettext_lazy("This is too long for the name of a place. Write the name alone.")}

    def __init__(
        self, *, reach: Reach = EVERYWHERE, listed: Reach | None = None, empty_label: Any = "—", **options: Any
    ) -> None:
        options.setdefault("label", gettext_lazy("Territory"))
        super().__init__(**options)
        self.reach = reach
        self.widget.listed, self.widget.empty_label = listed, empty_label

    @property
    def reach(self) -> Reach:
        reach: Reach = self.widget.reach
        return reach

    @reach.setter
    def reach(self, reach: Reach) -> None:
        self.widget.reach = reach

    def clean(self, value: Any) -> Any:
        """Understood once, and remembered for the page that gives the form back."""
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        self.widget.settled, self.widget.left = [], typed.text
        settled = self._understood(typed)
        self.widget.settled, self.widget.left = settled, ""
        cleaned = self._cleaned(settled)
        self.validate(cleaned)
        return cleaned

    def _understood(self, typed: Typed) -> list[Territory]:
        return [self._one(typed.text, typed.chosen)] if typed.text.strip() else self._ticked(typed.chosen)

    def _cleaned(self, settled: list[Territory]) -> Any:
        return settled[0] if settled else None

    def _ticked(self, codes: Iterable[str]) -> list[Territory]:
        """Codes come from our own lists; what was altered on the way is looked for, and refused, like a name."""
        return [self._one(code, ()) for code in dict.fromkeys(codes) if code]

    def _one(self, text: str, chosen: Sequence[str]) -> Territory:
        """The territory that the text means, by itself or by what was chosen among those it can mean."""
        if len(text) > LONGEST:
            raise ValidationError(self.error_messages["long"], code="long")
        found = meant(text, self.reach)
        offered = found or nearest_to(text, self.reach)
        answers = [one for one in offered if one.territory.code in chosen]
        if len(found) == 1 or answers:
            return (answers or found)[0].territory
        self.widget.offered = offered[:OFFERED]
        raise self._not_one(text.strip(), found, offered)

    def _not_one(self, text: str, found: Sequence[Placed], offered: Sequence[Placed]) -> ValidationError:
        if len(found) > OFFERED:
            many = ngettext(
                "“%(text)s” can mean %(n)s place. Choose one of these, or write more of the name.",
                "“%(text)s” can mean %(n)s places. Choose one of these, or write more of the name.",
                len(found),
            )
            return ValidationError(many, code="ambiguous", params={"text": text, "n": number(len(found))})
        if found:
            return ValidationError(
                _("Several places are called “%(text)s”. Choose one of them."), code="ambiguous", params={"text": text}
            )
        if elsewhere := meant(text, EVERYWHERE):
            return self._outside(elsewhere[0])
        unknown = (
            _("No place here is called “%(text)s”. Choose one whose name is like it, or check the spelling.")
            if offered
            else _("No place here is called “%(text)s”. Check the spelling; Arabic or Latin letters will do.")
        )
        return ValidationError(unknown, code="unknown", params={"text": text})

    def _outside(self, there: Placed) -> ValidationError:
        self.widget.offered = ()
        roots = [str(one) for one in Territory.objects.filter(path__in=self.reach.paths)]
        kinds = listed(Territory.Kind(kind).label for kind in self.reach.kinds)
        params = {"place": str(there), "kinds": kinds, "where": listed(roots)}
        if roots:
            refusal = _("%(place)s cannot be chosen here. What can be: %(kinds)s, inside of %(where)s.")
        else:
            refusal = _("%(place)s cannot be chosen here. What can be: %(kinds)s.")
        return ValidationError(refusal, code="outside", params=params)


class PlacedFilters(Narrowing):
    """The filters of a workspace's list of things that are found by words, stand in a territory and have a state."""

    exports = True
    asks: ClassVar[tuple[str, ...]] = ("q", "territory", "state")
    """Those of the three that the list has."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    territory = TerritoryField(required=False, empty_label=gettext_lazy("All"))
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, request: HttpRequest, *, states: Iterable[Any] = (), reach: Reach = EVERYWHERE) -> None:
        super().__init__(request)
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", gettext_lazy("All")), *states]  # type: ignore[attr-defined]
        for name in PlacedFilters.asks:
            if name not in self.asks:
                del self.fields[name]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.chosen.get("q"):
            rows = rows.filter(search_text__holds=words)
        if territory := self.chosen.get("territory"):
            rows = rows.filter(self.inside(territory.path))
        return rows.filter(self.standing(self.chosen["state"])) if "state" in self.chosen else rows

    def inside(self, path: str) -> Q:
        return inside_any([path])

    def standing(self, state: str) -> Q:
        return Q(state=state)


class TerritoriesField(TerritoryField):
    """Several territories: boxes for those chosen so far, and a name for more. Cleans to a list."""

    widget = TerritoriesWidget
    kept: Sequence[Territory] = ()
    """Chosen before, perhaps by somebody of a wider reach: they may stay."""

    def _understood(self, typed: Typed) -> list[Territory]:
        kept = {territory.code: territory for territory in self.kept}
        settled = [kept[code] for code in typed.codes if code in kept]
        settled += self._ticked(code for code in typed.codes if code not in kept)
        names = [name for name in BETWEEN_NAMES.split(typed.text) if name.strip()]
        for place, name in enumerate(names):
            self.widget.settled, self.widget.left = settled, "; ".join(map(str.strip, names[place:]))
            settled.append(self._one(name, typed.chosen))
        return list(dict.fromkeys(settled))

    def _cleaned(self, settled: list[Territory]) -> list[Territory]:
        return settled
