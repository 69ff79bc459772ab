from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import firsthand
from firsthand.errors import ModelError
from firsthand.model import Claim, Edition, Mention, Reading, Span, Story
from firsthand.store.codec import compress, decompress, pack, unpack
from firsthand.store.stories import Told
from tests.kept import make_reading

DEMO = Path(__file__).parents[2] / "demo" / "articles"


@cache
def demo() -> Edition:
    return firsthand.account([DEMO], workers=1)


def test_what_is_understood_of_an_article_comes_back_to_the_letter() -> None:
    for reading in demo().readings:
        assert unpack(Reading, pack(reading)) == reading
        assert [s.limit for s in unpack(Reading, pack(reading)).annotations.sentences] == [
            s.limit for s in reading.annotations.sentences
        ]


def test_a_story_comes_back_in_full() -> None:
    (story,) = demo().stories
    told = Told(story, demo().dropped)
    assert unpack(Told, pack(told)) == told
    assert story_types(unpack(Told, pack(told)).story) == story_types(story)


def story_types(story: Story) -> list[type]:
    return [type(getattr(story, f.name)) for f in fields(story)]


def test_it_is_about_as_large_as_the_text() -> None:
    readings = demo().readings
    without_text = [replace(r, article=replace(r.article, text="")) for r in readings]
    size = sum(len(pack(r)) for r in without_text) / sum(len(r.article.text.encode()) for r in readings)
    assert size < 2  # nine short articles; long ones share more of their own words


def spans() -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, 99), st.integers(1, 100)).filter(lambda e: e[0] < e[1])
    return st.builds(lambda a, e: Span(a, "c" + a, e[0], e[1], 100), st.sampled_from("pqr"), ends)


def of(kind: type) -> st.SearchStrategy[Any]:
    """Any object of a noun's type, its spans in one of three articles."""
    st.register_type_strategy(Span, spans())
    return st.builds(kind, **{name: st.from_type(hint) for name, hint in get_type_hints(kind).items()})


@given(st.data())
def test_any_claim_and_mention_come_back(data: st.DataObject) -> None:
    for kind in (Claim, Mention):
        found = data.draw(of(kind))
        back = unpack(kind, pack(found))
        assert back == found or str(back) == str(found)  # a number that is none equals nothing, itself included


@given(st.binary(max_size=300))
def test_bytes_that_are_no_noun_are_refused(data: bytes) -> None:
    for candidate in (data, compress(data)):
        with pytest.raises(ModelError):
            unpack(Reading, candidate)


@given(place=st.integers(0, 10_000), value=st.integers(1, 255))
def test_damage_is_noticed(place: int, value: int) -> None:
    packed = bytearray(pack(make_reading("The dam at Sele held. Nobody was hurt.", names=["Sele"])))
    packed[place % len(packed)] ^= value
    try:
        found = unpack(Reading, bytes(packed))
    except ModelError:
        return
    assert found == make_reading("The dam at Sele held. Nobody was hurt.", names=["Sele"])


def test_a_bomb_is_not_unpacked() -> None:
    bomb = compress(bytes(50_000_000))
    assert len(bomb) < 10_000
    with pytest.raises(ModelError, match="more than a record may have"):
        decompress(bomb, 1_000_000)


def test_a_record_of_an_older_version_gets_the_newest_fields_as_they_are_by_default() -> None:
    import msgspec

    reading = make_reading("The dam at Sele held.")
    places, (article, annotations) = msgspec.msgpack.decode(decompress(pack(reading)))
    assert article[-1] is not None
    older = compress(msgspec.msgpack.encode([places, [article[:-1], annotations]]))
    assert unpack(Reading, older) == reading
    with pytest.raises(ModelError):
        unpack(Reading, compress(msgspec.msgpack.encode([places, [article[:2], annotations]])))
