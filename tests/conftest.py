"""What several test files share."""

from __future__ import annotations

import pytest

from firsthand.inference.tagger import SpacyTagger, Tagger


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return SpacyTagger()
