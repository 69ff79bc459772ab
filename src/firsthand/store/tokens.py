"""Text as search sees it: words folded so that what reads alike is alike, the same for both databases.

One place decides what a word is. SQLite and PostgreSQL are handed the words and never see the text, so that they find
the same articles whatever their own ideas of letters are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from firsthand.model import TELLING_ROLES, Reading, Role

#: Stands between names and between headline and body: no phrase crosses it. A private-use character is in no word.
BREAK = "\ue000"
#: What comes before a word that is looked for in one field alone.
FIELDS = {
    "headline": "\ue001",
    "publisher": "\ue002",
    "speaker": "\ue003",
    "actor": "\ue004",
    "language": "\ue005",
}
#: Between the parts of a language's tag, which is one word: "gb" alone is no language.
_JOINT = "\ue006"
#: Characters of a word, the rest is cut: PostgreSQL's index refuses keys of more than 2,700 bytes. A line of Base64 is
#: no word that somebody looks for.
LONGEST_WORD = 64
#: Raised when words are made in another way: the indexes of older stores are then made again.
MANNER = 1

#: Lines that are searched: those that tell something, and whoever signed or is credited; no menus and notices.
_SEARCHED: frozenset[Role] = TELLING_ROLES - {"headline"} | {"byline", "dateline", "credit"}

#: Signs that are left out of a word: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the tatweel,
#: and what only steers how letters are joined or where a line may break.
_DROPPED = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\u00ad\u200c\u200d\u2060\ufe00-\ufe0f"
)
#: Scripts that put no spaces between words: each letter is a word of its own, and what is asked for is a phrase.
_UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)


def _signs() -> str:
    """Signs that belong to the letter before them and stay: vowels of South and Southeast Asia, voicing of kana."""
    ranges = chain(range(0x900, 0x2000), range(0xA800, 0xAC00), (0x3099, 0x309A))
    return "".join(chr(c) for c in ranges if unicodedata.category(chr(c)) in ("Mn", "Mc"))


_SIGNS = _DROPPED + _signs()
#: A word as it stands in a text, without a possessive's ending.
_WORD = re.compile(
    rf"([^\W_{_UNSPACED}]+(?:[{_SIGNS}]+[^\W_{_UNSPACED}]*)*|(?=\w)[{_UNSPACED}][{_SIGNS}]*)(?:['’][sS](?![^\W_]))?"
)
_PLAIN_WORD = re.compile(r"([a-z0-9]+)(?:'s(?![a-z0-9]))?")
#: What typesetting puts into plain text: in no word, and as long as what stands for it.
_TYPESET = (("’", "'"), ("‘", '"'), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("…", "."), ("\u00a0", " "))
_LEFT_OUT = re.compile(f"[{_DROPPED}]+")


def tokens(text: str) -> list[str]:
    """The words of a text in their order: lower case, no accents, no possessive endings, letters and digits alone."""
    plain = _plain(text)
    if plain is not None:
        return [word[:LONGEST_WORD] for word in _PLAIN_WORD.findall(plain)]
    return [token for word in _WORD.findall(text) for token in _folded(word)]


def placed(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The words of a text with where each starts and ends; one that stands for several ("½") gives all of them."""
    plain = _plain(text)
    if plain is not None:
        for match in _PLAIN_WORD.finditer(plain):
            yield match.start(1), match.end(1), (match[1][:LONGEST_WORD],)
        return
    for match in _WORD.finditer(text):
        yield match.start(1), match.end(1), _folded(match[1])


def name_tokens(field: str, name: str) -> list[str]:
    """The words of a name, or of what is looked for in one field, as they stand in the index."""
    mark = FIELDS[field]
    words = tokens(name)
    if field == "language":
        return [mark + _JOINT.join(words)] if words else []
    return [mark + word for word in words]


def document(reading: Reading) -> str:
    """All that search knows of an article: its words in order, one space between two; parts are kept apart by BREAK."""
    article, notes = reading.article, reading.annotations
    headlines = [article.headline or ""]
    headlines += [article.quote(b.span) for b in article.blocks if b.role == "headline"]
    heads = list(dict.fromkeys(tuple(tokens(h)) for h in headlines if h))
    body = [t for b in article.blocks if b.role in _SEARCHED for t in tokens(article.quote(b.span))]
    found: list[list[str]] = [*map(list, heads), body]
    found += [[FIELDS["headline"] + t for t in head] for head in heads]
    publisher = article.publisher
    names = {
        "publisher": (publisher.name, publisher.id) if publisher else (),
        "speaker": tuple(q.speaker for q in notes.quotations if q.speaker),
        "actor": tuple(m.entity for m in notes.mentions),
        "language": (article.language.partition("-")[0], article.language),
    }
    for field, given in names.items():
        found += [list(some) for some in dict.fromkeys(tuple(name_tokens(field, name)) for name in given)]
    return f" {BREAK} ".join(" ".join(part) for part in found if part)


def manner() -> str:
    """How this firsthand makes words of a text; another version of Unicode may know letters that this one does not."""
    return f"{MANNER} {unicodedata.unidata_version}"


def _plain(text: str) -> str | None:
    """A text of plain letters in lower case, each character in its place; None where it has others, quotes apart.

    Most English is such, and is cut into words in half the time.
    """
    for sign, plain in _TYPESET:
        text = text.replace(sign, plain)
    return text.lower() if text.isascii() else None


def _folded(word: str) -> tuple[str, ...]:
    """The words that a run of letters and digits stands for: one, but for signs such as "½"."""
    return _fold_kept(word) if len(word) <= LONGEST_WORD else _fold(word)


def _fold(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (word.lower()[:LONGEST_WORD],)
    open_up = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = unicodedata.normalize("NFKC", _LEFT_OUT.sub("", open_up))
    return tuple(part[:LONGEST_WORD] for part in _WORD.findall(plain))


_fold_kept = lru_cache(maxsize=50_000)(_fold)
