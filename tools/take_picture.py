"""Take the pictures of the site anew: `make picture`. Those that its tests compare with, and the two in README.md.

Needs Chromium. The test run takes them itself, of the demo's stories at a time that stands still.
"""

from __future__ import annotations

import os
import sys

import pytest

#: The tests that take the pictures, and what has them write instead of compare.
TESTS = "tests/web/test_site_pictures.py"
RENEW = "FIRSTHAND_PICTURES"


def main() -> int:
    """Run the tests; their exit status."""
    os.environ[RENEW] = "renew"
    return int(pytest.main(["-q", TESTS]))


if __name__ == "__main__":
    sys.exit(main())
