"""What the terminal, Markdown and the record show of two articles side by side."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from firsthand.model import Comparison
from firsthand.publish.comparison_markdown import render_comparison_markdown
from firsthand.publish.comparison_record import comparison_record
from firsthand.publish.comparison_terminal import print_comparison
from firsthand.publish.contract import schema
from tests.compared import AGENCY, GARDEN, PAPER, lay

HOSTILE = {
    "id": "hostile",
    "publisher": "<b>The \u202eEvil\u202c</b> Mirror",
    "published": "2026-03-14",
    "title": "<script>alert(1)</script> | {{ 7 * 7 }}",
    "text": PAPER["text"].replace("mayor,", "mayor \x1b[31m<img src=x onerror=alert(1)> [link](javascript:alert(1)),"),
}


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return lay(tmp_path_factory.mktemp("pair"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return lay(tmp_path_factory.mktemp("hostile"), AGENCY, HOSTILE)


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return lay(tmp_path_factory.mktemp("apart"), AGENCY, GARDEN)


def shown(comparison: Comparison, width: int = 80) -> str:
    out = io.StringIO()
    print_comparison(comparison, Console(file=out, width=width))
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_terminal_tells_it_in_the_order_of_a_fact_checkers_questions(laid: Comparison) -> None:
    parts = [
        "A  Vellmark Press Agency                 B  Dunmar Post",
        "13 March 2026, 20:40 UTC                 14 March 2026, 06:10 UTC",
        "At one look",
        "Dunmar Post rewrites Vellmark Press Agency.",
        "The same words in both",
        "changed: “212” in Vellmark Press Agency, “230” in Dunmar Post",
        "Quotations that both carry",
        "(first in Vellmark Press Agency)",
        "Facts that both tell, each in its own words",
        "Said by police in Vellmark Press Agency, by doctors in Dunmar Post.",
        "What only one of them tells",
        "- The mayor, Tomas Werrin, closed",
        "What differs",
        "- Vellmark Press Agency: Seven",
        "Names that only one of them mentions",
        "- People: Edda Lorne                     - People: Tomas Werrin",
        "Who each credits",
        "Dunmar Post names Vellmark Press Agency as a source.",
    ]
    text = shown(laid)
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_what_was_left_out_and_added_is_called_so_where_it_is_known_who_took(laid: Comparison) -> None:
    text = flat(shown(laid, 40))
    assert "Only in Vellmark Press Agency: left out by Dunmar Post - Harbor master" in text
    assert "Only in Dunmar Post: added - The mayor" in text


def test_shares_are_told_for_each(laid: Comparison) -> None:
    assert re.search(
        r"\d\d% of the words of Vellmark Press Agency stand in Dunmar Post, and \d\d% of the words of Dunmar Post in",
        flat(shown(laid)),
    )


@pytest.mark.parametrize("width", [40, 60, 76, 80, 120])
def test_every_line_fits_and_ends_in_a_word(laid: Comparison, width: int) -> None:
    lines = shown(laid, width).splitlines()
    assert max(map(len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_a_narrow_terminal_sets_one_below_the_other(laid: Comparison) -> None:
    lines = shown(laid, 60).splitlines()
    assert lines.index("A  Vellmark Press Agency") < lines.index("B  Dunmar Post")
    assert "- A: The ferry had left Halven at 4:10 p.m. with 212" in lines


def test_two_articles_without_anything_in_common_are_told_so_in_short(apart: Comparison) -> None:
    text = shown(apart)
    assert "These two articles have nothing in common" in text
    assert "Lissel Gazette" in text
    assert len(text.splitlines()) < 12
    assert "What only one" not in text
    assert "nothing in common" in render_comparison_markdown(apart)
    assert comparison_record(apart)["in_common"] is False


def test_nothing_outside_steers_the_terminal(hostile: Comparison) -> None:
    text = shown(hostile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "<b>The Evil</b> Mirror" in text


def test_markdown_holds_the_same_and_no_markup_from_outside(laid: Comparison, hostile: Comparison) -> None:
    text = render_comparison_markdown(laid)
    assert text.startswith("# Vellmark Press Agency and Dunmar Post, side by side\n")
    for part in ("“212” in Vellmark Press Agency", "## Only in Dunmar Post: added", "Tomas Werrin", "## What differs"):
        assert part in text
    outside = render_comparison_markdown(hostile)
    assert "<script>" not in outside
    assert "[link](" not in outside
    rows = [re.sub(r"\\\|", "", line) for line in outside.splitlines() if line.startswith("| ")]
    assert {row.count("|") for row in rows} == {4}


def test_the_record_holds_to_its_schema_and_every_place_to_its_text(laid: Comparison, apart: Comparison) -> None:
    for comparison in (laid, apart):
        record = comparison_record(comparison)
        Draft202012Validator(schema("compare")).validate(record)
        texts = {a["id"]: a["text"] for a in record["articles"]}
        for place in places(record):
            assert 0 <= place["start"] < place["end"] <= len(texts[place["article"]])


def places(node: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (any part of a JSON document)
    if isinstance(node, list):
        return [p for each in node for p in places(each)]
    if not isinstance(node, dict):
        return []
    own = [node] if {"article", "start", "end"} <= set(node) else []
    return own + [p for key, each in node.items() if key != "articles" for p in places(each)]


def test_the_record_gives_each_fact_in_the_words_of_each(laid: Comparison) -> None:
    record = comparison_record(laid)
    texts = {a["id"]: a["text"] for a in record["articles"]}
    told = [[texts[c["article"]][c["start"] : c["end"]] for c in (*f["a"], *f["b"])] for f in record["facts"]]
    assert any("212" in " ".join(words) and "230" in " ".join(words) for words in told)
    assert (record["a"], record["b"], record["in_common"]) == ("agency", "paper", True)
    assert record["derivations"][0]["to"] == "paper"
    changes = [c for p in record["passages"] for c in p["changes"]]
    assert "212" in [texts["agency"][c["a"]["start"] : c["a"]["end"]] for c in changes if c["a"]]


@pytest.mark.parametrize("field", ["passages", "facts", "only_a", "only_b", "differences", "share_a", "in_common"])
def test_a_record_without_a_field_does_not_hold_to_the_schema(laid: Comparison, field: str) -> None:
    record = comparison_record(laid)
    del record[field]
    assert not Draft202012Validator(schema("compare")).is_valid(record)


def test_two_articles_of_one_publisher_are_told_apart(tmp_path: Path) -> None:
    text = shown(lay(tmp_path, AGENCY, PAPER | {"publisher": AGENCY["publisher"]}))
    assert "A  Vellmark Press Agency (A)" in text
    assert "B  Vellmark Press Agency (B)" in text


def test_an_article_of_unknown_day_is_not_given_the_others(tmp_path: Path) -> None:
    undated = {k: v for k, v in PAPER.items() if k != "published"}
    assert "day not known; read against 13 March 2026" in flat(shown(lay(tmp_path, AGENCY, undated), 50))


def test_other_quotation_marks_are_no_other_words(tmp_path: Path) -> None:
    straight = PAPER | {"text": AGENCY["text"].replace("“", '"').replace("”", '"').replace("Seven", "Nine")}
    text = flat(shown(lay(tmp_path, AGENCY, straight), 50))
    assert "- A: Seven people were killed" in text
    assert "- A: “We heard" not in text


def test_a_clause_that_one_alone_adds_stands_without_the_rest_of_its_sentence(tmp_path: Path) -> None:
    added = "on the bridge, although the wind had torn three boats from their moorings that morning"
    more = PAPER | {"text": AGENCY["text"].replace("on the bridge", added)}
    assert "three boats from their moorings that morning" in flat(shown(lay(tmp_path, AGENCY, more), 60))


def test_where_nothing_shows_who_was_first_nobody_is_said_to_have_added_or_left_out(tmp_path: Path) -> None:
    one = {k: v for k, v in AGENCY.items() if k != "published"} | {"publisher": "Lissel Gazette"}
    two = {k: v for k, v in PAPER.items() if k != "published"} | {"text": PAPER["text"].replace("the Vellmark", "a")}
    text = flat(shown(lay(tmp_path, one, two | {"publisher": "Halven Mirror"}), 60))
    assert "which of them had it first is not known" in text
    assert "added" not in text
    assert "left out by" not in text


def test_a_text_that_ends_at_a_paywall_is_not_said_to_leave_out(laid: Comparison) -> None:
    reading = replace(laid.b, article=replace(laid.b.article, access="stub"))
    assert "The text of Dunmar Post ends at a paywall" in flat(shown(replace(laid, b=reading)))


def test_two_that_name_one_source_are_told_that_it_may_explain_them(tmp_path: Path) -> None:
    cited = PAPER | {"text": PAPER["text"] + "\n\nThe wreck was found at dawn, AFP reported."}
    other = AGENCY | {"text": AGENCY["text"] + "\n\nAFP reported that divers were on their way."}
    assert "Both name AFP as a source; what they share may come from there." in flat(shown(lay(tmp_path, other, cited)))
