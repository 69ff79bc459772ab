"""A child process, reused, that does one kind of work with a limit of time and memory for each piece.

A parser written in C can hang or crash on a document made for it, and one written in Python can take minutes. Here that
costs this one document: the child is killed, and the next document gets a new one. Plain pipes and `subprocess`, since
worker processes of a pool may not have children of `multiprocessing`.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from functools import partial
from typing import IO, Literal

_LENGTH = struct.Struct(">Q")


class Sandbox:
    """One child process, started when first needed and replaced when it dies. Threads wait for one another."""

    def __init__(self, server: str, seconds: float, memory: int) -> None:
        """`server` is "module:function", a function of no arguments that calls `serve`; limits for one message."""
        self._module, _, self._function = server.partition(":")
        self.seconds = seconds  #: for one message
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._turn = threading.Lock()
        if hasattr(os, "register_at_fork"):  # a lock that a thread of the parent holds is never let go in the fork
            os.register_at_fork(after_in_child=partial(_renew, weakref.ref(self)))

    def ask(self, message: bytes) -> bytes | Literal["time", "death"]:
        """The answer, or what it was lost to: the limit of time, or the child's death (as a rule by that of memory)."""
        with self._turn:
            child = self._running()
            overrun = threading.Event()

            def stop() -> None:
                overrun.set()
                child.kill()

            timer = threading.Timer(self.seconds, stop)
            timer.daemon = True
            timer.start()
            try:
                answer = _exchange(child, message)
            finally:
                timer.cancel()
            if answer is None:
                self._end()
                return "time" if overrun.is_set() else "death"
            return answer

    def close(self) -> None:
        """End the child, if there is one."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if self._owner != os.getpid():
            child.returncode = 0  # the parent's to wait for
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was left in the pipe of a dead child is lost anyway
                    pipe.close()
        child.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        """A living child of this very process: after a fork the parent's child is not ours to talk to."""
        if self._child is not None and (self._owner != os.getpid() or self._child.poll() is not None):
            self._end()
        if self._child is None:
            self._owner = os.getpid()
            code = (
                f"from firsthand.sandbox import limit_memory; limit_memory({self._memory}); "
                f"from {self._module} import {self._function} as run; run()"
            )
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._child = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._child


def _renew(sandbox: weakref.ref[Sandbox]) -> None:
    found = sandbox()
    if found is not None:
        found._turn = threading.Lock()


def serve(answer: Callable[[bytes], bytes]) -> None:
    """The child's life: a message in, its answer out, until standard input ends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-c is for the parent, which ends its child in good order
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the messages
    while (message := _receive(stdin)) is not None:
        _send(stdout, answer(message))


def limit_memory(memory: int) -> None:
    """Bytes of address space, where the system has such a limit; elsewhere the limit of time stands alone."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _exchange(child: subprocess.Popen[bytes], message: bytes) -> bytes | None:
    """Send a message and wait for the answer; None where the child died before it had answered."""
    if child.stdin is None or child.stdout is None:
        return None
    try:
        _send(child.stdin, message)
        return _receive(child.stdout)
    except OSError:
        return None


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end of the stream."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None
