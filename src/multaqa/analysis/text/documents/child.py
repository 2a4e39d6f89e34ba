"""The process in which documents are parsed, for they come from strangers: it bounds its own memory and time.

Requests come in on standard input, one JSON object a line: {"path": ..., "limits": {...}}. Each answer is its length
in ten digits, then that many bytes of JSON. The process ends with its input, or after a document that took much memory.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

# The reader of workbooks loads numpy where there is one, for nothing we read: half a second and 100 MB.
sys.modules["numpy"] = None  # type: ignore[assignment]

from multaqa.analysis.text.documents.formats import parse  # noqa: E402  after numpy was shut out
from multaqa.analysis.text.documents.records import Limits, UnreadableDocument  # noqa: E402

LENGTH_DIGITS = 10
MUCH = 4  # a process that ever held this part of its memory makes room for a new one
GRACE_SECONDS = 2  # of computing, between the signal that may still be answered and the end


def main() -> None:
    answers = _own_output()
    for line in sys.stdin:
        request = json.loads(line)
        limits = Limits(**request["limits"])
        _bound(limits)
        _send(answers, _answer(Path(request["path"]), limits))
        if _most_held_bytes() * MUCH > limits.memory_bytes:
            return


def _most_held_bytes() -> int:
    """What this program held at most; elsewhere than on Linux, also what the one that started it held."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _own_output() -> BinaryIO:
    """Standard output for our answers alone: what a library prints must not mix with them."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answers


def _bound(limits: Limits) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    _set(resource.RLIMIT_CPU, seconds, seconds + GRACE_SECONDS)
    _set(resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes)
    _set(resource.RLIMIT_CORE, 0, 0)


def _set(limit: int, soft: int, hard: int) -> None:
    most = resource.getrlimit(limit)[1]
    try:
        if most == resource.RLIM_INFINITY:
            resource.setrlimit(limit, (soft, resource.RLIM_INFINITY if limit == resource.RLIMIT_CPU else hard))
        else:
            resource.setrlimit(limit, (min(soft, most), most))
    except (ValueError, OSError):  # a system that knows no such limit; the parent's clock still stands
        return


def _answer(path: Path, limits: Limits) -> dict[str, Any]:
    try:
        return {"read": asdict(parse(path.read_bytes(), path.name, limits))}
    except UnreadableDocument as refusal:
        return {"refused": refusal.code, "values": refusal.values}
    except MemoryError:
        return {"refused": "too_much_memory", "values": {"most": limits.memory_bytes // 1_000_000}}
    except RecursionError:
        return {"refused": "too_deep", "values": {"most": limits.nesting}}
    except OSError as error:
        return {"refused": "not_readable", "values": {"name": path.name, "reason": error.strerror or str(error)}}
    except Exception as error:  # a forged file makes libraries fail in every possible way: say so, and go on
        return {"refused": "broke", "values": {"reason": type(error).__name__}}


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    content = json.dumps(answer, ensure_ascii=False).encode()
    answers.write(str(len(content)).rjust(LENGTH_DIGITS).encode() + content)
    answers.flush()


if __name__ == "__main__":
    main()
