"""What a person has judged: articles that belong in one story, and articles that do not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from firsthand.errors import InputError

_FORM = '{"together": ["article id", "article id"]} or {"apart": ["article id", "article id"]}'


Judged = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Judgements:
    """For the id of each article that was judged, those of the others, with the reason that was given ("" for none).

    What follows from several judgements is included.
    """

    together: Judged  #: belong in one story with it
    apart: Judged  #: belong in other stories

    @property
    def articles(self) -> frozenset[str]:
        """The ids of all articles that a judgement names."""
        return frozenset(self.together) | frozenset(self.apart)


NO_JUDGEMENTS = Judgements({}, {})


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    together: bool
    articles: tuple[str, ...]
    why: str


def judge(said: Iterable[tuple[bool, Sequence[str], str]], source: str) -> Judgements:
    """Judgements that are at hand: whether together, the articles' ids, and why.

    Raises InputError, which names `source` and the number of the judgement, where one contradicts others.
    """
    lines = [_Line(n, together, tuple(articles), why) for n, (together, articles, why) in enumerate(said, 1)]
    return _closed(lines, source)


def load_judgements(path: Path) -> Judgements:
    """Read a file of judgements: JSON Lines, each {"together": [ids]} or {"apart": [ids]}, and "why" where one likes.

    Raises InputError, which names the file and the line and says what to do, where it cannot be read or used, and
    where one line contradicts others.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), f"The judgements cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        reason = f"The judgements are not UTF-8 (byte {error.start}); save them as UTF-8."
        raise InputError(str(path), reason) from error
    return _closed(list(_lines(text, str(path))), str(path))


def _lines(text: str, source: str) -> Iterator[_Line]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(source, f"Line {number} is not JSON; write {_FORM}.") from error
        kinds = [k for k in ("together", "apart") if isinstance(record, dict) and k in record]
        if len(kinds) != 1:
            raise InputError(source, f"Line {number} is no judgement; write {_FORM}.")
        ids, why = record[kinds[0]], record.get("why", "")
        if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids) or len(set(ids)) < 2:
            raise InputError(source, f"Line {number} does not name two articles by their ids; write {_FORM}.")
        if not isinstance(why, str):
            raise InputError(source, f'Line {number} gives a "why" that is no text; put it in quotation marks.')
        yield _Line(number, kinds[0] == "together", tuple(dict.fromkeys(ids)), " ".join(why.split()))


def _closed(lines: Sequence[_Line], source: str) -> Judgements:
    """All pairs that the lines say or that follow from them. Raises InputError where they contradict each other."""
    together: dict[str, dict[str, str]] = {}
    whole: dict[str, set[str]] = {}
    for line in lines:
        if line.together:
            united = set(line.articles).union(*(whole.get(i, ()) for i in line.articles))
            whole.update(dict.fromkeys(united, united))
            _pair(together, combinations(line.articles, 2), line.why)
    for united in whole.values():
        _pair(together, combinations(sorted(united), 2), "")
    apart: dict[str, dict[str, str]] = {}
    for line in lines:
        for a, b in () if line.together else combinations(line.articles, 2):
            if b in whole.get(a, ()):
                reason = f"Line {line.number} holds {a} and {b} apart, which other lines put together; remove one."
                raise InputError(source, reason)
            _pair(apart, product(whole.get(a, {a}), whole.get(b, {b})), line.why)
    return Judgements(together, apart)


def _pair(judged: dict[str, dict[str, str]], pairs: Iterable[tuple[str, str]], why: str) -> None:
    """Put pairs down in both directions; the first reason that was given for a pair stays."""
    for a, b in pairs:
        judged.setdefault(a, {}).setdefault(b, why)
        judged.setdefault(b, {}).setdefault(a, why)
