"""The terms by which articles are compared: words, names and figures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from sys import intern

from firsthand.model import TELLING_ROLES, Article

#: How often a word of the headline counts beside one of the text. 1 costs .015 on short items, 3 gains nothing.
HEADLINE_WEIGHT = 2
#: Characters of an article that are compared. What comes later is background; a book in one line must not hang.
COMPARED = 20_000

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;]|\n)[\s\"“”‘’'«»()\[\]–—-]*$")


@dataclass(slots=True)
class Terms:
    """What one article is compared by."""

    english: bool
    counts: Counter[str] = field(default_factory=Counter)  #: how often each term stands in it, the headline weighted
    shown: dict[str, str] = field(default_factory=dict)  #: the form in which a term stands in the text first
    names: set[str] = field(default_factory=set)  #: terms written with a capital within a sentence, and figures


def read_terms(article: Article) -> Terms:
    """The terms of the lines in which an article itself speaks, and of its headline."""
    terms = Terms(article.language.split("-")[0] in ("en", "und"))
    lines = [b for b in article.blocks if b.role in TELLING_ROLES and b.role != "headline"]
    left = COMPARED
    for block in lines:
        line = article.text[block.span.start : min(block.span.end, block.span.start + left)]
        _add(terms, line, 1)
        left -= len(line)
        if left <= 0:
            break
    _add(terms, article.headline or "", HEADLINE_WEIGHT, headline=True)
    if not terms.english:  # the word list is of English: another language's smallest words would pass as rare
        for term in [t for t in terms.counts if t not in terms.names]:
            del terms.counts[term]
    return terms


def term_of(word: str) -> str:
    """A word in the form in which it is compared: lower case, no accents, no possessive, no plural."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").removesuffix("'s")
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def _add(terms: Terms, text: str, weight: int, *, headline: bool = False) -> None:
    for match in _WORD.finditer(text):
        word = match[0]
        term = intern(term_of(word))  # one string for all articles that hold it
        terms.counts[term] += weight
        if word[0].isdigit():
            terms.names.add(term)
        elif word[0].isupper() and not headline and not _OPENS.search(text, max(0, match.start() - 8), match.start()):
            if term not in terms.names:
                terms.shown[term] = word.removesuffix("'s").removesuffix("’s")
            terms.names.add(term)
        terms.shown.setdefault(term, word)
