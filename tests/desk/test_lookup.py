from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle

import pytest

from firsthand.desk.adding import keep
from firsthand.desk.lookup import cited, find_article_view, find_bytes, find_story, find_text, list_stories, words_at
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.model import Capture, Failure, OptOut, Reading, Retrieval, Span
from firsthand.pipeline import Agencies
from firsthand.publish.records import edition_record
from firsthand.store.articles import find_article, forget
from tests.kept import make_capture, make_reading, read

URL = "https://courier.vellmark.example/bridge"
BRIDGE = (
    "The Orrin bridge at Ostrel fell into the river on Friday night, and twelve people were hurt, the mayor said.\n"
    "“We heard a noise like a falling tree,” said Mara Veld, who lives beside the bridge at Ostrel.\n"
    "The Orrin bridge was built in 1961 and had been closed to lorries since January."
)
COPY = BRIDGE.replace("the mayor said", "the mayor of Ostrel said")
TAX = "The council of Marn votes on Monday on a new tax on windows, its chairman said."


def telling(
    captures: Iterable[Capture], workers: int = 1, agencies: Agencies = None
) -> Iterator[tuple[Capture, Reading | Failure]]:
    """Like tests.kept.read, with a verb in each claim, so that an account can be written of it."""
    for capture, outcome in read(captures, workers, agencies):
        if isinstance(outcome, Reading):
            verbs, agents = cycle(("fall", "hear", "build")), cycle(("bridge", "noise", "lorry"))
            claims = tuple(
                replace(c, predicate=verb, agent=agent, main=True)
                for c, verb, agent in zip(outcome.annotations.claims, verbs, agents, strict=False)
            )
            outcome = replace(outcome, annotations=replace(outcome.annotations, claims=claims))
        yield capture, outcome


def fill(desk: Desk) -> None:
    """Two reports of one bridge, the second a copy of the first, and one of a tax."""
    captures = [
        make_capture(BRIDGE, url=URL, title="Orrin bridge falls at Ostrel"),
        make_capture(
            COPY,
            url="https://post.lissel.example/bridge",
            publisher="Lissel Post",
            title="Orrin bridge falls at Ostrel",
            published="2026-03-15",
        ),
        make_capture(TAX, url="https://marn.example/tax", publisher="Marn News", published="2026-03-10", title="Tax"),
    ]
    keep(desk, captures, read=telling)


def test_stories_come_newest_first_told_on_the_way_with_their_counts(desk: Desk) -> None:
    fill(desk)
    told: list[tuple[str, int]] = []
    listing = list_stories(desk, progress=lambda stage, n: told.append((stage, n)))
    bridge, tax = listing.stories
    assert (bridge.headline, bridge.articles, bridge.origins) == ("Orrin bridge falls at Ostrel", 2, 1)
    assert (bridge.first_reported_at, bridge.last_reported_at) == ("2026-03-14", "2026-03-15")
    assert (tax.headline, tax.articles, listing.more) == ("Tax", 1, 0)
    assert ("account", 2) in told and ("account", 1) in told
    told.clear()
    assert list_stories(desk, progress=lambda stage, n: told.append((stage, n))).stories == (bridge, tax)
    assert not told


def test_only_those_that_are_asked_for_are_listed_and_told(desk: Desk) -> None:
    fill(desk)
    told: list[str] = []
    listing = list_stories(desk, limit=1, progress=lambda stage, n: told.append(stage))
    assert ([s.headline for s in listing.stories], listing.more) == (["Orrin bridge falls at Ostrel"], 1)
    assert told.count("account") == 1
    recent = list_stories(desk, since="2026-03-11")
    assert ([s.articles for s in recent.stories], recent.more, recent.others) == ([2], 0, 1)
    assert list_stories(desk, since="2026-03-16") == replace(recent, stories=(), others=2)


def test_an_empty_store_has_no_story(desk: Desk) -> None:
    assert list_stories(desk).stories == ()


def test_a_story_is_found_by_its_id_and_what_it_begins_with_with_its_account(desk: Desk) -> None:
    fill(desk)
    id = list_stories(desk).stories[0].id
    for name in (id, id[:8], id.removeprefix("s-")[:6]):
        found = find_story(desk, name)
        assert found.id == id
        (story,) = found.edition.stories
        assert [r.article.id for r in found.edition.readings] == list(story.articles)
    with pytest.raises(InputError, match=r"`firsthand stories` lists"):
        find_story(desk, "s-nothing")
    with pytest.raises(InputError, match=r"`firsthand stories` lists"):
        find_story(desk, id[:3])


def test_an_account_is_written_as_it_is_asked_for_and_the_kept_one_stays(desk: Desk) -> None:
    fill(desk)
    id = list_stories(desk).stories[0].id
    whole = find_story(desk, id)
    assert whole.edition.stories[0].account
    assert find_story(desk, id, single_source=False).edition.stories[0].account == ()
    short = find_story(desk, id, length=1).edition.stories[0]
    assert len(short.account) < len(whole.edition.stories[0].account)
    assert find_story(desk, id, since="2026-03-20").edition.stories[0].since == "2026-03-20"
    assert find_story(desk, id) == whole


def test_an_article_is_shown_with_its_story_and_whom_it_took_from(desk: Desk) -> None:
    fill(desk)
    view = find_article_view(desk, "https://post.lissel.example/bridge")
    assert view.story == (list_stories(desk).stories[0].id, "Orrin bridge falls at Ostrel")
    assert [(t.name, t.kind) for t in view.taken] == [("Vellmark Courier", "reprint")]
    assert (view.number, len(view.versions), view.retrieval) == (1, 1, None)
    assert find_article_view(desk, URL).taken == ()


def test_how_it_was_got_and_what_is_reserved_stands_with_it(desk: Desk) -> None:
    got = Retrieval(URL, URL, 200, "2026-03-14T06:00:00+00:00", (), (OptOut("tdmrep", "tdm-reservation: 1", URL),))
    keep(desk, [replace(make_capture(BRIDGE, url=URL), retrieval=got)], read=telling)
    assert find_article_view(desk, URL).retrieval == got


def test_a_version_is_named_by_its_number_or_its_capture(desk: Desk) -> None:
    first, second = make_capture(BRIDGE, url=URL), make_capture(BRIDGE.replace("twelve", "fourteen"), url=URL)
    keep(desk, [first, second], read=telling)
    assert find_article_view(desk, URL).number == 2
    for which in ("1", first.id, first.id[:6], first.id[:12].upper()):
        assert find_article_view(desk, URL, which=which).number == 1
        assert find_text(desk, URL, which).article.text == BRIDGE
        assert find_bytes(desk, URL, which) == first.body
    assert find_bytes(desk, URL) == second.body
    for which in ("0", "3", "-1", "²", "abc", "f" * 64):
        with pytest.raises(InputError, match=r"It has 2 versions, and none is .* `firsthand history`"):
            find_text(desk, URL, which)


def test_citations_go_on_pointing_at_the_words_they_cited(desk: Desk) -> None:
    fill(desk)
    id = list_stories(desk).stories[0].id
    saved = json.loads(json.dumps(edition_record(find_story(desk, id).edition)))
    lengths = {a["id"]: len(a["text"]) for a in saved["articles"]}
    edited = "Early today: " + BRIDGE.replace("twelve people were hurt", "fourteen were hurt")
    keep(desk, [make_capture(edited, url=URL, title="Orrin bridge falls at Ostrel")], read=telling)
    anew = find_story(desk, id).edition.stories[0]
    citations = [c for s in saved["stories"][0]["account"] for c in s["citations"]]
    assert any(c["url"] == URL for c in citations)
    for c in citations:
        span = Span(c["article"], c["capture"], c["start"], c["end"], lengths[c["article"]])
        assert cited(desk, span) == c["exact"]
        kept = find_text(desk, c["article"], c["capture"])  # `firsthand show ARTICLE --version SHA --words START-END`
        assert words_at(kept, f"{c['start']}-{c['end']}") == c["exact"]
    for statement in anew.account:
        for citation in statement.citations:
            assert cited(desk, citation.span) == citation.exact


def test_what_is_cited_of_an_article_that_is_gone_is_gone(desk: Desk) -> None:
    fill(desk)
    article = find_text(desk, URL).article
    span = article.span(0, 10)
    with pytest.raises(InputError, match=r"None of its versions is of capture ffffff"):
        cited(desk, replace(span, capture="f" * 64))
    with desk.store.writing() as connection:
        row = find_article(connection, URL)
        assert row is not None
        forget(connection, row.n)
    with pytest.raises(InputError, match="No article"):
        cited(desk, span)


@pytest.mark.parametrize("place", ["", "5", "5-", "7-5", "0-9999", "-1-5", "a-b"])
def test_what_is_no_place_in_the_text_is_told_so(place: str) -> None:
    with pytest.raises(InputError, match="It is no place in a text of"):
        words_at(make_reading(TAX), place)
    assert words_at(make_reading(TAX), "4-11") == "council"
