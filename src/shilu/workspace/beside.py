"""A process beside this one for work on files of strangers: it is ended when its time is over, and another one follows."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread


class BrokeOff(Exception):  # noqa: N818 - it names what happened to the work
    """The work did not come to its end: the process beside died of it."""


class OutOfTime(BrokeOff):
    """The work took longer than it may, and was ended."""


@dataclass(slots=True)
class _Running:
    process: subprocess.Popen[str]
    answers: SimpleQueue[str]


@dataclass(slots=True)
class Beside:
    """The process that ``command`` starts: it reads a work a line, as JSON, and answers each with a line."""

    command: Sequence[str]
    _running: _Running | None = field(default=None, init=False)

    def do(self, work: str, *given: str, seconds: float) -> None:
        """Have ``work`` done and wait for it. OutOfTime after ``seconds``, BrokeOff where the process died of it."""
        running = self._living()
        try:
            answer = _asked(running, json.dumps([work, *given]), seconds=seconds)
        except Empty:
            self.end()
            raise OutOfTime from None
        except OSError as fault:
            self.end()
            raise BrokeOff from fault
        if not answer:
            self.end()
            raise BrokeOff

    def end(self) -> None:
        """End the process at once, whatever it does."""
        if self._running is None:
            return
        process, self._running = self._running.process, None
        process.kill()
        process.wait()

    def _living(self) -> _Running:
        if self._running is None or self._running.process.poll() is not None:
            process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            self._running = _Running(process, SimpleQueue())
            Thread(target=_listen, args=(self._running,), daemon=True).start()
        return self._running


def _asked(running: _Running, line: str, *, seconds: float) -> str:
    if running.process.stdin is None:
        raise BrokenPipeError
    running.process.stdin.write(f"{line}\n")
    running.process.stdin.flush()
    return running.answers.get(timeout=seconds)


def _listen(running: _Running) -> None:
    """Hand answers on, and an empty one at the end; a thread, for Windows waits for no pipe with a time limit."""
    for line in running.process.stdout or ():
        running.answers.put(line)
    running.answers.put("")
