from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import ModelError
from firsthand.group import Archive, view
from firsthand.group.snapshot import from_snapshot, take_snapshot
from tests.group.test_archive import IDS, ROWS, judgements, on_days


def plain(archive: Archive) -> Archive:
    """The archive after its snapshot went through a file."""
    return from_snapshot(json.loads(json.dumps(_listed(take_snapshot(archive)))) | {})


def _listed(value: object) -> object:
    """JSON has no numbers for keys: maps with numbers become what MessagePack keeps of them."""
    if isinstance(value, dict):
        return {k: _listed(v) for k, v in value.items()}
    return [_listed(v) for v in value] if isinstance(value, list | tuple) else value


@given(order=st.permutations(range(len(ROWS))), cuts=st.sets(st.integers(1, len(ROWS) - 1)), spread=st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_an_archive_that_is_stopped_and_goes_on_finds_what_one_finds_that_never_stopped(
    order: list[int], cuts: set[int], spread: int
) -> None:
    rows = on_days([ROWS[i] for i in order], [i * spread for i in range(len(ROWS))])
    borders = [0, *sorted(cuts), len(rows)]
    whole, stopped = Archive(), Archive()
    for a, b in pairwise(borders):
        assert whole.add(rows[a:b]) == stopped.add(rows[a:b])
        stopped = plain(stopped)
    assert whole.stories() == stopped.stories()


def test_articles_out_of_view_and_judgements_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "ENOUGH", 3)
    rows = on_days(ROWS, [i * 50 for i in range(len(ROWS))])
    judged = judgements([(IDS[0], IDS[-1])], [])
    whole, stopped = Archive(judged), Archive(judged)
    for row in rows:
        whole.add([row])
        stopped.add([row])
        stopped = from_snapshot(json.loads(json.dumps(_listed(take_snapshot(stopped)))), judged)
    assert whole.in_view == stopped.in_view < len(rows)
    assert whole.stories() == stopped.stories()


def test_what_is_no_snapshot_is_refused() -> None:
    with pytest.raises(ModelError):
        from_snapshot({"ids": ["a"], "merged": {}})
