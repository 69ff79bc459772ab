from __future__ import annotations

import io
import json
from dataclasses import replace

from jsonschema import Draft202012Validator
from rich.console import Console

from firsthand.publish.article_view import ArticleView, article_view_record, print_article
from firsthand.publish.contract import schema
from tests.publish.versions import make_view


def printed(view: ArticleView, width: int = 100) -> str:
    out = io.StringIO()
    print_article(view, Console(file=out, width=width, highlight=False))
    return out.getvalue()


def test_it_says_what_it_is_where_it_was_got_and_what_it_belongs_to() -> None:
    shown = " ".join(printed(make_view()).split())
    for words in (
        "Fire at Halven quay injures 14 Vellmark Courier, 14 March 2026 (as given with the article)",
        "received 2026-03-14 08:30 UTC from https://courier.example/fire?new (asked for https://courier.example/fire)",
        "opt-outs meta robots: noai (https://courier.example/fire)",
        "story s-halven Fire",
        "took from It reprints Vellmark Press Agency: Three paragraphs stand in both.",
        "corrected, shown here",
        "headline Fire at Halven quay injures 14",
        "disclosure Correction: An earlier version",
        "Edda Lorne: “Nobody was on the boats,”",
    ):
        assert words in shown


def test_what_was_at_hand_was_not_looked_at_for_opt_outs() -> None:
    view = replace(make_view(), retrieval=None, story=None, taken=(), versions=make_view().versions[1:], number=1)
    shown = printed(view)
    assert "not looked for, since the bytes were at hand" in shown
    assert "none yet" in shown
    assert "took from" not in shown
    assert "  versions      1\n" in shown


def test_hostile_words_do_not_steer_the_terminal() -> None:
    shown = printed(make_view("\x1b[2J\u202e\x07"))
    assert not set(shown) & set("\x1b\x07\u202e")


def test_wide_letters_stay_within_the_terminal() -> None:
    from rich.cells import cell_len

    shown = printed(make_view("火灾造成十四人受伤" * 9), 60)
    assert max(map(cell_len, shown.splitlines())) <= 60


def test_the_record_holds_the_article_in_the_shape_of_the_contract() -> None:
    record = json.loads(json.dumps(article_view_record(make_view())))
    Draft202012Validator(schema("read")).validate(record["article"])
    assert (record["version"], record["story"]["id"]) == (2, "s-halven")
    assert record["retrieval"]["opt_outs"] == [
        {"kind": "meta robots", "value": "noai", "where": "https://courier.example/fire"}
    ]
    assert [v["edit"] for v in record["versions"]] == [None, "corrected"]
