from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from firsthand.publish.graphs import actor_graph, derivation_graph, gexf, graphml
from tests.publish.edition import make_edition
from tests.publish.evidence import rich_edition


def read_back(written: bytes, shape: str) -> Any:  # noqa: ANN401
    return (nx.read_graphml if shape == "graphml" else nx.read_gexf)(io.BytesIO(written))


WRITE = {"graphml": graphml, "gexf": gexf}
SHAPES = pytest.mark.parametrize("shape", sorted(WRITE))


@SHAPES
def test_who_took_from_whom_is_read_back(shape: str) -> None:
    graph = read_back(WRITE[shape](derivation_graph(rich_edition())), shape)
    assert graph.is_directed()
    assert set(graph.edges) == {
        ("a-agency", "b-copy"),
        ("a-agency", "c-rewrite"),
        ("d-courier", "f-update"),
        ("agency:Sile Wire", "e-radio"),
    }
    assert len(graph) == 9  # eight articles and an agency
    node, edge = graph.nodes["b-copy"], graph.edges["a-agency", "b-copy"]
    assert (node["label"], node["kind"], node["mark"]) == ("Dunmar Post", "article", "copy")
    assert node["start"] == "2026-03-14T05:10:00Z" and "start" not in graph.nodes["g-hostile"]
    assert (edge["kind"], edge["share"], edge["direction_known"]) == ("reprint", 0.914, True)
    assert "credits VPA" in edge["reason"] and edge["start"] == "2026-03-14T05:10:00Z"
    assert graph.nodes["agency:Sile Wire"]["kind"] == "agency"


@SHAPES
def test_who_acts_with_whom_is_read_back(shape: str) -> None:
    graph = read_back(WRITE[shape](actor_graph(rich_edition())), shape)
    assert not graph.is_directed()
    assert len(graph) == 3 and graph.number_of_edges() == 3
    edge = graph.edges["s-orrin/edda-lorne", "s-orrin/hanna-oldecott"]
    assert (edge["weight"], edge["findings"], edge["disputed"]) == (2.0, "f1 f7", 1)
    assert edge["statement"].startswith("Nine people were killed")
    node = graph.nodes["s-orrin/hanna-oldecott"]
    assert (node["label"], node["kind"], node["mentions"], node["role"]) == (
        "Hanna Oldecott", "person", 3, "transport minister",
    )


@SHAPES
def test_an_undirected_tie_says_so(shape: str) -> None:
    edition = make_edition("one")
    (story,) = edition.stories
    loose = replace(story.derivations[0], directed=False)
    edition = replace(edition, stories=(replace(story, derivations=(loose,)),))
    graph = read_back(WRITE[shape](derivation_graph(edition)), shape)
    assert graph.edges["a-agency", "b-copy"]["direction_known"] is False


@SHAPES
def test_two_ties_of_the_same_two_are_both_there(shape: str) -> None:
    edition = make_edition("one")
    (story,) = edition.stories
    twice = (*story.derivations, replace(story.derivations[0], kind="quotes", share=0.1))
    edition = replace(edition, stories=(replace(story, derivations=twice),))
    graph = read_back(WRITE[shape](derivation_graph(edition)), shape)
    assert sorted(e["kind"] for e in graph.get_edge_data("a-agency", "b-copy").values()) == ["quotes", "reprint"]


@SHAPES
def test_nothing_is_a_graph_too(shape: str) -> None:
    edition = make_edition("empty")
    assert len(read_back(WRITE[shape](actor_graph(edition)), shape)) == 0
    assert len(read_back(WRITE[shape](derivation_graph(edition)), shape)) == 0


@SHAPES
def test_characters_that_xml_refuses_are_left_out(shape: str) -> None:
    edition = make_edition("one")
    (story,) = edition.stories
    hostile = replace(story.derivations[0], reason="a\x00b\ufffec\ud800]]><x>&")
    edition = replace(edition, stories=(replace(story, derivations=(hostile,)),))
    graph = read_back(WRITE[shape](derivation_graph(edition)), shape)
    assert graph.edges["a-agency", "b-copy"]["reason"] == "abc\ufffd]]><x>&"
