"""Work in a child process costs the document that breaks it, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from firsthand.sandbox import Sandbox, serve

SERVER = "tests.test_sandbox:run"


def run() -> None:
    """A server that answers in capitals, and can be asked to break."""
    serve(_answer)


def _answer(message: bytes) -> bytes:
    if message == b"hang":
        threading.Event().wait()
    if message == b"die":
        raise SystemExit(1)
    if message == b"eat":
        return b"x" * 1_000_000_000
    print("a library that prints")  # noqa: T201
    return message.upper()


@pytest.fixture
def child() -> Iterator[Sandbox]:
    child = Sandbox(SERVER, 60.0, 400_000_000)
    yield child
    child.close()


def test_answers_come_back(child: Sandbox) -> None:
    assert child.ask(b"quay") == b"QUAY"
    assert child.ask(b"") == b""
    assert child.ask(b"a" * 3_000_000) == b"A" * 3_000_000


@pytest.mark.parametrize("message", [b"die", b"eat"])
def test_a_death_is_told_and_the_next_is_answered(child: Sandbox, message: bytes) -> None:
    assert child.ask(message) == "death"
    assert child.ask(b"quay") == b"QUAY"


def test_an_overrun_is_told_and_the_next_is_answered(child: Sandbox) -> None:
    child.seconds = 0.2
    assert child.ask(b"hang") == "time"
    child.seconds = 60.0
    assert child.ask(b"quay") == b"QUAY"


def test_threads_take_turns(child: Sandbox) -> None:
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        for _ in range(20):
            answers[number] = child.ask(b"thread %d " % number * 1000)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: b"THREAD %d " % n * 1000 for n in range(4)}


def test_a_child_that_was_ended_is_started_anew(child: Sandbox) -> None:
    assert child.ask(b"a") == b"A"
    child.close()
    child.close()
    assert child.ask(b"b") == b"B"
