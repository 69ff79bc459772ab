"""What cues govern that are no active verbs: passives, adjectives, nouns, "according to"."""

from __future__ import annotations

from firsthand.annotate.clauses import Attribution, Page, Range
from firsthand.annotate.cues import VOICING, Frame


def passive(page: Page, verb: int, frame: Frame, unit: Range) -> Attribution | None:
    """The bridge was criticized by Ida Bram; the bridge is expected to open in May."""
    agents = [c for c in page.tagged.children[verb] if page.tokens[c].dep == "agent" and c > verb]
    heads = [c for a in agents for c in page.tagged.children[a] if page.tokens[c].dep == "pobj"]
    subject = page.subject(verb)
    if heads and subject is not None and (frame.object or frame.naming or frame.speech):
        content = page.offsets([page.phrase(subject, verb)])
        return Attribution(page.cue(verb), page.phrase(heads[0], agents[0]), content, verb)
    return of_subject(page, verb, unit, ("xcomp", "oprd", "ccomp")) if frame.passive else None


def of_subject(page: Page, verb: int, unit: Range, complements: tuple[str, ...]) -> Attribution | None:
    """An attribution to nobody: its content is the subject and what is said of it."""
    subject, cue = page.subject(verb), page.cue(verb)
    parts = [
        page.extent(c)
        for c in page.tagged.children[verb]
        if c > verb and (page.tokens[c].dep in complements or page.tokens[c].text == "as")
    ]
    if subject is None or not parts:
        return None
    first, last = min(p[0] for p in parts), min(max(p[1] for p in parts), unit[1])
    if first < cue[1]:
        return None
    return Attribution(cue, None, page.offsets([page.phrase(subject, verb), (first, last)]), verb)


def adjective(page: Page, i: int) -> Attribution | None:
    """She is confident that …"""
    verb = page.tokens[i].head
    if page.tokens[verb].lemma not in ("be", "feel", "seem", "become"):
        return None
    clauses = [c for c in page.tagged.children[i] if page.tokens[c].dep == "ccomp" and c > i]
    subject = page.subject(verb)
    if not clauses or subject is None:
        return None
    content = page.offsets([page.extent(clauses[0])])
    return Attribution((page.cue(verb)[0], i + 1), page.phrase(subject, verb), content, verb)


def noun(page: Page, i: int) -> Attribution | None:
    """His announcement that …, or: he expressed the view that …"""
    clauses = [
        c
        for c in page.tagged.children[i]
        if c > i and page.tokens[c].dep in ("acl", "ccomp", "relcl") and page.begins_with_that(c)
    ]
    if not clauses:
        return None
    content = page.offsets([page.extent(clauses[0])])
    token = page.tokens[i]
    if token.dep == "dobj" and page.tokens[token.head].lemma in VOICING and token.head < i:
        source = page.source(token.head)
        return Attribution((page.cue(token.head)[0], i + 1), source, content, token.head, True) if source else None
    owners = [c for c in page.tagged.children[i] if page.tokens[c].dep == "poss"]
    if not owners:
        return None
    first, last = page.phrase(owners[0], i)
    while last - 1 > first and page.tokens[last - 1].tag == "POS":
        last -= 1
    return Attribution((i, i + 1), (first, last), content, i, True)


def according(page: Page, i: int, unit: Range) -> Attribution | None:
    """The bridge is safe, according to Ida Bram."""
    to = i + 1
    if to >= unit[1] or page.tokens[to].text.lower() != "to":
        return None
    heads = [c for c in page.tagged.children[to] if page.tokens[c].dep in ("pobj", "pcomp")]
    if not heads:
        return None
    source = page.phrase(heads[0], to)
    around = ((unit[0], i), (source[1], unit[1]))
    pieces = [r for r in around if sum(page.tokens[k].pos != "PUNCT" for k in range(*r)) > 2]
    content = page.offsets(pieces)
    return Attribution((i, to + 1), source, content, i) if content else None
