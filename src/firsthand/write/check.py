"""Refuses a sentence that its passages do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from firsthand.model import Statement

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN = str.maketrans("“”‘’–—…", "\"\"''--.")

#: The words that an account may add to those of its passages to say who reports.
FRAME = frozenset("one report reports says".split())


def refuse(statement: Statement, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Why a sentence may not be printed: empty where every figure, quoted word and word of it stands in its passages.

    `names` are the publishers and speakers that may be named beside the passages' own words. Figures and quoted words
    get no such license.
    """
    backing = " ".join(c.exact for c in statement.citations)
    reasons = [
        f"the figure {figure} stands in no cited passage"
        for figure in _FIGURE.findall(statement.text)
        if not re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", backing)
    ]
    plain = _flat(backing)
    reasons += [
        f"the quoted words {quoted!r} stand in no cited passage"
        for quoted in _QUOTED.findall(statement.text)
        if _flat(quoted) not in plain
    ]
    allowed = {w.lower() for w in _WORD.findall(backing)} | FRAME
    allowed |= {w.lower() for name in names for w in _WORD.findall(name)}
    strange = [w for w in _WORD.findall(statement.text) if w.lower() not in allowed]
    if strange:
        reasons.append(f"the words {', '.join(dict.fromkeys(strange))} stand in no cited passage")
    return tuple(reasons)


def _flat(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split()).strip(" ,.")
