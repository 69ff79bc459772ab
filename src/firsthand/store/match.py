"""A query's tree as a condition on articles, in the words of either database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from firsthand.store.query import All, InStory, Node, Not, Reported, Some, Words
from firsthand.store.search_tables import WORDS


@dataclass(slots=True)
class Condition:
    """What stands behind WHERE, with the values that go with it."""

    sqlite: bool
    stories: Mapping[str, str]  #: the ids of the stories that the query names, by those names
    values: dict[str, Any] = field(default_factory=dict)

    def of(self, node: Node) -> str:
        """What a row of `article`, on PostgreSQL with `search` beside it, meets where the node matches."""
        if self.sqlite:
            words = full_text(node)
            if words is not None:
                return f"article.n IN (SELECT rowid FROM search WHERE search MATCH {self.value(words)})"
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Reported):
            if node.side == "after":
                return f"article.reported >= {self.value(node.moment)}"
            return f"(article.reported < {self.value(node.moment)} AND article.reported != '')"
        if isinstance(node, InStory):
            story = self.value(self.stories[node.name])
            return f"article.n IN (SELECT article FROM story_article WHERE story = {story})"
        if isinstance(node, Not):
            return f"NOT {self.of(node.node)}"
        joint = " AND " if isinstance(node, All) else " OR "
        return f"({joint.join(self.of(n) for n in node.nodes)})"

    def value(self, given: object) -> str:
        """The place of a value in the statement."""
        name = f"v{len(self.values)}"
        self.values[name] = given
        return f":{name}"

    def _words(self, node: Words) -> str:
        """PostgreSQL: the index has the words, their order is in the text. No word has a sign that LIKE knows."""
        held = f"{WORDS} @> CAST({self.value(list(dict.fromkeys(node.words)))} AS text[])"
        if len(node.words) == 1:
            return held
        return f"({held} AND ' ' || search.words || ' ' LIKE {self.value('% ' + ' '.join(node.words) + ' %')})"


def full_text(node: Node) -> str | None:
    """The node as FTS5 takes it; None where it is not of words alone, or says only what is not wanted."""
    if isinstance(node, Words):
        return '"' + " ".join(node.words) + '"'
    if isinstance(node, Some):
        parts = [full_text(n) for n in node.nodes]
        return None if None in parts else "(" + " OR ".join(map(str, parts)) + ")"
    if isinstance(node, All):
        words, rest = split(node)
        return words if rest is None else None
    return None


def split(node: Node) -> tuple[str | None, Node | None]:
    """What FTS5 can answer of a node, and the rest that must hold as well; None where there is no such part."""
    if not isinstance(node, All):
        words = full_text(node)
        return words, None if words else node
    wanted: list[str] = []
    unwanted: list[str] = []
    rest: list[Node] = []
    for part in node.nodes:
        words = full_text(part.node if isinstance(part, Not) else part)
        if words is None:
            rest.append(part)
        elif isinstance(part, Not):
            unwanted.append(words)
        else:
            wanted.append(words)
    if not wanted:
        return None, node
    asked = "(" + " AND ".join(wanted) + ")"
    if unwanted:
        asked = f"({asked} NOT ({' OR '.join(unwanted)}))"
    return asked, All(tuple(rest)) if rest else None
