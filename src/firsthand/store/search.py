"""Finding articles by their words: the same articles on both databases, in the same order where time orders them.

A word that nearly every article has would cost SQLite a look at every article. So matches are counted up to COUNTED;
where there are more, the articles are gone through from the newest on, a window at a time, until there are enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

from firsthand.errors import InputError, ModelError, StoreError
from firsthand.store.codec import decompress
from firsthand.store.hits import Found, Hit, Order
from firsthand.store.match import Condition, split
from firsthand.store.query import All, InStory, Node, Not, Some, sought
from firsthand.store.ranking import by_likeness
from firsthand.store.rows import AnyRow, parts
from firsthand.store.snippets import mark, snippet
from firsthand.store.stories import resolve

#: Matches that are counted and, for the best first, ranked. Ranking 100,000 costs SQLite 77 ms, ranking these 5.
COUNTED = 2_000
#: Articles of the first window of time; each further one is twice as large. After the last, all matches are sorted.
WINDOW, WINDOWS = 512, 4
#: Articles that arrived within so many times their number are asked for by a range, others one by one, if they are no
#: more than PROBED: one costs .02 ms, a range over 100,000 articles 50 ms.
SPARSE, PROBED = 8, 2_000
#: Articles that a filter lets through and that are looked through, where a word alone has too many matches.
FEW = 5_000

_NEWEST = "ORDER BY article.reported DESC, article.n DESC"
_LATEST = "ORDER BY article.n DESC"
_HITS = """
SELECT article.n, article.id, article.url, article.publisher_name, article.headline, article.language,
    article.published_at, story_article.story, version.text, capture.charset, body.sha256, body.zstd
FROM article JOIN version ON version.n = article.version JOIN capture ON capture.n = version.capture
    LEFT JOIN body ON version.text IS NULL AND body.sha256 = capture.sha256
    LEFT JOIN story_article ON story_article.article = article.n
WHERE article.n IN ({numbers})
"""


def find(connection: Connection, query: Node, *, order: Order = "newest", limit: int = 20, offset: int = 0) -> Found:
    """The articles that a query matches. Raises InputError where it names a story that there is not, and StoreError.

    Newest first is by when they were reported, undated ones last. Best first is by BM25, among the COUNTED that arrived
    last; what is beyond them is found in the order of time alone.
    """
    condition = Condition(connection.dialect.name == "sqlite", _stories(connection, query))
    numbers, total = (_sqlite if condition.sqlite else _postgresql)(connection, query, condition, order, limit + offset)
    phrases = sought(query)
    scores = by_likeness(connection, phrases, numbers, many=total is None) if order == "best" else {}
    if scores:
        numbers = sorted(numbers, key=lambda n: -scores.get(n, 0.0))  # stable: the newer of two as good comes first
    return Found(tuple(_hits(connection, numbers[offset : offset + limit], phrases, scores)), order, total, COUNTED)


def _stories(connection: Connection, node: Node) -> dict[str, str]:
    """The ids of the stories that a query names. Raises InputError."""
    if isinstance(node, InStory):
        id = resolve(connection, node.name)
        if id is None:
            raise InputError(f"query, character {node.at + 1}", f"There is no story {node.name}.")
        return {node.name: id}
    if isinstance(node, Not):
        return _stories(connection, node.node)
    if isinstance(node, All | Some):
        return {name: id for part in node.nodes for name, id in _stories(connection, part).items()}
    return {}


def _postgresql(
    connection: Connection, query: Node, condition: Condition, order: Order, most: int
) -> tuple[list[int], int | None]:
    """The matches to show, the newest `most` or the COUNTED to be ranked; and how many there are."""
    where = f"FROM article JOIN search ON search.n = article.n WHERE {condition.of(query)}"
    values = condition.values | {"counted": COUNTED + 1}
    count = text(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT :counted) AS counted")
    total = connection.execute(count, values).scalar_one()
    many = total > COUNTED
    sorting = _LATEST if order == "best" and many else _NEWEST
    statement = text(f"SELECT article.n {where} {sorting} LIMIT :most")
    if many:
        _walk(connection, True)  # enough of them are among the first in this order
    found = connection.execute(statement, values | {"most": COUNTED if order == "best" else most}).scalars().all()
    if many:
        _walk(connection, False)
    return list(found), None if many else total


def _walk(connection: Connection, on: bool) -> None:
    """PostgreSQL: have it go through articles in the order that is wanted, or leave it the choice again."""
    for way in ("enable_bitmapscan", "enable_seqscan", "enable_sort"):
        connection.execute(text(f"SET LOCAL {way} = {'off' if on else 'on'}"))


def _sqlite(
    connection: Connection, query: Node, condition: Condition, order: Order, most: int
) -> tuple[list[int], int | None]:
    """The matches to show, the newest `most` or the COUNTED to be ranked; and how many there are."""
    words, rest = split(query)
    holds = condition.of(rest) if rest else "1"
    values = condition.values
    if words is None:
        return _by_condition(connection, holds, values, order, most)
    asked = text(f"SELECT rowid FROM search WHERE search MATCH :words ORDER BY rowid DESC LIMIT {COUNTED + 1}")
    matches = connection.execute(asked, {"words": words}).scalars().all()
    if len(matches) <= COUNTED:
        found = _of(connection, matches, holds, values)
        return found, len(found)
    if rest is not None:
        matches = _both(connection, words, holds, values)
        if len(matches) <= COUNTED:
            return _of(connection, matches, "1", {}), len(matches)
    return (list(matches[:COUNTED]) if order == "best" else _newest(connection, words, holds, values, most)), None


def _both(connection: Connection, words: str, holds: str, values: dict[str, Any]) -> Sequence[int]:
    """What has the words and meets a condition, the latest to arrive first; some more than COUNTED where it is many."""
    few = text(f"SELECT article.n FROM article WHERE {holds} LIMIT {FEW + 1}")
    let_through = connection.execute(few, values).scalars().all()
    if len(let_through) <= FEW:
        return sorted(_matching(connection, words, let_through), reverse=True)
    both = text(
        "SELECT article.n FROM search CROSS JOIN article ON article.n = search.rowid "
        f"WHERE search MATCH :words AND {holds} ORDER BY search.rowid DESC LIMIT {COUNTED + 1}"
    )
    return connection.execute(both, values | {"words": words}).scalars().all()


def _by_condition(
    connection: Connection, holds: str, values: dict[str, Any], order: Order, most: int
) -> tuple[list[int], int | None]:
    """Without words that all matches have: the table of articles says which match."""
    statement = text(f"SELECT article.n FROM article WHERE {holds} {_NEWEST} LIMIT :most")
    found = list(connection.execute(statement, values | {"most": max(most, COUNTED + 1)}).scalars())
    return (found[:COUNTED] if order == "best" else found), len(found) if len(found) <= COUNTED else None


def _newest(connection: Connection, words: str, holds: str, values: dict[str, Any], most: int) -> list[int]:
    """The newest of many matches: window by window, and all of them where the first windows have too few."""
    newest: list[int] = []
    for window in _windows(connection, holds, values):
        newest += _matching(connection, words, window)
        if len(newest) >= most:
            return newest
    everything = text(
        "SELECT article.n FROM search CROSS JOIN article ON article.n = search.rowid "
        f"WHERE search MATCH :words AND {holds} {_NEWEST} LIMIT :most"
    )
    return list(connection.execute(everything, values | {"words": words, "most": most}).scalars())


def _of(connection: Connection, numbers: Sequence[int], holds: str, values: dict[str, Any]) -> list[int]:
    """Those of some articles that meet a condition, the newest first."""
    statement = text(
        "SELECT article.n FROM json_each(:numbers) AS one CROSS JOIN article ON article.n = one.value "
        f"WHERE {holds} {_NEWEST}"
    )
    return list(connection.execute(statement, values | {"numbers": json.dumps(list(numbers))}).scalars())


def _windows(connection: Connection, holds: str, values: dict[str, Any]) -> Iterator[Sequence[int]]:
    """The articles that meet a condition, the newest first, in the first few windows of time."""
    last: AnyRow | None = None
    for size in (WINDOW << doubled for doubled in range(WINDOWS)):
        before = "1" if last is None else "(article.reported, article.n) < (:reported, :n)"
        place = {} if last is None else {"reported": last.reported, "n": last.n}
        statement = text(
            "SELECT article.n, article.reported FROM article INDEXED BY ix_article_reported_n "
            f"WHERE {before} AND {holds} {_NEWEST} LIMIT :size"
        )
        rows = connection.execute(statement, values | place | {"size": size}).all()
        if not rows:
            return
        yield [row.n for row in rows]
        last = rows[-1]


def _matching(connection: Connection, words: str, window: Sequence[int]) -> list[int]:
    """Those of a window that have the words, in the window's order."""
    if not window:
        return []
    low, high = min(window), max(window)
    if high - low < SPARSE * len(window) or len(window) > PROBED:
        statement = "SELECT rowid FROM search WHERE search MATCH :words AND rowid BETWEEN :low AND :high"
        values: dict[str, Any] = {"low": low, "high": high}
    else:
        statement = (
            "SELECT one.value FROM json_each(:numbers) AS one WHERE EXISTS "
            "(SELECT 1 FROM search WHERE search MATCH :words AND rowid = one.value)"
        )
        values = {"numbers": json.dumps(list(window))}
    held = set(connection.execute(text(statement), values | {"words": words}).scalars())
    return [n for n in window if n in held]


def _hits(
    connection: Connection, numbers: Sequence[int], phrases: Sequence[tuple[str, ...]], scores: dict[int, float]
) -> Iterator[Hit]:
    """What is shown of the matches, in their order."""
    if not numbers:
        return
    rows = {}
    for some in parts(numbers):
        statement = text(_HITS.format(numbers=", ".join(str(int(n)) for n in some)))
        rows.update({row.n: row for row in connection.execute(statement)})
    for n in numbers:
        row = rows[n]
        yield Hit(
            n,
            row.id,
            row.url,
            row.publisher_name,
            mark(row.headline or "", phrases),
            row.language,
            row.published_at,
            row.story,
            snippet(_without(_words_of(connection, row), row.headline), phrases),
            scores.get(n),
        )


def _words_of(connection: Connection, row: AnyRow) -> str:
    """The text of an article, of which a damaged record says so. Raises StoreError."""
    try:
        if row.text is not None:
            return decompress(row.text).decode("utf-8", "surrogatepass")
        return decompress(row.zstd or b"").decode(row.charset or "utf-8", "replace")
    except ModelError as error:
        name = connection.engine.url.render_as_string(hide_password=True)
        raise StoreError(name, f"The text of {row.id} is damaged: {error}.") from error


def _without(words: str, headline: str | None) -> str:
    """A text without its headline, where it opens with it: that is shown beside the snippet anyway."""
    if headline and words.lstrip().startswith(headline):
        return words.lstrip()[len(headline) :].lstrip()
    return words
