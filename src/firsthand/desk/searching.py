"""Finding again what the store holds: articles by their words, sentences by what they say."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from firsthand.desk.front_cards import COLUMNS, Card, cards_of
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup
from firsthand.store.hits import Found, Order, Sentence
from firsthand.store.query import names_story, parse
from firsthand.store.schema import story
from firsthand.store.search import find
from firsthand.store.words import outdated, rebuild


def search(
    desk: Desk, query: str, *, order: Order = "newest", limit: int = 20, offset: int = 0, current: bool = True
) -> Found:
    """The articles that a query matches. Raises InputError, which names the place in the query, and StoreError.

    `current`: words and the stories that are named are brought up to date first; pages take them as they stand and do
    not wait.
    """
    tree = parse(query)
    if current:
        if names_story(tree):
            regroup(desk)
        search_up_to_date(desk)
    with desk.store.reading() as connection:
        return find(connection, tree, order=order, limit=limit, offset=offset)


def search_up_to_date(desk: Desk) -> None:
    """Have the words made anew where an older firsthand made them, or one that knew other letters."""
    with desk.store.reading() as connection:
        old = outdated(connection)
    if old:
        with desk.store.writing() as connection:
            if outdated(connection):
                rebuild(connection)


def stories_found(desk: Desk, found: Found) -> dict[str, Card]:
    """The stories that hits are in, by id, as lists show them. Raises StoreError."""
    ids = sorted({hit.story for hit in found.hits if hit.story is not None})
    with desk.store.reading() as connection:
        rows = connection.execute(select(*COLUMNS).where(story.c.id.in_(ids))).all()
        return {card.id: card for card in cards_of(connection, rows)}


def find_similar(
    desk: Desk, sentence: str, *, limit: int = 20, progress: Callable[[str, int], None] | None = None
) -> tuple[Sentence, ...]:
    """The sentences in the store that are most like one. Raises InputError where its words are unknown, and StoreError.

    The first time, and after many articles came, this takes a while: all sentences are made into vectors.
    """
    from firsthand.inference.encoder import word_vectors
    from firsthand.store.similar import similar

    return similar(desk.store, desk.config.files, sentence, word_vectors(), limit=limit, progress=progress)
