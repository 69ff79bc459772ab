"""Parsing HTML in a process of its own, reused, with a limit of time and memory for each page.

A parser written in C can hang or crash on a page made for it. Here that costs this one page: the child is killed, the
page is named with its reason, and the next page gets a new child. Plain pipes and `subprocess`, since worker processes
of a pool may not have children of `multiprocessing`.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from typing import IO

from firsthand.clean.limits import hostile
from firsthand.clean.page import Page
from firsthand.errors import InputError

#: Seconds for one page. Real pages take 0.02 to 0.5; ten times that is a busy machine, and this is beyond both.
SECONDS = 20.0
#: Bytes of address space of the child: Python, lxml and trafilatura take 0.25 GB of it before the first page.
MEMORY = 1_000_000_000
_LENGTH = struct.Struct(">Q")


class PageParser:
    """One child process, started when first needed and replaced when it dies."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Limits for one page."""
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def parse(self, html: str, url: str | None, source: str) -> Page:
        """What the page holds. Raises InputError where it is refused, takes too long or breaks the parser."""
        reason = hostile(html)
        if reason:
            raise InputError(source, reason)
        child = self._running()
        overrun = threading.Event()

        def stop() -> None:
            overrun.set()
            child.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(child, json.dumps({"html": html, "url": url}).encode("ascii"))
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            if overrun.is_set():
                raise InputError(source, f"The page could not be parsed within {self._seconds:g} seconds.")
            raise InputError(source, "The page broke the parser, or took more memory than a page may.")
        record = json.loads(answer)
        if "failure" in record:
            raise InputError(source, f"The page could not be parsed: {record['failure']}.")
        return Page.from_record(record)

    def close(self) -> None:
        """End the child, if there is one."""
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
            self.close()
        if self._child is None:
            self._owner = os.getpid()
            code = f"from firsthand.clean.child import serve; serve({self._memory})"
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._child = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._child


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
    pipe.write(_LENGTH.pack(len(message)) + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end of the stream."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None


def serve(memory: int) -> None:
    """The child's life: a page in, what it holds out, until standard input ends."""
    _limit_memory(memory)
    from firsthand.clean.extract import parse_page

    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the messages
    while (message := _receive(stdin)) is not None:
        request = json.loads(message)
        try:
            record = parse_page(request["html"], request["url"]).to_record()
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError) as error:
            record = {"failure": f"{type(error).__name__} {error}".strip()[:200]}
        _send(stdout, json.dumps(record).encode("ascii"))


def _limit_memory(memory: int) -> None:
    """Where the system has such a limit; elsewhere the limit of time stands alone."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


#: The one child of this process. Kept between pages, because starting it costs as much as thirty of them.
PARSER = PageParser()
atexit.register(PARSER.close)
