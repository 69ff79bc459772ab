"""From findings to an account: choose, order, trim, attribute, cite; refuse what its passages do not hold."""

from __future__ import annotations

from firsthand.write.account import LENGTH, Written, write
from firsthand.write.check import refuse
from firsthand.write.comparison import compare
from firsthand.write.headline import choose_headline

__all__ = ["LENGTH", "Written", "choose_headline", "compare", "refuse", "write"]
