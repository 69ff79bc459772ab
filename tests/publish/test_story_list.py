from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.console import Console

from firsthand.publish.story_list import ListedStory, count_words, print_stories, story_line

BRIDGE = ListedStory("s-1234567890", "Bridge falls at Dunmar", 7, 3, 1, "2026-03-13T20:40:00+00:00", "2026-03-15")
FERRY = ListedStory("s-ferry", "Ferry timetable changed", 1, 1, 0, "2026-03-14", "2026-03-14")


def printed(stories: Sequence[ListedStory], more: int = 0, width: int = 80) -> str:
    out = io.StringIO()
    print_stories(stories, more, Console(file=out, width=width, highlight=False))
    return out.getvalue()


def test_each_story_is_a_block_with_its_counts_its_days_and_the_way_to_it() -> None:
    assert printed([BRIDGE, FERRY]).startswith(
        "Bridge falls at Dunmar\n"
        "  7 articles, at most 3 independent origins, 1 disagreement\n"
        "  First reported 13 March 2026, 20:40 UTC; last changed 15 March 2026.\n"
        "  firsthand story s-1234567890\n"
        "\n"
        "Ferry timetable changed\n"
        "  1 article, a single source\n"
        "  Reported 14 March 2026.\n"
        "  firsthand story s-ferry\n"
    )


def test_what_is_left_out_is_counted_and_the_count_explained() -> None:
    shown = printed([BRIDGE], 12)
    assert "And 12 older stories: --limit shows more." in shown
    assert "The number of origins is an upper bound" in shown
    assert "upper bound" not in printed([FERRY])


@pytest.mark.parametrize(
    ("story", "words"),
    [
        (ListedStory("s", None, 2, 1, 0, None, None), "2 articles, 1 independent origin, no disagreements"),
        (ListedStory("s", None, 999, 4, 2, None, None), "999 articles, at most 4 independent origins, 2 disagreements"),
    ],
)
def test_counts_in_words(story: ListedStory, words: str) -> None:
    assert count_words(story) == words


def test_hostile_headlines_do_not_steer_the_terminal_and_wide_ones_stay_within_it() -> None:
    from rich.cells import cell_len

    headline = "\x1b]0;x\x07\u202e" + "火灾造成十四人受伤" * 20
    shown = printed([ListedStory("s-\x1b[2J", headline, 2, 2, 0, None, None)], width=60)
    assert not set(shown) & set("\x1b\x07\u202e")
    assert max(map(cell_len, shown.splitlines())) <= 60


def test_a_record_says_the_same_for_scripts() -> None:
    assert story_line(BRIDGE) == {
        "id": "s-1234567890",
        "headline": "Bridge falls at Dunmar",
        "articles": 7,
        "independent_origins": 3,
        "disagreements": 1,
        "first_reported_at": "2026-03-13T20:40:00+00:00",
        "last_reported_at": "2026-03-15",
    }
