from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import ModelError
from firsthand.group import Archive, Judgements, group, view
from firsthand.model import Annotations, Reading
from tests.factory import make_article
from tests.group.test_group import DAM, ELECTION, LEVEE, readings

ROWS = readings(DAM, LEVEE, ELECTION)
IDS = [r.article.id for r in ROWS]
Partition = dict[str, tuple[str, ...]]


def report(text: str, id: str, published: str | None = "2026-03-14") -> Reading:
    return Reading(make_article(text, id, headline=None, published=published), Annotations(id))


def partition(archive: Archive) -> Partition:
    return {s.id: s.articles for s in archive.stories()}


def on_days(rows: list[Reading], days: list[int]) -> list[Reading]:
    """The readings, published so many days after the first of January."""
    first = date(2026, 1, 1)
    return [
        replace(r, article=replace(r.article, published_at=(first + timedelta(days=d)).isoformat()))
        for r, d in zip(rows, days, strict=True)
    ]


def judgements(together: list[tuple[str, str]], apart: list[tuple[str, str]]) -> Judgements:
    sides: list[dict[str, dict[str, str]]] = [{}, {}]
    for side, pairs in zip(sides, (together, apart), strict=True):
        for a, b in pairs:
            side.setdefault(a, {})[b] = ""
            side.setdefault(b, {})[a] = ""
    return Judgements(*sides)


def test_an_article_opens_joins_and_is_told_so() -> None:
    archive = Archive()
    (opened,) = archive.add(ROWS[:1])
    (joined,) = archive.add(ROWS[1:2])
    (other,) = archive.add(ROWS[3:4])
    assert (opened.kind, opened.story, opened.articles) == ("opened", "s-a00", ("a00",))
    assert (joined.kind, joined.story, joined.articles, joined.other) == ("joined", "s-a00", ("a01",), None)
    assert (other.kind, other.story) == ("opened", "s-a03")


def test_a_report_that_tells_both_halves_merges_two_stories_and_the_id_of_the_larger_stays() -> None:
    fire = "Flames destroyed the Quillmere cannery; foreman Idris Valk fled barefoot."
    fish = "Herring prices doubled after supplier Marn Oberly lost his freezers near Tolsey."
    both = f"{fire} {fish} The Quillmere cannery of foreman Idris Valk held the freezers of Marn Oberly."
    archive = Archive()
    archive.add([report(fire, "f1"), report(fire, "f2"), report(fish, "x0")])
    assert partition(archive) == {"s-f1": ("f1", "f2"), "s-x0": ("x0",)}
    changes = archive.add([report(both, "z1"), report(both, "z2"), report(both, "z3")])
    assert archive.merged_into == {"s-x0": "s-f1"}
    assert ("merged", "s-x0", "s-f1") in {(c.kind, c.story, c.other) for c in changes}
    (story,) = archive.stories()
    assert story.former_ids == ("s-x0",)


def test_a_judgement_merges_and_the_story_that_is_gone_leads_to_the_other() -> None:
    archive = Archive(judgements([("a03", "a05")], []))
    archive.add(ROWS[:5])
    changes = archive.add(ROWS[5:])
    assert partition(archive) == {"s-a00": ("a00", "a01", "a02"), "s-a03": ("a03", "a04", "a05", "a06")}
    assert {c.kind for c in changes} == {"joined"}


def test_an_article_that_is_held_already_is_refused() -> None:
    archive = Archive()
    archive.add(ROWS)
    with pytest.raises(ModelError, match="a02 is in the archive already"):
        archive.add(ROWS[2:3])


def test_what_goes_out_of_view_stays_in_its_story_with_its_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = group(on_days(ROWS, [1, 2, 3, 4, 5, 200, 201]))
    monkeypatch.setattr(view, "ENOUGH", 2)
    archive = Archive()
    for row in on_days(ROWS, [1, 2, 3, 4, 5, 200, 201]):
        archive.add([row])
    assert archive.in_view == 2
    assert partition(archive) == {s.id: s.articles for s in whole}
    dam = archive.stories()[0]
    assert "Tarrow" in dam.links[0][2]
    assert {a for link in dam.links for a in link[:2]} == set(dam.articles)


def test_undated_articles_in_view_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "ENOUGH", 3)
    archive = Archive()
    archive.add(readings(DAM, LEVEE, ELECTION, published=None))
    assert archive.in_view == 3
    assert sorted(a for s in archive.stories() for a in s.articles) == IDS


def test_a_judged_article_never_goes_out_of_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "ENOUGH", 1)
    archive = Archive(judgements([("a00", "a06")], []))
    for row in on_days(ROWS, [1, 2, 3, 150, 151, 300, 301]):
        archive.add([row])
    home = {a: s for s, articles in partition(archive).items() for a in articles}
    assert home["a00"] == home["a01"] == home["a06"]
    assert home["a03"] == home["a04"] != home["a00"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=7, max_size=7))
def test_one_by_one_is_the_same_as_all_at_once(days: list[int]) -> None:
    rows = sorted(on_days(ROWS, days), key=lambda r: (r.article.published_at or "", r.article.id))
    archive = Archive()
    for row in rows:
        archive.add([row])
    assert partition(archive) == {s.id: s.articles for s in group(rows)}


@settings(max_examples=40, deadline=None)
@given(st.permutations(IDS), st.lists(st.integers(0, 40), min_size=7, max_size=7), st.integers(1, 7))
def test_every_article_is_in_one_story_and_no_other_order_changes_that(
    order: list[str], days: list[int], size: int
) -> None:
    rows = {r.article.id: r for r in on_days(ROWS, days)}
    archive = Archive()
    for start in range(0, len(order), size):
        archive.add(rows[i] for i in order[start : start + size])
        told = [a for s in archive.stories() for a in s.articles]
        assert sorted(told) == sorted(order[: start + size])
    assert group(rows[i] for i in order) == group(rows.values())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(list(combinations(IDS, 2))), max_size=3, unique=True),
    st.lists(st.sampled_from(list(combinations(IDS, 2))), max_size=3, unique=True),
    st.integers(1, 7),
)
def test_judgements_hold(together: list[tuple[str, str]], apart: list[tuple[str, str]], size: int) -> None:
    whole = {i: {i} for i in IDS}
    for a, b in together:
        united = whole[a] | whole[b]
        whole.update(dict.fromkeys(united, united))
    apart = [(a, b) for a, b in apart if b not in whole[a]]
    archive = Archive(
        judgements(
            [(a, b) for a, b in combinations(IDS, 2) if b in whole[a]],
            [(x, y) for a, b in apart for x in whole[a] for y in whole[b]],
        )
    )
    for start in range(0, len(ROWS), size):
        archive.add(ROWS[start : start + size])
    home = {a: s for s, articles in partition(archive).items() for a in articles}
    assert all(home[a] == home[b] for a, b in together)
    assert all(home[a] != home[b] for a, b in apart)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 7), st.integers(0, 60))
def test_an_article_on_something_else_changes_no_other_story(count: int, day: int) -> None:
    rows = on_days(ROWS, [1, 2, 3, 10, 11, 20, 21])[:count]
    archive = Archive()
    archive.add(rows)
    before = archive.stories()
    strange = report("Beekeepers of Nessal swap queens at midsummer.", "zz", f"2026-0{1 + day // 28}-{1 + day % 28:02}")
    (change,) = archive.add([strange])
    assert (change.kind, change.articles) == ("opened", ("zz",))
    assert tuple(s for s in archive.stories() if s.id != "s-zz") == before
