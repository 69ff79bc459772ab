from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, update

from firsthand.errors import InputError
from firsthand.model import Annotations, Mention, Quotation, Reading
from firsthand.store import search as searching
from firsthand.store.database import Store
from firsthand.store.hits import Found, Marked
from firsthand.store.query import All, InStory, Node, Not, Reported, Some, Words, parse
from firsthand.store.schema import article, story, story_article
from firsthand.store.search import find
from firsthand.store.tokens import document
from tests.factory import make_article
from tests.kept import make_reading
from tests.store.filling import AT, keep

# --- the contract: both databases give what a look at every article gives ---------------------------------------------

#: Few words, so that they meet; some that fold, some that are a part of another.
WORDS = ["storm", "harbor", "storms", "Harbor’s", "café", "Mara", "天", "six", "6"]
NAMES = ["Mara Veld", "Ivo Tarn", "Mara Tarn", "Veld"]
DAYS = [None, "2026-03-13", "2026-03-14", "2026-03-14T05:00:00Z", "2026-03-15T01:00:00+02:00", "2025-12-31"]
LANGUAGES = ["en", "en-GB", "de", "und"]
STORIES = ["s-one", "s-two", None]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
filters = st.one_of(
    st.sampled_from(["before:", "after:"]).flatmap(
        lambda side: st.sampled_from(["2026", "2026-03", "2026-03-14", "2026-03-15", "2025"]).map(lambda d: side + d)
    ),
    st.sampled_from(["story:s-one", "story:s-two", "language:en", "language:en-gb", "language:gb"]),
    st.sampled_from(["publisher:courier", 'publisher:"vellmark courier"', "publisher:tarn-post"]),
    st.sampled_from(["speaker:", "actor:"]).flatmap(
        lambda f: st.sampled_from([*NAMES, "Tarn Mara", "Veld Ivo"]).map(lambda n: f'{f}"{n}"')
    ),
    st.sampled_from(WORDS).map("headline:".__add__),
)
terms = st.one_of(st.sampled_from(WORDS), sentences.map('"{}"'.format), filters)
queries = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: "(" + " OR ".join(some) + ")"),
        inner.map("-({})".format),
    ),
    max_leaves=6,
)


@st.composite
def readings(draw: st.DrawFn, id: str) -> Reading:
    lines = draw(st.lists(sentences, min_size=1, max_size=3))
    made = make_article(
        "\n".join(lines),
        id,
        headline=draw(st.none() | sentences),
        published=draw(st.sampled_from(DAYS)),
        publisher=draw(st.sampled_from(["Vellmark Courier", "Tarn Post", None])),
        language=draw(st.sampled_from(LANGUAGES)),
    )
    span = made.span(0, 1)
    speakers = draw(st.lists(st.sampled_from(NAMES), max_size=2))
    named = draw(st.lists(st.sampled_from(NAMES), max_size=2))
    quotations = tuple(Quotation("indirect", (span,), speaker=name) for name in speakers)
    return Reading(made, Annotations(id, (), tuple(Mention(span, "person", n) for n in named), quotations))


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[Reading, str | None]]:
    count = draw(st.integers(1, 5))
    return [(draw(readings(f"a{n}")), draw(st.sampled_from(STORIES))) for n in range(count)]


def matches(node: Node, reading: Reading, home: str | None) -> bool:
    """What a query means, word by word."""
    if isinstance(node, Words):
        held = document(reading).split(" ")
        size = len(node.words)
        return any(tuple(held[i : i + size]) == node.words for i in range(len(held)))
    if isinstance(node, Reported):
        moment = "" if reading.article.published_at is None else reading.article.moment
        return moment != "" and (moment < node.moment if node.side == "before" else moment >= node.moment)
    if isinstance(node, InStory):
        return home == node.name
    if isinstance(node, Not):
        return not matches(node.node, reading, home)
    if isinstance(node, All):
        return all(matches(n, reading, home) for n in node.nodes)
    assert isinstance(node, Some)
    return any(matches(n, reading, home) for n in node.nodes)


def fill(connection: Connection, corpus: list[tuple[Reading, str | None]]) -> dict[str, int]:
    for id in ("s-one", "s-two"):
        facts = {"members": "", "articles": 1, "links": b"", "changed_at": AT, "last_reported": ""}
        connection.execute(insert(story).values(id=id, **facts))
    numbers = {}
    for reading, home in corpus:
        numbers[reading.article.id] = keep(connection, reading)
        if home:
            connection.execute(insert(story_article).values(article=numbers[reading.article.id], story=home))
    return numbers


@pytest.mark.parametrize("counted", [searching.COUNTED, 1])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpus=corpora(), query=queries)
def test_both_databases_find_what_a_look_at_every_article_finds(
    store: Store, counted: int, corpus: list[tuple[Reading, str | None]], query: str
) -> None:
    try:
        node = parse(query)
    except InputError:
        return
    wanted = {r.article.id for r, home in corpus if matches(node, r, home)}
    with store.engine.connect().execution_options(firsthand_writes=True) as connection:
        change = connection.begin()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(searching, "COUNTED", counted)  # 1: the ways for many matches, on a few articles
            patch.setattr(searching, "FEW", counted)
            numbers = fill(connection, corpus)
            newest = find(connection, node)
            best = find(connection, node, order="best")
        change.rollback()
    in_time = sorted(
        (r.article for r, _ in corpus if r.article.id in wanted),
        key=lambda a: (a.moment if a.published_at else "", numbers[a.id]),
        reverse=True,
    )
    assert [hit.id for hit in newest.hits] == [a.id for a in in_time]
    assert newest.total == (len(wanted) if len(wanted) <= counted else None)
    assert {hit.id for hit in best.hits} <= wanted
    assert len(best.hits) == min(counted, len(wanted))


# --- what a person sees -----------------------------------------------------------------------------------------------


def ids(found: Found) -> list[str]:
    return [hit.id for hit in found.hits]


def marked(words: Marked) -> str:
    return "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in words)


def test_newest_first_and_undated_last_and_paged(store: Store) -> None:
    days = {"old": "2026-03-01", "none": None, "new": "2026-03-14T08:00:00Z", "mid": "2026-03-10"}
    with store.writing() as connection:
        for id, day in days.items():
            keep(connection, make_reading(f"A storm, says {id}.", id, published=day))
        assert ids(find(connection, parse("storm"))) == ["new", "mid", "old", "none"]
        page = find(connection, parse("storm"), limit=2, offset=1)
        assert ids(page) == ["mid", "old"]
        assert page.total == 4


@pytest.mark.parametrize("query", ["ferry", "ferry harbor", '"ferry sank"', "ferry OR zebra", "ferry language:en"])
def test_the_best_first_is_the_one_that_is_most_about_it(store: Store, query: str) -> None:
    filler = " Other news of the day followed at length, as it does on any day of the week."
    with store.writing() as connection:
        for number in range(5):
            keep(connection, make_reading(f"Report {number} of the harbor.{filler}", f"x{number}"))
        much = "The ferry sank. The ferry was old. A ferry harbor mourns."
        keep(connection, make_reading(much, "much", published="2026-01-01"))
        keep(connection, make_reading(f"A harbor, a street, a ferry sank.{filler * 4}", "little"))
        found = find(connection, parse(query), order="best")
    assert ids(found) == ["much", "little"]
    assert [hit.score for hit in found.hits] == sorted([hit.score or 0 for hit in found.hits], reverse=True)


def test_a_snippet_shows_where_most_of_it_stands_together_with_marks(store: Store) -> None:
    before = "Nothing of note was said for a long while. " * 12
    told = "The ferry’s captain left <b>Halvenport</b> before the café closed."
    with store.writing() as connection:
        text = f"Ferry captain rescued\n\nA ferry is a ship. {before}\n\n{told} {before}"
        keep(connection, make_reading(text, headline="Ferry captain rescued", roles={0: "headline"}))
        hit = find(connection, parse("ferry captain cafe -zebra")).hits[0]
    assert marked(hit.headline) == "[Ferry] [captain] rescued"
    assert marked(hit.snippet).startswith("… ")
    assert "The [ferry]’s [captain] left <b>Halvenport</b> before the [café] closed." in marked(hit.snippet)
    assert marked(hit.snippet).endswith(" …")


def test_a_phrase_is_marked_as_one_and_only_where_it_stands(store: Store) -> None:
    with store.writing() as connection:
        keep(connection, make_reading("Pier six burned.\nThe pier was old, said six men."))
        hit = find(connection, parse('"pier six"')).hits[0]
    assert marked(hit.snippet) == "[Pier six] burned. The pier was old, said six men."


def test_who_said_it_and_who_is_named_are_marked_in_the_text(store: Store) -> None:
    with store.writing() as connection:
        keep(connection, make_reading("“It sank,” said Mara Veld. Ivo Tarn came.", names=["Ivo Tarn"]))
        said = find(connection, parse('speaker:"mara veld" language:en')).hits
        named = find(connection, parse("actor:tarn")).hits
        assert not find(connection, parse("speaker:tarn OR actor:veld")).hits
    assert marked(said[0].snippet) == "“It sank,” said [Mara Veld]. Ivo Tarn came."
    assert marked(named[0].snippet).endswith("Ivo [Tarn] came.")


def test_a_filter_alone_lists_articles_with_their_beginnings(store: Store) -> None:
    with store.writing() as connection:
        keep(connection, make_reading("It rained.", "a1", published="2026-03-01"))
        keep(connection, make_reading("It snowed.", "a2", published="2026-03-02"))
        found = find(connection, parse("after:2026-03-02"), order="best")
    assert [(hit.id, marked(hit.snippet), hit.score) for hit in found.hits] == [("a2", "It snowed.", None)]


def test_a_story_that_there_is_not_is_named(store: Store) -> None:
    with store.reading() as connection, pytest.raises(InputError, match="character 7: There is no story s-none"):
        find(connection, parse("storm story:s-none"))


def test_menus_and_notices_are_not_searched(store: Store) -> None:
    with store.writing() as connection:
        keep(connection, make_reading("The ferry sank.\nSubscribe to our newsletter", roles={1: "boilerplate"}))
        assert ids(find(connection, parse("newsletter"))) == []
        assert ids(find(connection, parse("sank"))) == ["a1"]


def test_a_query_as_large_as_may_be_is_answered(store: Store) -> None:
    with store.writing() as connection:
        keep(connection, make_reading("天" * 250, "a1"))
        assert ids(find(connection, parse('"' + "天" * 200 + '"'))) == ["a1"]
        assert ids(find(connection, parse(" ".join(f"-w{n}" for n in range(49)) + " 天"))) == ["a1"]
        assert ids(find(connection, parse(" OR ".join(["(" * 10 + "天" + ")" * 10] * 40)))) == ["a1"]
        deep = "-(" * 10 + "x after:2026" + ")" * 10
        assert ids(find(connection, parse(f"天 {deep}"))) == []


def test_old_matches_of_a_common_word_are_found_where_the_newest_have_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COUNTED", 2)
    monkeypatch.setattr(searching, "FEW", 2)
    monkeypatch.setattr(searching, "WINDOW", 1)
    with store.writing() as connection:
        for number in range(5):
            keep(connection, make_reading("An old storm.", f"old{number}", published=f"2025-01-0{number + 1}"))
        for number in range(40):
            keep(connection, make_reading("New calm.", f"new{number}", published=f"2026-01-01T10:{number:02}:00Z"))
        # What arrived last was reported first: numbers and times do not run alike.
        oldest = keep(connection, replace(make_reading("A storm.", "latest", published="2024-01-01")))
        assert ids(find(connection, parse("storm"), limit=4)) == ["old4", "old3", "old2", "old1"]
        assert ids(find(connection, parse("storm"), limit=10))[-1] == "latest"
        assert ids(find(connection, parse("storm before:2025-01-03"))) == ["old1", "old0", "latest"]
        assert ids(find(connection, parse("storm -calm after:2025-01-02"), limit=1)) == ["old4"]
        connection.execute(update(article).where(article.c.n == oldest).values(reported="2027"))
        assert ids(find(connection, parse("storm"), limit=1)) == ["latest"]
