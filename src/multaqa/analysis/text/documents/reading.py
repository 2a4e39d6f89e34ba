"""The one door through which a document comes in: measured first, then parsed in a process that may die."""

import json
import signal
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from multaqa.analysis.text.documents.processes import Child
from multaqa.analysis.text.documents.records import DocumentText, Limits, Remark, UnreadableDocument
from multaqa.analysis.text.records import Span

DEFAULT_LIMITS = Limits()
MOST_BYTES_OF_A_SIGN = 6  # as JSON writes it at worst
ROOM_FOR_THE_REST = 10_000_000  # bytes: spans and remarks


def read_document(path: Path, limits: Limits = DEFAULT_LIMITS) -> DocumentText:
    """The text of one document in reading order; raises UnreadableDocument."""
    with DocumentReader(limits) as reader:
        return reader.read(path)


class DocumentReader:
    """Reads several documents with one process, which is started when needed and again after one that broke it.

    Not to be shared between threads. Leaving the `with` block ends the process.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path) -> DocumentText:
        """The text of a document in reading order; raises UnreadableDocument."""
        _measure(path, self.limits)
        try:
            answer = self._answer_about(path)
        except BaseException:
            self._end()  # whatever it was doing, the next document shall not wait for it
            raise
        if "read" not in answer:
            raise UnreadableDocument(answer["refused"], **answer["values"])
        return _as_document(answer["read"])

    def _answer_about(self, path: Path) -> dict[str, Any]:
        deadline = time.monotonic() + self.limits.seconds
        request = json.dumps({"path": str(path.absolute()), "limits": asdict(self.limits)}).encode()
        most = MOST_BYTES_OF_A_SIGN * self.limits.characters + ROOM_FOR_THE_REST
        child = self._asked(request)
        had_answered = child.answered
        try:
            answer: dict[str, Any] = json.loads(child.answer(deadline, most))
        except TimeoutError:
            raise UnreadableDocument("too_slow", most=round(self.limits.seconds)) from None
        except OverflowError:
            raise UnreadableDocument("too_long", most=self.limits.characters) from None
        except EOFError:
            code = child.end()
            if code == 0 and had_answered:  # it had just ended, to give its memory back
                self._child = None
                return self._answer_about(path)
            raise self._refusal_of_the_dead(code) from None
        return answer

    def _asked(self, request: bytes) -> Child:
        """A child that has the request; one that ended, to give its memory back, is followed by another."""
        if self._child is not None:
            try:
                self._child.ask(request)
                return self._child
            except BrokenPipeError:
                self._end()
        self._child = Child()
        self._child.ask(request)
        return self._child

    def _refusal_of_the_dead(self, code: int) -> UnreadableDocument:
        if code == -signal.SIGXCPU:
            return UnreadableDocument("too_slow", most=self.limits.cpu_seconds)
        if code == -signal.SIGKILL:  # by the machine, when it has no memory left
            return UnreadableDocument("too_much_memory", most=self.limits.memory_bytes // 1_000_000)
        return UnreadableDocument("broke", reason=signal.Signals(-code).name if code < 0 else f"exit {code}")

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _measure(path: Path, limits: Limits) -> None:
    """Refuse what cannot be read or is too large, before a process is started for it."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise UnreadableDocument("missing", name=path.name) from None
    except (OSError, ValueError) as error:
        raise UnreadableDocument("not_readable", name=path.name, reason=_reason(error)) from None
    if not path.is_file():
        raise UnreadableDocument("not_a_file", name=path.name)
    if size == 0:
        raise UnreadableDocument("empty")
    if size > limits.bytes:
        raise UnreadableDocument("too_large", size=f"{size / 1_000_000:.1f}", most=f"{limits.bytes / 1_000_000:g}")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _as_document(answer: dict[str, Any]) -> DocumentText:
    return DocumentText(
        text=answer["text"],
        format=answer["format"],
        pages=tuple(Span(**page) for page in answer["pages"]),
        remarks=tuple(Remark(**remark) for remark in answer["remarks"]),
    )
