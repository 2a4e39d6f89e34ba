"""A thread as data: the shape that `docs/reference/trace.md` describes."""

from typing import Any

from multaqa.accountability.trace.thread import Step, Thread


def thread_data(thread: Thread) -> dict[str, Any]:
    """Nothing in it depends on the reader's language; amounts are text, so that no centime is lost."""
    return {
        "subject": step_data(thread.subject),
        "upstream": [step_data(step) for step in thread.upstream],
        "downstream": [step_data(step) for step in thread.downstream],
        "unshown": dict(sorted(thread.unshown.items())),
    }


def step_data(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "key": step.key,
        "title": dict(sorted(step.title.items())),
        "language": step.language or None,
        "state": step.state,
        "on": step.on.isoformat() if step.on and step.precision != "unknown" else None,
        "precision": step.precision if step.on else None,
        "due_on": step.due_on.isoformat() if step.due_on else None,
        "amount": _amount(step),
        "illustrative": step.illustrative,
    }


def _amount(step: Step) -> dict[str, Any] | None:
    if step.money is None:
        return None
    return {
        "amount": str(step.money.amount),
        "currency": step.money.currency,
        "fiscal_year": step.fiscal_year,
        "in_kind": step.in_kind,
    }
