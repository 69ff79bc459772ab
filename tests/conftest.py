"""What several test files share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from types import FrameType

import pytest
from hypothesis import settings

from firsthand.inference.tagger import SpacyTagger, Tagger
from tests.stores import desk, store, store_url

# How fast a machine is decides no test, and neither does chance where a change is judged: that is for the daily runs.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True)
settings.load_profile("untimed")

__all__ = ["desk", "store", "store_url"]


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return SpacyTagger()


@pytest.fixture
def watchdog() -> Iterator[None]:
    """Ends a test that hangs, so that it fails instead of holding up the run."""

    def give_up(number: int, frame: FrameType | None) -> None:
        pytest.fail("it hangs: a minute has passed")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
