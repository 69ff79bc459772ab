"""From findings to an account: choose, order, trim, attribute, cite; refuse what its passages do not hold."""

from __future__ import annotations

from firsthand.write.account import Written, write
from firsthand.write.check import refuse
from firsthand.write.headline import choose_headline

__all__ = ["Written", "choose_headline", "refuse", "write"]
