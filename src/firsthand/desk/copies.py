"""Other articles that carry the text of one that must go: they stay, and a person is told of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from firsthand.model import Reading
from firsthand.relate.passages import Words, find_passages, read_words
from firsthand.store.articles import load_readings
from firsthand.store.removal import Held
from firsthand.store.rows import parts
from firsthand.store.schema import article, capture, story_article

#: Share of the shorter text that two copies have in common. Set on the reprints of the demo, which share .7 or more;
#: articles that quote the same speech share .3.
SAME = 0.5
#: Articles of one story that are compared. Comparing takes some 2 ms each.
MOST = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that carries the same text."""

    id: str
    url: str | None
    publisher: str | None
    headline: str | None
    share: float  #: of the shorter text, 0 to 1


def find_copies(connection: Connection, held: Held) -> tuple[Copy, ...]:
    """Articles of the same stories, or of the same bytes, with the same text; the most alike first."""
    going = {a.n: a.id for a in held.articles}
    near: set[str] = set()
    for n in going:
        mine = select(story_article.c.story).where(story_article.c.article == n)
        near |= set(
            connection.execute(
                select(article.c.id)
                .join(story_article, story_article.c.article == article.c.n)
                .where(story_article.c.story.in_(mine))
            ).scalars()
        )
    for some in parts(sorted({c.sha256 for c in held.captures})):
        same_bytes = select(capture.c.article).where(capture.c.sha256.in_(some))
        near |= set(connection.execute(select(article.c.id).where(article.c.n.in_(same_bytes))).scalars())
    near -= set(going.values())
    if not near:
        return ()
    originals = [read_words(r) for r in load_readings(connection, going.values())]
    found = [_copy(r, originals) for r in load_readings(connection, sorted(near)[:MOST])]
    return tuple(sorted((c for c in found if c.share >= SAME), key=lambda c: (-c.share, c.id)))


def _copy(reading: Reading, originals: list[Words]) -> Copy:
    words, made = read_words(reading), reading.article
    share = max((_share(original, words) for original in originals), default=0.0)
    return Copy(made.id, made.url, made.publisher.name if made.publisher else None, made.headline, share)


def _share(a: Words, b: Words) -> float:
    return sum(p.shared for p in find_passages(a, b)) / max(1, min(len(a.words), len(b.words)))
