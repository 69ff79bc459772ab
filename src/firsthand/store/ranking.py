"""How much an article is about what was looked for: BM25, by FTS5 itself or counted on PostgreSQL."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sqlalchemy import Connection, text

from firsthand.store.rows import parts

#: As FTS5 has them: how soon further places of a word count for less, and how much a long article is held back.
K1, B = 1.2, 0.75
#: The least weight of a word, however many articles have it; as FTS5.
LEAST = 1e-6
#: A word that more articles have, and more than this share of them, says little of which is better, and costs SQLite a
#: look at each of them. Among 100,000 articles, ranking by such words too took up to 230 ms.
MANY, COMMON = 2_000, 0.1
#: Words that articles are ranked by, the rarest, and articles by which it is judged how rare a word is.
TELLING, SAMPLED = 3, 200


def by_likeness(
    connection: Connection, phrases: Sequence[tuple[str, ...]], numbers: Sequence[int], *, many: bool
) -> dict[int, float]:
    """The score of each article, more is better; of none where nothing was looked for by words that tell them apart.

    `many`: these are only the latest of all that match.
    """
    words = list(dict.fromkeys(word for some in phrases for word in some))
    if not numbers or not words:
        return {}
    if connection.dialect.name != "sqlite":
        return _counted(connection, words, numbers)
    # FTS5 goes through all articles that have a word to say how rare it is, and through many more for a phrase.
    last: int = connection.execute(text("SELECT coalesce(max(n), 0) FROM article")).scalar_one()
    common = max(MANY, COMMON * last)
    having = sorted((_having(connection, word, last), word) for word in words)
    telling = [word for articles, word in having if articles < common][:TELLING]
    if not telling and not many:
        return {}
    asked = " OR ".join(f'"{word}"' for word in telling or [having[0][1]])
    statement = text(
        "SELECT rowid, -bm25(search) FROM search WHERE search MATCH :words AND rowid BETWEEN :low AND :high"
    )
    wanted = set(numbers)
    rows = connection.execute(statement, {"words": asked, "low": min(numbers), "high": max(numbers)})
    return {n: score for n, score in rows if n in wanted}


def _having(connection: Connection, word: str, last: int) -> float:
    """How many articles have a word, as the latest of them let one think. `last` is the latest article's number."""
    latest = text("SELECT rowid FROM search WHERE search MATCH :word ORDER BY rowid DESC LIMIT :some")
    found = connection.execute(latest, {"word": f'"{word}"', "some": SAMPLED}).scalars().all()
    if len(found) < SAMPLED:
        return len(found)
    return float(SAMPLED * last / (last - found[-1] + 1))


def _counted(connection: Connection, words: Sequence[str], numbers: Sequence[int]) -> dict[int, float]:
    """PostgreSQL: places counted in the words; how rare a word is, among these articles alone."""
    values = {f"p{i}": f" {word} " for i, word in enumerate(words)}
    padded = "' ' || search.words || ' '"
    counts = [f"(length({padded}) - length(replace({padded}, :{p}, ''))) / {len(v)}" for p, v in values.items()]
    rows = []
    for some in parts(numbers):
        inside = ", ".join(str(int(n)) for n in some)
        statement = text(
            f"SELECT search.n, article.words, {', '.join(counts)} "
            f"FROM search JOIN article ON article.n = search.n WHERE search.n IN ({inside})"
        )
        rows += [tuple(row) for row in connection.execute(statement, values)]
    mean = sum(row[1] for row in rows) / len(rows) or 1.0
    having = [sum(1 for row in rows if row[2 + i]) for i in range(len(words))]
    weights = [max(LEAST, math.log((len(rows) - h + 0.5) / (h + 0.5))) for h in having]
    return {
        row[0]: sum(
            weight * row[2 + i] * (K1 + 1) / (row[2 + i] + K1 * (1 - B + B * row[1] / mean))
            for i, weight in enumerate(weights)
        )
        for row in rows
    }
