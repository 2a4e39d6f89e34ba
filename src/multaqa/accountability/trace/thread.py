"""The shape of a thread: what a trace gives, before anybody draws it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from multaqa.ground.money.money import Money
from multaqa.ground.vocabulary.fields import Words

# In the order of the mission: each kind stands after what it comes from.
KINDS = {
    "announcement": _("Announcement"),
    "statement": _("Statement"),
    "theme": _("Theme"),
    "answer": _("Answer"),
    "measure": _("Measure"),
    "envelope": _("Envelope"),
    "agreement": _("Agreement"),
    "commitment": _("Commitment"),
    "payment": _("Payment"),
    "project": _("Project"),
    "centre": pgettext_lazy("place", "Centre"),
    "visit": _("Visit"),
    "recommendation": _("Recommendation"),
}
SAID = ("announcement", "statement", "theme")
AT_ONCE = 5
HAPPENED = {"agreed", "committed", "paid", "done", "now", "refused"}


def side_of(kind: str) -> str:
    return "said" if kind in SAID else "answer" if kind == "answer" else "act"


def counted(kind: str, n: int) -> str:
    """So many things of a kind, in the reader's language."""
    forms = {
        "announcement": ngettext("%(n)s announcement", "%(n)s announcements", n),
        "statement": ngettext("%(n)s statement", "%(n)s statements", n),
        "theme": ngettext("%(n)s theme", "%(n)s themes", n),
        "answer": ngettext("%(n)s answer", "%(n)s answers", n),
        "measure": ngettext("%(n)s measure", "%(n)s measures", n),
        "envelope": ngettext("%(n)s envelope", "%(n)s envelopes", n),
        "agreement": ngettext("%(n)s agreement", "%(n)s agreements", n),
        "commitment": ngettext("%(n)s commitment", "%(n)s commitments", n),
        "payment": ngettext("%(n)s payment", "%(n)s payments", n),
        "project": ngettext("%(n)s project", "%(n)s projects", n),
        "centre": ngettext("%(n)s centre", "%(n)s centres", n),
        "visit": ngettext("%(n)s visit", "%(n)s visits", n),
        "recommendation": ngettext("%(n)s recommendation", "%(n)s recommendations", n),
    }
    return forms[kind] % {"n": n}


@dataclass(frozen=True)
class Step:
    """One thing on the thread."""

    kind: str
    key: str
    title: Words
    """In every language it is written in; of a statement, what was said and its approved translations."""
    url: str
    state: str
    """As its stage names it: published, in_force, paid…"""
    word: str
    """The state in the reader's language."""
    shape: str
    """How that state is drawn: proposed, agreed, committed, paid, done, now, late, refused or unknown."""
    on: date | None = None
    precision: str = "day"
    due_on: date | None = None
    money: Money | None = None
    fiscal_year: int | None = None
    in_kind: bool = False
    """The amount is an estimate of land, staff or works, and is never added to money."""
    within: str = ""
    """Of a commitment or a payment: the agreement it belongs to."""
    who: str = ""
    language: str = ""
    """The language a statement was said in; empty for what the institution writes."""
    illustrative: bool = False
    pk: int = 0

    @property
    def id(self) -> str:
        return f"{self.kind}/{self.key}"

    @property
    def kind_word(self) -> str:
        return str(KINDS[self.kind])

    @property
    def side(self) -> str:
        """Which of the thread's shapes it is: said, act or answer."""
        return side_of(self.kind)

    @property
    def is_money(self) -> bool:
        return self.kind in ("envelope", "commitment", "payment")

    @property
    def spoken(self) -> tuple[str, str]:
        """What it says in the reader's language or the nearest there is, and the language that is."""
        return self.title.in_language()

    @property
    def trace_url(self) -> str:
        return reverse("accountability:trace", args=[self.kind, self.key])

    @property
    def json_url(self) -> str:
        return reverse("accountability:trace-json", args=[self.kind, self.key])


@dataclass(frozen=True)
class Group:
    """All steps of one kind, and how many there are besides those shown."""

    kind: str
    steps: tuple[Step, ...]
    unshown: int = 0

    @property
    def count(self) -> int:
        return len(self.steps) + self.unshown

    @property
    def first(self) -> tuple[Step, ...]:
        """Those shown at once; the others are one touch away."""
        return self.steps[:AT_ONCE]

    @property
    def rest(self) -> tuple[Step, ...]:
        return self.steps[AT_ONCE:]

    @property
    def words(self) -> str:
        """One payment, 12 payments."""
        return counted(self.kind, self.count)

    @property
    def side(self) -> str:
        return side_of(self.kind)

    @property
    def node(self) -> str:
        """Late where one is, done once one is done, and grey while none has happened."""
        shapes = {step.shape for step in self.steps}
        return "late" if "late" in shapes else "done" if shapes & HAPPENED or self.side == "said" else "todo"

    @property
    def on(self) -> date | None:
        """The first day on which one of them happened."""
        return min((step.on for step in self.steps if step.on and step.precision == "day"), default=None)


@dataclass(frozen=True)
class Thread:
    """A thing, all it comes from and all it became, each way in the order of the mission."""

    subject: Step
    upstream: tuple[Step, ...] = ()
    downstream: tuple[Step, ...] = ()
    unshown: dict[str, int] = field(default_factory=dict)
    """Of each kind with more things than are listed, how many more."""

    def __iter__(self) -> Iterator[Step]:
        return iter((*self.upstream, self.subject, *self.downstream))

    def of(self, kind: str) -> list[Step]:
        return [step for step in self if step.kind == kind]

    @property
    def origins(self) -> list[Group]:
        return self._groups(self.upstream)

    @property
    def outcomes(self) -> list[Group]:
        return self._groups(self.downstream)

    def _groups(self, steps: tuple[Step, ...]) -> list[Group]:
        kinds = groupby(steps, key=lambda step: step.kind)
        return [Group(kind, tuple(members), self.unshown.get(kind, 0)) for kind, members in kinds]
