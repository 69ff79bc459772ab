"""From findings to an account: choose, order, trim, attribute, cite; refuse what its passages do not hold."""

from __future__ import annotations

from firsthand.write.account import Written, write
from firsthand.write.check import refuse

__all__ = ["Written", "refuse", "write"]
