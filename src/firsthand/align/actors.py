"""One person, body or place across the articles of a story, under all its spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from firsthand.align.nodes import KINDS, Groups, Node, nodes_of, written
from firsthand.align.roles import Called, roles_of
from firsthand.align.spelling import acronym_of, initials, romanize, same_name, same_word, sound, words_of
from firsthand.model import Actor, MentionKind, Reading, Span

#: Words that may follow a body's short name in its full one: "Marrow" and "Marrow Group".
_FORMS = frozenset("co corp inc limited llc ltd plc".split())  # of law alone: no part of the name that is shown
_TAILS = _FORMS | frozenset(
    "airlines airways bank company corporation foundation group holdings images industries motor motors network party "
    "systems technologies university".split()
)
#: Last words of names that every town or country has one of: "Defense Ministry" is not the only one's in the story.
_OFFICES = frozenset(
    "academy administration agency army assembly association authority bank board bureau center centre club college "
    "commission committee congress council court department embassy force forces government guard hospital house "
    "institute library ministry museum news office parliament party police post press school senate service times "
    "treasury university".split()
)
#: Names of one place that no rule of spelling joins; the first is shown where the story uses it.
_PLACES = (
    ("united states", "us", "usa", "america", "united states of america"),
    ("united kingdom", "uk", "britain", "great britain"),
    ("kyiv", "kiev"),
    ("kharkiv", "kharkov"),
    ("luhansk", "lugansk"),
    ("turkey", "turkiye"),
    ("myanmar", "burma"),
    ("washington", "washington dc", "dc"),
    ("ivory coast", "cote divoire"),
    ("czech republic", "czechia"),
    ("united arab emirates", "uae"),
    ("new york", "new york city", "nyc"),
)


def identify(readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """The actors of one story, most mentioned first, then by name; whatever the order of the readings."""
    groups = Groups(nodes_of(readings))
    _join_full_names(groups)
    _join_longer_names(groups)
    _join_surnames(groups)
    _join_bodies(groups)
    _join_tails(groups)
    _join_others(groups)
    actors = sorted((_actor(m) for m in groups.all()), key=lambda a: (-len(a.mentions), a.name, a.kind))
    return _with_ids(actors)


def _join_full_names(groups: Groups) -> None:
    """Full names of persons that are spelled alike, where no name of one group contradicts the other's."""
    full = [n for n in groups.nodes if n.kind == "person" and len(words_of(n.key)) > 1]
    for block in _blocks(full):
        for at, one in enumerate(block):
            for other in block[:at]:
                mine, theirs = groups.root(one), groups.root(other)
                if mine != theirs and all(
                    same_name(a.key, b.key).same for a in groups.members(mine) for b in groups.members(theirs)
                ):
                    groups.join(mine, theirs)


def _blocks(nodes: Sequence[Node]) -> list[list[Node]]:
    """Nodes that may be one: they share the start of the surname, or of the given name and the surname's end.

    So a story of many names is not compared all with all.
    """
    blocks: dict[tuple[str, str], list[Node]] = {}
    for node in nodes:
        words = [sound(w) for w in words_of(node.key)]
        blocks.setdefault(("surname", words[-1][:2]), []).append(node)
        blocks.setdefault(("given", words[0][:2] + words[-1][-1:]), []).append(node)
    return [blocks[k] for k in sorted(blocks)]


def _join_longer_names(groups: Groups) -> None:
    """A full name to the only one in the story that adds further surnames to it: "Ana Brask", "Ana Brask Lund"."""
    full = {n.key: n for n in groups.nodes if n.kind == "person" and len(words_of(n.key)) > 1}
    starts: dict[str, list[Node]] = {}
    for node in full.values():
        words = node.key.split()
        for count in range(2, len(words) if all(w[:1].isupper() for w in node.name.split()) else 0):
            starts.setdefault(" ".join(words[:count]), []).append(node)
    for key, node in full.items():
        root = groups.only(starts.get(key, ()))
        if root is not None:
            groups.join(groups.root(node), root)


def _join_surnames(groups: Groups) -> None:
    """A person's surname alone, else a given name alone, to the only one in the story who bears it."""
    full = [n for n in groups.nodes if n.kind == "person" and len(words_of(n.key)) > 1]
    surnames: dict[str, list[Node]] = {}
    given: dict[str, list[Node]] = {}
    for node in full:
        words = words_of(node.key)
        for tail in {" ".join(words[i:]) for i in range(1, len(words))}:
            surnames.setdefault(sound(tail), []).append(node)
        given.setdefault(sound(words[0]), []).append(node)
    taken = {n.key for n in full}
    for node in groups.nodes:
        if node.kind == "person" and node.key not in taken:
            word = sound(" ".join(words_of(node.key)))
            held = surnames.get(word) or _nearly(word, surnames) or given.get(word, [])
            root = groups.only(held)
            if root is not None:
                groups.join(groups.root(node), root)


def _nearly(word: str, surnames: dict[str, list[Node]]) -> list[Node]:
    """Those whose surname is the word but for a slip of the pen."""
    near = (s for s in sorted(surnames) if s[:1] == word[:1] and same_word(word, s))
    return [n for surname in near for n in surnames[surname]]


def _join_bodies(groups: Groups) -> None:
    """Bodies spelled alike; acronyms to the one expansion; a short name to the one that adds "Group" or the like."""
    bodies = [n for n in groups.nodes if n.kind == "organization"]
    blocks: dict[str, list[Node]] = {}
    expansions: dict[str, list[Node]] = {}
    longer: dict[str, list[Node]] = {}
    for node in bodies:
        words = sorted(node.key.replace("-", " ").split())
        for word in {words[0][:3], words[-1][:3]}:
            blocks.setdefault(word, []).append(node)
        for letters in initials(node.name):
            expansions.setdefault(letters, []).append(node)
        start, _, last = node.key.rpartition(" ")
        if last in _TAILS:
            longer.setdefault(start, []).append(node)
    for block in (blocks[k] for k in sorted(blocks)):
        for at, one in enumerate(block):
            for other in block[:at]:
                same = _one_word_apart(one.key, other.key) and same_name(one.name, other.name, "organization").same
                if same:
                    groups.join(groups.root(one), groups.root(other))
    for node in bodies:
        held = [n for n in expansions.get(node.name.replace(".", ""), ()) if acronym_of(node.name, n.name)]
        root = groups.only(held or longer.get(node.key, ()))
        if root is not None:
            groups.join(groups.root(node), root)


def _join_tails(groups: Groups) -> None:
    """A town's team and a maker's thing: "Rovers" to the only "Port Vell Rovers", "Lamp 3" to "Marrow Lamp 3"."""
    heads: dict[MentionKind, set[str]] = {
        "organization": {n.key for n in groups.nodes if n.kind == "place"},
        "other": {n.key for n in groups.nodes if n.kind == "organization"},
    }
    for kind, before in heads.items():
        own = {n.key: n for n in groups.nodes if n.kind == kind}
        longer: dict[str, list[Node]] = {}
        for key, node in own.items():
            words = key.split()
            for at in range(1, len(words)):
                if " ".join(words[:at]) in before:
                    longer.setdefault(" ".join(words[at:]), []).append(node)
        for tail in sorted(longer.keys() & own.keys()):
            root = groups.only(longer[tail])
            if root is not None and tail.split()[-1] not in _OFFICES:
                groups.join(groups.root(own[tail]), root)


def _one_word_apart(one: str, other: str) -> bool:
    """A quick test before names are compared word by word: they are about as long."""
    return abs(len(one.split()) - len(other.split())) <= 3


def _join_others(groups: Groups) -> None:
    """Short names that an article uses for a longer one; places under other names; nationalities in the plural."""
    keys = {n.key: n for n in groups.nodes}
    used: dict[str, list[Node]] = {}
    for node in groups.nodes:
        for text in {romanize(t) for t in node.texts} - {node.key}:
            used.setdefault(text, []).append(node)
    for node in groups.nodes:
        held = [n for n in used.get(node.key, ()) if n.kind == node.kind != "person"]
        root = groups.only(held)
        if root is not None:
            groups.join(groups.root(node), root)
        twins: Iterable[str] = ()
        if node.kind == "place":
            twins = [name for row in _PLACES if node.key in row for name in row]
        elif node.kind == "other":
            twins = (node.key + "s",)
        for twin in twins:
            if twin in keys and keys[twin].kind == node.kind:
                groups.join(groups.root(node), groups.root(keys[twin]))


def _actor(members: Sequence[Node]) -> Actor:
    """One actor of the nodes of a group; without its id."""
    names: Counter[str] = Counter()
    texts: set[str] = set()
    kinds: Counter[MentionKind] = Counter()
    called: dict[Span, Called] = {}
    for node in members:
        names += node.names
        texts |= set(node.texts)
        kinds += node.kinds
        called |= node.called
    kind = max(KINDS, key=lambda k: (kinds[k], -KINDS.index(k)))
    name = _display(names, kind)
    spans = {s for node in members for s in node.spans}
    mentions = tuple(sorted(spans, key=lambda s: (s.article, s.start, s.end)))
    roles = roles_of(mentions, called) if kind == "person" else ()
    return Actor("", name, kind, tuple(sorted({*names, *texts} - {name})), mentions, roles)


def _display(names: Counter[str], kind: MentionKind) -> str:
    """The fullest, most common spelling: of a person's full names, of a body's names but acronyms and short forms."""
    if kind == "person":
        full = Counter({n: c for n, c in names.items() if len(words_of(n)) > 1})
    elif kind == "place":
        shown = {row[0] for row in _PLACES}
        full = Counter({n: c for n, c in names.items() if romanize(n) in shown})
    else:
        full = Counter({n: c for n, c in names.items() if not any(_shortens(n, other) for other in names)})
    return written(full or names)


def _shortens(one: str, other: str) -> bool:
    """Whether a name is another's acronym, first or last words, or adds to them a form of law."""
    short, long = romanize(one), romanize(other)
    if long.startswith(short + " "):
        return long.split()[-1] not in _FORMS
    if long.endswith(" " + short):
        return True
    return acronym_of(one, other) or (short.startswith(long + " ") and short.split()[-1] in _FORMS)


def _with_ids(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Ids made of the names; a number is added where two actors bear one name."""
    used: Counter[str] = Counter()
    found: list[Actor] = []
    for actor in actors:
        slug = "actor-" + (re.sub(r"\W+", "-", romanize(actor.name)).strip("-") or "unnamed")
        used[slug] += 1
        found.append(replace(actor, id=f"{slug}-{used[slug]}" if used[slug] > 1 else slug))
    return tuple(found)
