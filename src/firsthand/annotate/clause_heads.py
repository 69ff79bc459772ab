"""How a sentence is cut into the clauses that each claim something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Quotation

#: Content words below which a clause does not stand on its own; one fewer where it has a subject of its own.
MIN_TERMS = 3
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LIGHT = frozenset("be have do say tell add make get go take come s one thing other such".split())
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "acl"})


def find_clauses(
    tagged: Tagged, first: int, last: int, attributing: Mapping[int, Quotation]
) -> list[tuple[int, list[int]]]:
    """The clauses of one sentence, in order: the head's index and the indices of its words.

    `attributing` gives the quotation of each word that is part of a cue.
    """
    tokens = tagged.tokens
    heads = {i for i in range(first, last) if _heads_clause(tagged, i)}
    owner: dict[int, int] = {}
    for i in range(first, last):
        at, path = i, [i]
        while at not in owner and at not in heads and tokens[at].head != at and len(path) <= last - first:
            at = tokens[at].head
            path.append(at)
        owner.update(dict.fromkeys(path, owner.get(at, at)))
    members: dict[int, list[int]] = {}
    for i in range(first, last):
        members.setdefault(owner[i], []).append(i)
    # From the innermost out: what is too thin to stand alone joins the clause above it, or the only one below it.
    for head in sorted(members, key=lambda h: -_depth(tokens, h)):
        own = members[head]
        above = owner.get(tokens[head].head, head)
        enough = MIN_TERMS - has_subject(tagged, head)
        if above != head and above in members and len(terms_of(tokens, own)) < enough:
            members[above] = sorted(members[above] + own)
            del members[head]
    if len(members) > 1:
        for head in [h for h in members if _only_attributes(tokens, members, h, attributing)]:
            del members[head]
    return sorted(((h, _trim(tokens, own)) for h, own in members.items()), key=lambda each: each[1][0])


def _depth(tokens: Sequence[Token], i: int) -> int:
    depth = 0
    while tokens[i].head != i and depth < 200:
        i, depth = tokens[i].head, depth + 1
    return depth


def _heads_clause(tagged: Tagged, i: int) -> bool:
    token = tagged.tokens[i]
    if token.head == i:
        return True
    if token.dep not in _CLAUSES or token.pos not in ("VERB", "AUX"):
        return False
    if token.dep == "conj":
        return tagged.tokens[token.head].pos in ("VERB", "AUX")
    if token.dep in ("acl", "relcl"):
        return True
    return has_subject(tagged, i)


def has_subject(tagged: Tagged, i: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(tagged.tokens[c].dep in ("nsubj", "nsubjpass", "expl") for c in tagged.children[i])


def is_main(tagged: Tagged, head: int, attributing: Mapping[int, Quotation]) -> bool:
    """Whether a clause is its sentence's main one, or hangs from it through attributing verbs alone."""
    tokens = tagged.tokens
    while tokens[head].head != head:
        if tokens[head].dep != "ccomp" or tokens[head].head not in attributing:
            return False
        head = tokens[head].head
    return True


def same_moment(tagged: Tagged, head: int) -> bool:
    """Whether a clause tells when the clause above it happened, and so shares its day: "on Friday, when it broke"."""
    if tagged.tokens[head].dep not in ("advcl", "relcl"):
        return False
    return any(tagged.tokens[c].text.lower() == "when" for c in tagged.children[head])


def _only_attributes(
    tokens: Sequence[Token], members: Mapping[int, list[int]], head: int, attributing: Mapping[int, Quotation]
) -> bool:
    """Whether a clause merely says that somebody says what another clause of the sentence tells."""
    own = members[head]
    said = [attributing[i] for i in own if i in attributing]
    if not said or any(i not in attributing and tokens[i].pos in ("VERB", "NUM") for i in own):
        return False
    told = [tokens[other].start for other in members if other != head]
    return any(c.start <= start < c.end for q in said for c in q.content for start in told)


def _trim(tokens: Sequence[Token], own: list[int]) -> list[int]:
    """Without marks and linking words at the ends."""
    out = list(own)
    while len(out) > 1 and (tokens[out[0]].pos in ("PUNCT", "CCONJ", "SPACE") and tokens[out[0]].text not in "“\"‘'("):
        out.pop(0)
    while len(out) > 1 and tokens[out[-1]].text in {",", ";", ":", "-", "–", "—", "and", "but"}:
        out.pop()
    return out


def terms_of(tokens: Sequence[Token], own: Iterable[int]) -> list[str]:
    """The lemmas of the content words among tokens, in order."""
    return [
        tokens[i].lemma.lower()
        for i in own
        if tokens[i].pos in _CONTENT
        and tokens[i].dep not in ("aux", "auxpass")
        and tokens[i].lemma.lower() not in _LIGHT
    ]


def inherited_terms(tagged: Tagged, head: int, own: Sequence[int]) -> tuple[str, ...]:
    """The lemma of what a relative or participial clause speaks of, which stands before it."""
    verb = tagged.tokens[head]
    if verb.dep not in ("relcl", "acl") or verb.head in own:
        return ()
    return tuple(terms_of(tagged.tokens, [verb.head]))
