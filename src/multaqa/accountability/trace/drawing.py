"""A statement's thread as it is drawn: one node per event in order of time, and what is still to come in grey."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.trace.thread import Step, Thread
from multaqa.ground.money.money import Money
from multaqa.listen.statements.models import Statement
from multaqa.ui import formats
from multaqa.ui import parts as ui

CLOSING = ("refused", "not_competent")
DELIVERED = ("delivered", "in_service", "closed")
FAR = date.max
ANSWER_WORDS = 30


def statement_steps(statement: Statement, thread: Thread, answer_words: int = ANSWER_WORDS) -> list[ui.Step]:
    """From the moment it was said to what is due next."""
    nodes = [
        *_heard(statement),
        *_held(statement, thread),
        *_answered(statement, thread, answer_words),
        *_decided(thread),
        *_delivered(thread),
    ]
    return _in_time(nodes)


def _heard(statement: Statement) -> Iterator[ui.Step]:
    contribution, meeting = statement.contribution, statement.contribution.meeting
    on, precision = statement.said_when
    yield ui.Step(
        "said",
        "done",
        _("Said"),
        on,
        precision,
        text=str(meeting) if meeting else str(contribution.get_channel_display()),
        href=meeting.get_absolute_url() if meeting else "",
    )
    if statement.published_at:
        unchanged = not statement.current or statement.current.n == 1
        text = _("As it was received.") if unchanged else _("Revised since; the first words stay on record.")
        yield ui.Step("said", "done", _("Published"), timezone.localdate(statement.published_at), text=text)


def _held(statement: Statement, thread: Thread) -> Iterator[ui.Step]:
    """A theme that stood before holds the statement from its publication on."""
    themes = thread.of("theme")
    since = timezone.localdate(statement.published_at) if statement.published_at else date.min
    for theme in themes:
        on = max(theme.on, since) if theme.on else None
        yield ui.Step("said", "done", _("Held by a theme"), on, text=str(theme.title), href=theme.url)
    if not themes:
        yield ui.Step(
            "said", "todo", _("In a theme"), text=_("No theme holds it yet: it is on the list of what no theme holds.")
        )


def _answered(statement: Statement, thread: Thread, most: int) -> Iterator[ui.Step]:
    answers = thread.of("answer")
    if not answers and statement.is_published:
        yield ui.Step("answer", "todo", _("Answer"), Answer.owed_to(statement).due_on, when=_("due by"))
    for answer in answers:
        if answer.on:
            title = _("Answered: %(outcome)s") % {"outcome": answer.word}
            words = Truncator(str(answer.title)).words(most, truncate="…")
            yield ui.Step("answer", "done", title, answer.on, key=words, href=answer.url)
        else:
            late = answer.state == "late"
            text = _("The day is over and no answer is published.") if late else ""
            yield ui.Step("answer", "late" if late else "todo", _("Answer"), answer.due_on, when=_("due by"), text=text)


def _decided(thread: Thread) -> Iterator[ui.Step]:
    measures = thread.of("measure")
    for measure in measures:
        state = {"proposed": "todo", "refused": "late"}.get(measure.shape, "done")
        yield _act(measure, _("Planned"), state, measure.on if state == "done" else None, key=str(measure.title))
    if not measures and not _is_closed(thread):
        yield ui.Step("act", "todo", _("Planned"), text=_("No measure takes it up yet."))
    for agreement in thread.of("agreement"):
        signed = bool(agreement.on)
        title = _("Agreement signed") if signed else _("Agreement being prepared")
        money = _money_of(thread, agreement)
        yield _act(agreement, title, "done" if signed else "todo", agreement.on, text=_said_of(agreement, money))


def _is_closed(thread: Thread) -> bool:
    """Answered with a reason why nothing follows."""
    return any(answer.state in CLOSING for answer in thread.of("answer"))


def _delivered(thread: Thread) -> Iterator[ui.Step]:
    projects, centres, visits = thread.of("project"), thread.of("centre"), thread.of("visit")
    for project in projects:
        yield _project(project)
    for centre in centres:
        opened = centre.state in ("open", "suspended", "closed")
        title = _("Open") if opened else _("Opening")
        yield _act(centre, title, "done" if opened else "todo", centre.on, text=_said_of(centre))
    for visit in visits:
        went = bool(visit.on) and visit.state != "planned"
        yield _act(
            visit, _("Visited") if went else _("Visit"), "done" if went else "todo", visit.on, text=_said_of(visit)
        )
    if (projects or centres) and not visits:
        yield ui.Step("act", "todo", _("Visit"), text=_("No visit is recorded yet."))


def _project(project: Step) -> ui.Step:
    text = _said_of(project)
    if project.state in DELIVERED:
        return _act(project, _("Delivered"), "done", project.on, text=text)
    if project.state in ("suspended", "cancelled"):
        return _act(project, project.word, "late", None, text=text)
    if project.state == "running":
        return _act(
            project, _("Under way"), "now", project.due_on, text=text, when=_("expected") if project.due_on else ""
        )
    return _act(project, _("Project"), "todo", project.due_on, text=text, when=_("expected") if project.due_on else "")


def _act(
    step: Step, title: str, state: str, on: date | None, *, text: str = "", key: str = "", when: str = ""
) -> ui.Step:
    return ui.Step(
        "act",
        state,
        title,
        on,
        text=text,
        key=key,
        who=step.who,
        href=step.url,
        when=when,
        badge=(step.shape, step.word),
    )


def _said_of(step: Step, *more: str) -> str:
    return " · ".join(part for part in (str(step.title), *more) if part)


def _money_of(thread: Thread, agreement: Step) -> str:
    """What its parties committed and what was paid, each on its own; nothing is added across the two."""
    committed = amounts(step for step in thread.of("commitment") if step.within == agreement.key)
    paid = amounts(step for step in thread.of("payment") if step.within == agreement.key and step.shape == "paid")
    said = []
    if committed:
        said.append(_("committed: %(amount)s") % {"amount": committed})
    if paid:
        said.append(_("paid: %(amount)s") % {"amount": paid})
    return " · ".join(said)


def amounts(steps: Iterable[Step]) -> str:
    """Sums of money by currency, as text; commitments in kind are no money."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for step in steps:
        if step.money and not step.in_kind:
            sums[step.money.currency] += step.money.amount
    return formats.listed(formats.money(Money(amount, currency), short=True) for currency, amount in sums.items())


def _in_time(nodes: list[ui.Step]) -> list[ui.Step]:
    """What happened by its day, then what is under way, then what is still to come; the present is marked."""
    dated: list[tuple[int, date, int, ui.Step]] = []
    last = date.min
    for place, node in enumerate(nodes):
        happened = node.state == "done"
        last = max(last, node.on) if happened and node.on and node.kind != "answer" else last
        day = (node.on or last) if happened else (node.on or FAR)
        dated.append((0 if happened else 1 if node.state == "now" else 2, day, place, node))
    return [node for *_rank, node in sorted(dated, key=lambda entry: entry[:3])]
