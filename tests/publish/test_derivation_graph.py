"""The graph of who took from whom: lanes in time, marks, arrows with their reasons."""

from __future__ import annotations

import json

from firsthand.model import Article, Derivation, Origin, Story
from firsthand.publish.derivation_graph import derivation_graph
from tests.factory import make_article
from tests.publish.edition import make_edition


def wreck() -> tuple[Story, dict[str, Article]]:
    """An agency's report, a copy and a rewrite of it, one that credits an agency not at hand, and one of its own."""
    given = [
        ("own", "Dunmar Post", "2026-03-14"),
        ("wire", "Vellmark Press Agency", "2026-03-13T20:00:00+02:00"),
        ("copy", "Lissel Gazette", "2026-03-14T06:00:00+00:00"),
        ("radio", "Radio Sile", "2026-03-14T12:00:00+00:00"),
        ("undated", "Halven News", None),
    ]
    articles = {
        id: make_article(f"{id} text", id, publisher=outlet, published=at, headline=f"{id}\n!")
        for id, outlet, at in given
    }
    story = Story(
        "wreck",
        tuple(articles),
        origins=(
            Origin(("copy", "wire"), "one text"),
            Origin(("own",), "alone"),
            Origin(("radio",), "credited", "Sile Wire"),
            Origin(("undated",), "alone"),
        ),
        derivations=(
            Derivation("wire", "copy", "reprint", 0.91234, "Three paragraphs\nare the same.", directed=False),
            Derivation("agency:Sile Wire", "radio", "credit", 0.0, "It credits Sile Wire."),
            Derivation("own", "radio", "quotes", 0.1, "The same words of one speaker."),
        ),
    )
    return story, articles


def test_lanes_go_by_time_and_an_agency_stands_above_its_taker() -> None:
    graph = derivation_graph(*wreck())
    assert [n.id for n in graph.nodes] == ["wire", "copy", "own", "agency:Sile Wire", "radio", "undated"]
    assert [n.lane for n in graph.nodes] == [0, 1, 2, 3, 4, 5]


def test_time_is_utc_and_runs_from_the_first_report_to_the_last() -> None:
    graph = derivation_graph(*wreck())
    nodes = {n.id: n for n in graph.nodes}
    assert (graph.start, graph.end) == ("2026-03-13T18:00:00+00:00", "2026-03-15T00:00:00+00:00")
    assert (nodes["wire"].time, nodes["wire"].x) == ("2026-03-13T18:00:00Z", 0.0)
    assert (nodes["copy"].x, nodes["copy"].until) == (0.4, None)
    assert (nodes["own"].time, nodes["own"].x, nodes["own"].until) == ("2026-03-14", 0.2, 1.0)
    assert (nodes["undated"].time, nodes["undated"].x) == (None, None)


def test_an_agency_whose_text_is_not_at_hand_leads_nowhere() -> None:
    nodes = {n.id: n for n in derivation_graph(*wreck()).nodes}
    agency = nodes["agency:Sile Wire"]
    assert (agency.label, agency.mark, agency.article, agency.x) == ("Sile Wire", "agency", None, None)
    assert nodes["copy"].mark == "copy"
    assert nodes["copy"].article == "copy"
    assert nodes["copy"].headline == "copy !"


def test_arrows_tell_their_reason_and_shared_quotations_are_left_out() -> None:
    edges = derivation_graph(*wreck()).edges
    assert [(e.source, e.target, e.kind, e.share, e.directed) for e in edges] == [
        ("wire", "copy", "reprint", 0.912, False),
        ("agency:Sile Wire", "radio", "credit", 0.0, True),
    ]
    assert edges[0].words == "Lissel Gazette reprints Vellmark Press Agency"
    assert edges[0].reason == "Three paragraphs are the same."


def test_every_arrow_joins_two_nodes_and_the_record_is_json() -> None:
    edition = make_edition("one")
    articles = {r.article.id: r.article for r in edition.readings}
    graph = derivation_graph(edition.stories[0], articles)
    ids = {n.id for n in graph.nodes}
    assert {a for e in graph.edges for a in (e.source, e.target)} <= ids
    assert len(graph.nodes) >= len(edition.stories[0].articles)
    assert all(0 <= n.x <= 1 for n in graph.nodes if n.x is not None)
    told = json.loads(json.dumps(graph.record()))
    assert told["nodes"][0].keys() >= {"id", "label", "mark", "article", "time", "x", "lane"}
    assert told["sentence"]


def test_a_story_without_days_or_origins_has_no_axis() -> None:
    articles = {"a": make_article("A text.", "a", published=None)}
    graph = derivation_graph(Story("s", ("a",)), articles)
    assert (graph.start, graph.end, graph.edges) == (None, None, ())
    assert [n.id for n in graph.nodes] == ["a"]
