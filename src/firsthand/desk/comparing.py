"""Two articles of the store side by side, as `firsthand compare` lays them."""

from __future__ import annotations

from dataclasses import replace

from firsthand.align import align
from firsthand.annotate import settle
from firsthand.desk.lookup import find_text
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.group import group
from firsthand.inference.encoder import word_vectors
from firsthand.model import Comparison, Reading, Story
from firsthand.registry import load_families
from firsthand.relate import count_sources, find_origins, named_sources, relate, share_text
from firsthand.write import compare as lay_side_by_side


def compare_articles(desk: Desk, a: str, b: str) -> Comparison:
    """Two articles by their ids or addresses, compared as one story whether or not they are in one.

    Raises InputError where one is not there or both are one, and StoreError.
    """
    one, two = find_text(desk, a), find_text(desk, b)
    if one.article.id == two.article.id:
        raise InputError("a, b", "Both name the same article: a comparison takes two.")
    return compare_readings(desk, one, two)


def compare_readings(desk: Desk, one: Reading, two: Reading) -> Comparison:
    """Two readings likewise."""
    stories = group((one, two))
    if len(stories) == 1:
        settled = {r.article.id: r for r in settle([one, two])}
        one, two = settled[one.article.id], settled[two.article.id]
    members = sorted((one, two), key=lambda r: (r.article.moment, r.article.id))
    links = stories[0].links if len(stories) == 1 else ()
    story = Story(f"s-{members[0].article.id}", tuple(sorted(r.article.id for r in members)), links)
    derivations = relate(members)
    story = replace(story, derivations=derivations, origins=find_origins(members, derivations))
    families = load_families(desk.config.families)
    story = count_sources(align(story, members, word_vectors()), members, families)
    credits = named_sources(one.article, two.article), named_sources(two.article, one.article)
    return lay_side_by_side(one, two, story, share_text(one, two), credits, [])
