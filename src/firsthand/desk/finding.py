"""What a person means by a name: an id, the beginning of one, an address, a file; and a way out where it is none."""

from __future__ import annotations

from sqlalchemy import Column, Connection, select

from firsthand.collect.canonical import canonical_url
from firsthand.errors import InputError
from firsthand.store.articles import ENOUGH_OF_AN_ID, find_article
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article, capture, story
from firsthand.store.stories import resolve
from firsthand.store.takedowns import kept_out

#: Ids that are named where several begin as was asked for.
NAMED = 3


def article_named(connection: Connection, name: str) -> AnyRow:
    """The row of the article that goes by a name. Raises InputError with a way out where none or several do."""
    url = canonical_url(name)
    row = find_article(connection, name) or (find_article(connection, url) if url else _from(connection, name))
    if row is not None:
        return row
    keys = [f"article:{name}", *([f"url:{url}"] if url else [])]
    receipt = kept_out(connection, keys)
    if receipt is not None:
        raise InputError(name, f"It was taken down ({receipt}), and nothing of it is kept.")
    raise InputError(name, _several(connection, article.c.id, name) or _no_article(name))


def story_named(connection: Connection, name: str) -> str:
    """The id of the story that goes by a name. Raises InputError with a way out where none or several do."""
    id = resolve(connection, name)
    if id is not None:
        return id
    if name.startswith("s-") or len(name) < ENOUGH_OF_AN_ID:
        begun = name
    else:  # ids of stories begin with "s-": people copy what comes after it
        begun = f"s-{name}"
        id = resolve(connection, begun)
        if id is not None:
            return id
    raise InputError(name, _several(connection, story.c.id, begun) or "There is no such story. " + _STORIES)


def _from(connection: Connection, source: str) -> AnyRow | None:
    """The article that came from a file, as messages name it; None where none or several did."""
    came = select(capture.c.article).where(capture.c.source == source, capture.c.article.is_not(None)).distinct()
    found = connection.execute(select(article).where(article.c.n.in_(came)).limit(2)).all()
    return found[0] if len(found) == 1 else None


#: How to see what there is.
_STORIES = "`firsthand stories` lists those that there are."


def _several(connection: Connection, ids: Column[str], name: str) -> str | None:
    """A sentence, where several ids begin so."""
    if len(name) < ENOUGH_OF_AN_ID:
        return None
    begun = connection.execute(
        select(ids).where(ids >= name, ids < name + "\U0010ffff").order_by(ids).limit(NAMED + 1)
    ).scalars()
    found = list(begun)
    if len(found) < 2:
        return None
    more = " and more" if len(found) > NAMED else ""
    return f"Several begin so ({', '.join(found[:NAMED])}{more}): write more of the id."


def _no_article(name: str) -> str:
    if len(name) < ENOUGH_OF_AN_ID:
        return f"No article has this id. The beginning of one is enough, from {ENOUGH_OF_AN_ID} characters on."
    return "No article here goes by this id or address. `firsthand search` finds articles by their words."
