"""A process of our own that parses documents: asked by one pipe, answering by another, ended at any moment."""

import os
import select
import subprocess
import sys
import time

MODULE = "multaqa.analysis.text.documents.child"
LENGTH_DIGITS = 10
PIECE = 1_048_576
# What the child may know of our environment: it reads strangers' files, and our secrets stay here.
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


class Child:
    """One such process; `end` it, or it stays."""

    def __init__(self) -> None:
        self.answered = False
        questions, self._questions = os.pipe()
        self._answers, answers = os.pipe()
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        try:
            self.process = subprocess.Popen(
                # -P: a file in the working folder must not stand in for a library
                [sys.executable, "-P", "-m", MODULE],
                stdin=questions,
                stdout=answers,
                stderr=subprocess.DEVNULL,
                env={**environment, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
                start_new_session=True,
            )
        finally:
            os.close(questions)
            os.close(answers)

    def ask(self, request: bytes) -> None:
        """Send one line; BrokenPipeError where the process has ended."""
        line = request + b"\n"
        while line:
            line = line[os.write(self._questions, line) :]

    def answer(self, deadline: float, most: int) -> bytes:
        """The answer, by the monotonic clock before the deadline.

        Raises TimeoutError after it, OverflowError where the answer has more than `most` bytes, EOFError where the
        process ended without one.
        """
        length = int(self._take(LENGTH_DIGITS, deadline))
        if length > most:
            raise OverflowError(length)
        taken = self._take(length, deadline)
        self.answered = True
        return taken

    def end(self) -> int:
        """End the process if it still runs; its exit code, or minus the signal that ended it."""
        if self._questions >= 0:
            os.close(self._questions)
            os.close(self._answers)
            self._questions = self._answers = -1
        try:
            return self.process.wait(timeout=0.1)  # one that broke or has nothing to do ends by itself
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def _take(self, length: int, deadline: float) -> bytes:
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        taken = bytearray()
        while len(taken) < length:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise TimeoutError
            piece = os.read(self._answers, min(PIECE, length - len(taken)))
            if not piece:
                raise EOFError
            taken += piece
        return bytes(taken)
