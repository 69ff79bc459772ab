"""Who took from whom, and who acts with whom, as graphs for Gephi, Cytoscape, yEd and networkx: GraphML and GEXF.

Written by hand: the two formats are some thirty lines each, and networkx, which reads them in the tests, takes most of
a second to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from firsthand.model import Actor, Article, Edition, Finding, Story
from firsthand.publish.encoded import utc_of, xml_bytes, xml_line
from firsthand.publish.forms import GraphShape
from firsthand.publish.outlets import AGENCY, in_time, outlet_mark
from firsthand.publish.wording import outlet_name

if TYPE_CHECKING:
    from lxml.etree import _Element

Value = str | int | float | bool

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
_TYPES: dict[type, tuple[str, str]] = {  # in GraphML and in GEXF
    bool: ("boolean", "boolean"),
    int: ("long", "long"),
    float: ("double", "double"),
    str: ("string", "string"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A point, with what is known of it. `start` is when it came to be, RFC 3339 in UTC."""

    id: str
    label: str
    values: Mapping[str, Value]
    start: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two points."""

    source: str
    target: str
    weight: float
    values: Mapping[str, Value]
    start: str | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Points and lines. A value of one name has one type throughout, of nodes and of edges apart."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    directed: bool


def derivation_graph(edition: Edition) -> Graph:
    """Articles, and agencies whose text is not at hand; an edge from each text to the one that took it.

    An edge whose `direction_known` is false says that the two share text, and not who has it from whom.
    """
    articles = {r.article.id: r.article for r in edition.readings}
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for story in edition.stories:
        for article in in_time([articles[a] for a in story.articles]):
            nodes[article.id] = _article_node(story, article)
        for each in story.derivations:
            if each.source.startswith(AGENCY):
                name = each.source.removeprefix(AGENCY)
                nodes.setdefault(each.source, Node(each.source, name, {"kind": "agency"}))
            values: dict[str, Value] = {
                "story": story.id,
                "kind": each.kind,
                "share": round(float(each.share), 3),
                "reason": each.reason,
                "direction_known": each.directed,
                "passages": len(each.evidence),
            }
            taken = utc_of(articles[each.target].published_at)
            # not the share: that of a credit is 0, and Gephi leaves out edges that weigh nothing
            edges.append(Edge(each.source, each.target, 1.0, values, taken))
    return Graph(tuple(nodes.values()), tuple(edges), directed=True)


def actor_graph(edition: Edition) -> Graph:
    """Actors; an edge between two that act together in a finding, its weight the number of such findings."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    for story in edition.stories:
        known = {a.id: a for a in story.actors}
        together: dict[tuple[str, str], list[Finding]] = {}
        for finding in story.findings:
            acting = sorted(set(finding.actors) & set(known))
            for pair in combinations(acting, 2):
                together.setdefault(pair, []).append(finding)
        nodes += [_actor_node(story, a) for a in story.actors]
        for (a, b), findings in sorted(together.items()):
            best = max(findings, key=lambda f: f.independent_sources)
            values: dict[str, Value] = {
                "story": story.id,
                "findings": " ".join(f.id for f in findings),
                "statement": best.statement,
                "independent_sources": best.independent_sources,
                "disputed": sum(f.standing == "disputed" for f in findings),
            }
            edges.append(Edge(f"{story.id}/{a}", f"{story.id}/{b}", float(len(findings)), values))
    return Graph(tuple(nodes), tuple(edges), directed=False)


def written_graph(graph: Graph, shape: GraphShape) -> bytes:
    """The graph in one of the two formats."""
    return graphml(graph) if shape == "graphml" else gexf(graph)


def graphml(graph: Graph) -> bytes:
    """The graph as GraphML."""
    from lxml import etree

    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})
    keys: dict[tuple[str, str], str] = {}
    for of, name, kind in _columns(graph, with_label=True):
        keys[of, name] = f"k{len(keys)}"
        attributes = {"id": keys[of, name], "for": of, "attr.name": name, "attr.type": _TYPES[kind][0]}
        etree.SubElement(root, f"{{{GRAPHML}}}key", attributes)
    default = "directed" if graph.directed else "undirected"
    body = etree.SubElement(root, f"{{{GRAPHML}}}graph", {"id": "G", "edgedefault": default})

    def describe(element: _Element, of: str, values: Mapping[str, Value | None]) -> None:
        for name, value in values.items():
            if value is not None:
                etree.SubElement(element, f"{{{GRAPHML}}}data", {"key": keys[of, name]}).text = _written(value)

    for node in graph.nodes:
        element = etree.SubElement(body, f"{{{GRAPHML}}}node", {"id": xml_line(node.id)})
        describe(element, "node", {"label": node.label, "start": node.start, **node.values})
    for number, edge in enumerate(graph.edges):
        ends = {"id": f"e{number}", "source": xml_line(edge.source), "target": xml_line(edge.target)}
        element = etree.SubElement(body, f"{{{GRAPHML}}}edge", ends)
        describe(element, "edge", {"weight": edge.weight, "start": edge.start, **edge.values})
    return xml_bytes(root)


def gexf(graph: Graph) -> bytes:
    """The graph as GEXF 1.3; where times are known its timeline shows the texts in the order of their report."""
    from lxml import etree

    root = etree.Element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap={None: GEXF})
    timed = any(n.start for n in graph.nodes)
    default = "directed" if graph.directed else "undirected"
    described = {"defaultedgetype": default, "mode": "dynamic" if timed else "static"}
    body = etree.SubElement(root, f"{{{GEXF}}}graph", described | ({"timeformat": "date"} if timed else {}))
    keys: dict[tuple[str, str], str] = {}
    for of in ("node", "edge"):
        columns = [(name, kind) for o, name, kind in _columns(graph, with_label=False) if o == of]
        if columns:
            declared = etree.SubElement(body, f"{{{GEXF}}}attributes", {"class": of, "mode": "static"})
        for name, kind in columns:
            keys[of, name] = f"{of[0]}{len(keys)}"
            attributes = {"id": keys[of, name], "title": name, "type": _TYPES[kind][1]}
            etree.SubElement(declared, f"{{{GEXF}}}attribute", attributes)

    def describe(element: _Element, of: str, values: Mapping[str, Value], start: str | None) -> None:
        if start:
            element.set("start", start)
        held = etree.SubElement(element, f"{{{GEXF}}}attvalues")
        for name, value in values.items():
            etree.SubElement(held, f"{{{GEXF}}}attvalue", {"for": keys[of, name], "value": _written(value)})

    nodes = etree.SubElement(body, f"{{{GEXF}}}nodes")
    for node in graph.nodes:
        named = {"id": xml_line(node.id), "label": xml_line(node.label)}
        describe(etree.SubElement(nodes, f"{{{GEXF}}}node", named), "node", node.values, node.start)
    edges = etree.SubElement(body, f"{{{GEXF}}}edges")
    for number, edge in enumerate(graph.edges):
        ends = {"id": str(number), "source": xml_line(edge.source), "target": xml_line(edge.target)}
        element = etree.SubElement(edges, f"{{{GEXF}}}edge", ends | {"weight": _written(edge.weight)})
        describe(element, "edge", edge.values, edge.start)
    return xml_bytes(root)


def _article_node(story: Story, article: Article) -> Node:
    values: dict[str, Value] = {
        "kind": "article",
        "story": story.id,
        "publisher": outlet_name(article),
        "headline": article.headline or "",
        "url": article.url or "",
        "mark": outlet_mark(story, article).mark,
        "published_at": article.published_at or "",
    }
    return Node(article.id, outlet_name(article), values, utc_of(article.published_at))


def _actor_node(story: Story, actor: Actor) -> Node:
    values: dict[str, Value] = {
        "kind": actor.kind,
        "story": story.id,
        "mentions": len(actor.mentions),
        "articles": len({m.article for m in actor.mentions}),
        "aliases": "; ".join(a for a in actor.aliases if a != actor.name),
        "role": actor.roles[0].role if actor.roles else "",
    }
    return Node(f"{story.id}/{actor.id}", actor.name, values)


def _columns(graph: Graph, *, with_label: bool) -> list[tuple[str, str, type]]:
    """Every value that nodes and edges have, with its type, in the order in which they come."""
    found: dict[tuple[str, str], type] = {}
    if with_label:
        found = {("node", "label"): str, ("node", "start"): str, ("edge", "weight"): float, ("edge", "start"): str}
    for node in graph.nodes:
        found |= {("node", name): type(value) for name, value in node.values.items()}
    for edge in graph.edges:
        found |= {("edge", name): type(value) for name, value in edge.values.items()}
    return [(of, name, kind) for (of, name), kind in found.items()]


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return xml_line(value) if isinstance(value, str) else str(value)
