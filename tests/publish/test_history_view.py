from __future__ import annotations

import io
import json
import re

import pytest
from rich.console import Console

from firsthand.publish.history_view import History, changes_words, edit_words, print_history, visits_words
from firsthand.publish.history_written import history_record, render_history_markdown, render_history_page
from tests.publish.versions import NOTICE, make_history

HOSTILE = "\x1b[31m\u202e<script>alert(1)</script>| `x` *y*\x07"


def printed(history: History, width: int = 100, color: str | None = None) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, highlight=False, force_terminal=color is not None, color_system=color  # type: ignore[arg-type]
    )
    print_history(history, console)
    return out.getvalue()


def test_the_versions_stand_in_order_with_what_changed_in_the_words_of_both() -> None:
    shown = printed(make_history())
    assert "2 versions. Received 2 more times with no change of the text, last on 2026-03-15 09:00 UTC." in shown
    assert shown.index("Version 1, 2026-03-14 06:00 UTC") < shown.index("Version 2, 2026-03-14 08:30 UTC")
    assert "Corrected. A notice of the publisher says so." in shown
    assert "Figure: “12 people” -> “14 people”" in shown
    assert "Headline: “Fire at Halven quay injures 12” -> “Fire at Halven quay injures 14”" in shown
    assert f"Notice: {NOTICE}" in shown


def test_without_colors_old_and_new_words_stand_on_lines_of_their_own() -> None:
    lines = printed(make_history(), 60).splitlines()
    assert "  - A fire on the quay of Halven injured 12 people on Monday" in lines
    assert "  + A fire on the quay of Halven injured 14 people on Monday" in lines
    assert "  + It burned for hours." in lines
    assert "    (2 paragraphs without a change)" in lines
    assert not any(line.startswith(("  - “Nobody", "  + “Nobody")) for line in lines)


def test_a_long_paragraph_is_cut_to_what_stands_beside_the_change() -> None:
    assert "engines from Dunmar" not in printed(make_history())
    assert "engines from Dunmar" in render_history_markdown(make_history())


def test_with_colors_a_paragraph_stands_once_with_its_words_marked() -> None:
    shown = printed(make_history(), color="standard")
    assert re.search(r"~ A fire on the quay of Halven injured \x1b\[[0-9;]*31m12\x1b\[0m \x1b\[[0-9;]*32m14\x1b", shown)
    assert shown.count("A fire on the quay of Halven") == 1


@pytest.mark.parametrize("width", [30, 60, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, printed(make_history(), width).splitlines())) <= width


def test_hostile_words_steer_neither_terminal_nor_page_nor_markdown() -> None:
    history = make_history(HOSTILE)
    for text in (printed(history), render_history_markdown(history), render_history_page(history)):
        assert not set(text) & set("\x1b\x07\u202e")
    assert "<script>" not in render_history_page(history)
    assert "<script>" not in render_history_markdown(history)
    assert "&lt;script&gt;" in render_history_page(history)


def test_the_page_marks_what_came_and_what_went() -> None:
    page = render_history_page(make_history())
    assert "<del>12</del> <ins>14</ins> people" in page
    assert "<ins>It burned for hours.</ins>" in page
    assert "<script" not in page
    assert "http-equiv=\"Content-Security-Policy\"" in page


def test_markdown_strikes_out_what_went() -> None:
    assert "injured ~~12~~ **14** people" in render_history_markdown(make_history())


def test_the_record_has_the_words_and_their_places() -> None:
    history = make_history()
    record = json.loads(json.dumps(history_record(history)))
    assert [v["edit"] is None for v in record["versions"]] == [True, False]
    edit = record["versions"][1]["edit"]
    assert (edit["kind"], edit["notices"]) == ("corrected", [NOTICE])
    (figure,) = edit["corrections"]
    old, new = (v.reading.article.text for v in history.versions)
    assert old[figure["old"]["start"] : figure["old"]["end"]] == figure["old"]["text"] == "12 people"
    assert new[figure["new"]["start"] : figure["new"]["end"]] == figure["new"]["text"] == "14 people"
    assert [line["kind"] for line in edit["lines"]] == ["changed", "same", "same", "added", "added"]


def test_a_figure_without_a_notice_may_be_overtaken_and_is_called_so() -> None:
    history = make_history()
    version = history.versions[1]
    assert version.edit is not None
    from dataclasses import replace

    silent = replace(version.edit, notices=(), reason="A figure changed inside a sentence; no notice says so.")
    assert edit_words(silent).startswith("Corrected or overtaken by events. A figure changed")
    assert changes_words(silent, history.versions[0].reading, version.reading)[-1].startswith("Figure: ")


def test_one_version_is_said_so() -> None:
    only = History(make_history().versions[:1])
    assert visits_words(only) == "1 version."
    assert "The first that was kept" in printed(only)
    assert "The first that was kept" in render_history_page(only)
