"""Stories in a store are those that a batch over the same articles gives, however the articles came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from firsthand.annotate import settle
from firsthand.collect.files import collect
from firsthand.desk import telling
from firsthand.desk.adding import keep
from firsthand.desk.opening import Desk
from firsthand.desk.state import FILE
from firsthand.desk.telling import Epochs, regroup, told
from firsthand.errors import InputError
from firsthand.group import Archive
from firsthand.model import Capture, Failure, Reading, Story
from firsthand.pipeline import account, read_each, tell
from firsthand.publish.records import reading_record, story_record
from firsthand.store.articles import note_changes
from firsthand.store.database import Store
from firsthand.store.schema import judgement
from firsthand.store.stories import articles_of, load_links, resolve, stories_of
from tests.kept import make_capture, read
from tests.stores import make_desk

DEMO = Path(__file__).parents[2] / "demo" / "articles"
Read = Callable[[Iterable[Capture], int, object], Iterator[tuple[Capture, Reading | Failure]]]


@cache
def demo() -> tuple[tuple[Capture, Reading | Failure], ...]:
    """The demo's articles and others that are of no story with them, each read once."""
    captures = [c for c in collect([DEMO]) if isinstance(c, Capture)]
    others = [
        make_capture("The orchestra of Quillmere opened its season with a new symphony by Ilse Brandt.", "music.txt"),
        make_capture("Rain is expected along the coast of Tolsey on Tuesday, forecasters said.", "rain.txt"),
        make_capture("Forecasters said rain is expected on Tuesday along the coast near Tolsey.", "rain2.txt"),
    ]
    return tuple(read_each([*captures, *others], 1))


def reread(captures: Iterable[Capture], workers: int, agencies: object) -> Iterator[tuple[Capture, Reading | Failure]]:
    known = {(c.source, c.id): outcome for c, outcome in demo()}
    for each in captures:
        yield each, known[each.source, each.id]


def stories(desk: Desk) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """All that is told, as the contract has it, without the names under which it is known."""
    with desk.store.reading() as connection:
        ids = [row.id for row in stories_of(connection, limit=1000)]
    return sorted((plain(*told_parts(desk, id)) for id in ids), key=lambda s: str(s[0]["articles"]))


def told_parts(desk: Desk, id: str) -> tuple[Story, list[Reading]]:
    kept, readings = told(desk, id)
    return kept.story, readings


def plain(story: Story, readings: Iterable[Reading]) -> tuple[dict[str, object], list[dict[str, object]]]:
    record = story_record(story) | {"id": "", "former_ids": []}
    return record, [reading_record(r) for r in readings]


@cache
def batch() -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """What `firsthand account` makes of the demo and the others."""
    edition = account([DEMO], workers=1)
    assert len(edition.stories) == 1
    readings = [outcome for _, outcome in demo() if isinstance(outcome, Reading)]
    found = Archive()
    found.add(readings)
    by_id = {r.article.id: r for r in readings}
    made = []
    for story in found.stories():
        members = settle([by_id[a] for a in story.articles])
        whole, _ = tell(story, members)
        made.append(plain(whole, members))
    demo_story = next(m for m in made if len(m[0]["articles"]) > 2)  # type: ignore[arg-type]
    assert demo_story[0]["account"] == story_record(edition.stories[0])["account"]
    return sorted(made, key=lambda s: str(s[0]["articles"]))


def test_added_at_once_the_stories_are_those_of_a_batch(desk: Desk) -> None:
    keep(desk, [c for c, _ in demo()], read=reread)
    regroup(desk)
    assert stories(desk) == batch()


@given(
    order=st.permutations(range(len(demo()))),
    cuts=st.sets(st.integers(1, len(demo()) - 1), max_size=5),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_order_and_however_often_it_stops_the_stories_are_those_of_a_batch(
    order: list[int], cuts: set[int]
) -> None:
    captures = [demo()[i][0] for i in order]
    with TemporaryDirectory() as folder:
        for a, b in pairwise([0, *sorted(cuts), len(captures)]):
            store = Store.open(f"sqlite:///{folder}/firsthand.db", create=True)
            desk = make_desk(store, Path(folder))
            keep(desk, captures[a:b], read=reread)
            regroup(desk)
            store.close()
        store = Store.open(f"sqlite:///{folder}/firsthand.db")
        assert stories(make_desk(store, Path(folder))) == batch()
        store.close()


def test_over_several_epochs_the_stories_are_those_of_one_call(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "FIRST", 10)
    monkeypatch.setattr(telling, "EPOCH", 4)
    towns = ("Ostrel", "Tolsey", "Quillmere", "Varnholt", "Sele")
    captures = [
        make_capture(f"The {w} at {t} was closed on Monday. Engineer Pell found cracks in the {w}.", f"{w}{t}.txt")
        for w in ("bridge", "tunnel", "dam", "ferry dock", "railway yard", "lock")
        for t in towns
    ]
    whole = make_desk(store, tmp_path / "whole")
    keep(whole, captures, read=read)
    regroup(whole)
    assert (whole.config.files / FILE).exists()
    expected = stories(whole)
    third = Store.open(f"sqlite:///{tmp_path}/third.db", create=True)
    as_they_come = make_desk(third, tmp_path / "third")
    epochs = Epochs(as_they_come)
    keep(as_they_come, captures, read=read, saved=epochs.close)
    assert len(epochs.ids) == 10 + 4 * ((len(captures) - 10) // 4), "closed while they came"
    regroup(as_they_come, epochs=epochs)
    assert stories(as_they_come) == expected
    third.close()
    other = Store.open(f"sqlite:///{tmp_path}/other.db", create=True)
    desk = make_desk(other, tmp_path / "parts")
    for start in range(0, len(captures), 7):
        keep(desk, captures[start : start + 7], read=read)
        regroup(desk)
    assert stories(desk) == expected
    (desk.config.files / FILE).write_bytes(b"damaged")
    keep(desk, [make_capture("A lighthouse keeper of Sele won the lottery on Monday.", "keeper.txt")], read=read)
    regroup(desk)
    assert len(stories(desk)) == len(expected) + 1
    other.close()


def test_a_story_keeps_its_id_when_an_earlier_article_comes(desk: Desk) -> None:
    text = "The bridge at Ostrel fell on Friday night. Twelve people were hurt, Mayor Ilse Brandt said."
    keep(desk, [make_capture(text, "a.txt", id="a", published="2026-03-14")], read=read)
    (id,) = regroup(desk)
    earlier = make_capture(text.replace("Friday night", "Friday"), "b.txt", id="b", published="2026-03-13")
    keep(desk, [earlier], read=read)
    assert regroup(desk) == [id]
    with desk.store.reading() as connection:
        assert articles_of(connection, id) == ["a", "b"]
        assert [why for _, _, why in load_links(connection, id)] != []
        assert resolve(connection, id[:8]) in (id, None)


def test_what_a_person_puts_together_is_one_story_and_its_former_id_leads_on(desk: Desk) -> None:
    keep(desk, [c for c, _ in demo()[-3:]], read=reread)
    ids = regroup(desk)
    assert len(ids) == 2
    readings = [o.article.id for _, o in demo()[-3:] if isinstance(o, Reading)]
    a, b = sorted(readings[:2])
    with desk.store.writing() as connection:
        values = {"a": a, "b": b, "together": True, "by": "an editor", "at": datetime.now(UTC)}
        connection.execute(insert(judgement).values(**values))
        note_changes(connection, 1)
    (changed,) = regroup(desk)
    with desk.store.reading() as connection:
        assert {resolve(connection, i) for i in ids} == {changed}
        assert len(articles_of(connection, changed)) == 3
    kept, _ = told(desk, next(i for i in ids if i != changed))
    assert kept.story.former_ids == tuple(i for i in ids if i != changed)
    assert any("A person put them together" in why for _, _, why in kept.story.links)


def test_an_edit_has_the_story_told_anew_and_only_that_one(desk: Desk) -> None:
    url = "https://courier.vellmark.example/bridge"
    text = "The bridge at Ostrel fell on Friday night. Twelve people were hurt, the mayor said."
    keep(desk, [make_capture(text, url=url), demo()[-1][0], demo()[-2][0]], read=lambda c, w, a: read(c))
    first = regroup(desk)
    before = {i: told(desk, i)[0] for i in first}
    keep(desk, [make_capture(text.replace("Twelve", "Fourteen"), url=url)], read=lambda c, w, a: read(c))
    (changed,) = regroup(desk)
    for id in first:
        kept, readings = told(desk, id)
        assert (kept == before[id]) == (id != changed)
        if id == changed:
            assert "Fourteen" in readings[0].article.text


def test_a_story_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(InputError, match="There is no such story"):
        told(desk, "s-nowhere")
