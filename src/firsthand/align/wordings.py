"""Quoted words as they are compared: without marks, in one spelling, and how many of them two wordings share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from firsthand.model import Article, Quotation, Span

#: Words in a row from which on they are the same words and not a chance: "of the", "it is" stand everywhere.
RUN = 3
TITLE_WORDS = 5  #: words of a title at most; a longer one in capitals is a headline or a shout
#: What stands in quotation marks; a single mark inside a word is an apostrophe. What is not closed ends with the text.
#: Single marks are looked for over 600 code points: without a bound a text full of apostrophes takes quadratic time.
_QUOTED = re.compile(
    r"“(?P<a>[^“”]+)(?:”|$)|\"(?P<b>[^\"]+)(?:\"|$)|(?<!\w)‘(?P<c>(?:[^‘’]|’(?=\w)){1,600})(?:’|$)"
    r"|(?<!\w)'(?P<d>(?:[^']|'(?=\w)){1,600})'(?!\w)"
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BRACKETED = re.compile(r"\[[^\]\n]{0,40}\]|\([^)\n]{0,40}\)")
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'m\b"), " am"),
)
#: British and American spellings of one word, made one.
_SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"ae|oe", "e"),
        (r"(?<=\w{3})our", "or"),
        (r"(?<=\w{2})is(?=e|ing|ation)|(?<=\w{2})ys(?=e|ing)", "iz"),
        (r"(?<=\w{2})ll(?=ed|ing|er)", "l"),
        (r"(?<=\w{3})tre\b", "ter"),
        (r"(?<=\w{3})ogue\b", "og"),
        (r"(?<=en)ce\b", "se"),
        (r"(?<=\w{2})mme\b", "m"),
    )
)


def quoted_spans(article: Article, quotation: Quotation) -> tuple[Span, ...]:
    """The words that stand in quotation marks: all of a direct quotation, the quoted parts of a mixed one."""
    if quotation.kind != "mixed":
        return quotation.content
    found = []
    for part in quotation.content:
        for match in _QUOTED.finditer(article.quote(part)):
            group = match.lastgroup or "a"
            start, end = match.span(group)
            if match[group].strip():
                found.append(article.span(part.start + start, part.start + end))
    return tuple(found) or quotation.content


def is_title(text: str) -> bool:
    """Whether a few words are written like the name of a film or song, and need not be what somebody said."""
    words = _WORD.findall(text)
    return 1 < len(words) <= TITLE_WORDS and all(w[0].isupper() or w[0].isdigit() or len(w) < RUN + 1 for w in words)


def plain_words(text: str) -> tuple[str, ...]:
    """The words in small letters, without hyphens, brackets and contractions, in one spelling."""
    plain = _BRACKETED.sub(" ", text.casefold().replace("’", "'").replace("‘", "'"))
    for pattern, full in _CONTRACTIONS:
        plain = pattern.sub(full, plain)
    return tuple(_spelled(w) for w in _WORD.findall(plain))


@lru_cache(maxsize=8192)
def _spelled(word: str) -> str:
    word = word.replace("-", "").replace("'", "")
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def shared_words(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words of one wording stand in runs of `RUN` or more that stand in the other, too."""
    runs = set(zip(*(other[n:] for n in range(RUN)), strict=False))
    held: set[int] = set()
    for at, run in enumerate(zip(*(one[n:] for n in range(RUN)), strict=False)):
        if run in runs:
            held.update(range(at, at + RUN))
    return len(held)
