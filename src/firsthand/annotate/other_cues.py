"""What cues govern that are no active verbs: passives, adjectives, nouns, "according to"."""

from __future__ import annotations

from firsthand.annotate.clauses import NO_FRAME, Attribution, Page, Range
from firsthand.annotate.cues import ADJECTIVES, FEELING, FRAMES, NAMED_SOURCES, VOICING, WILLING, Frame

#: Words that tell nothing yet: "on Monday".
_LEAST = 2
#: How far the comma of "As the Courier reports," may stand from its beginning.
_AS_WORDS = 12
#: What stands before a "per" that names a source.
_BEFORE_PER = frozenset([",", "—", "–", "-", "--", "("])


def passive(page: Page, verb: int, frame: Frame, unit: Range) -> Attribution | None:
    """The bridge was criticized by Ida Bram; the bridge is expected to open in May."""
    if _quoted_as_saying(page, verb):
        return None
    agents = [c for c in page.tagged.children[verb] if page.tokens[c].dep == "agent" and c > verb]
    heads = [c for a in agents for c in page.tagged.children[a] if page.tokens[c].dep == "pobj"]
    subject = page.subject(verb)
    if heads and subject is not None and (frame.object or frame.naming or frame.speech):
        content = page.offsets([page.phrase(subject, verb)])
        cue = page.cue(verb)
        by = agents[0] + 1 if agents[0] == cue[1] else cue[1]
        return Attribution((cue[0], by), page.phrase(heads[0], agents[0]), content, verb)
    return of_subject(page, verb, unit, ("xcomp", "oprd", "ccomp")) if frame.passive else None


def _quoted_as_saying(page: Page, verb: int) -> bool:
    """Whether the words hang on a verb of their own: was quoted as saying that …"""
    ways = [c for c in page.tagged.children[verb] if page.tokens[c].text == "as" and c > verb]
    inner = [page.tokens[c] for way in ways for c in page.tagged.children[way]]
    return any(t.dep == "pcomp" and FRAMES.get(t.lemma, NO_FRAME).speech for t in inner)


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
    if first == cue[1] and page.tokens[first].text == "as":
        cue, first = (cue[0], first + 1), first + 1
    return Attribution(cue, None, page.offsets([page.phrase(subject, verb), (first, last)]), verb)


def adjective(page: Page, i: int) -> Attribution | None:
    """She is confident that …; she is critical of …; she is ready to …"""
    verb, lemma = page.tokens[i].head, page.tokens[i].lemma
    subject = page.subject(verb) if page.tokens[verb].lemma in ("be", "feel", "seem", "become") else None
    if subject is None:
        return None
    for c in page.tagged.children[i]:
        token = page.tokens[c]
        told = token.dep == "ccomp" and lemma in ADJECTIVES
        to_do = token.dep == "xcomp" and lemma in WILLING
        of = token.dep == "prep" and token.text in ("of", "about", "over") and lemma in FEELING
        if c > i and (told or to_do or of):
            first, last = page.extent(c)
            end = c + 1 if of else i + 1
            content = page.offsets([(end if of else first, last)])
            return Attribution((page.cue(verb)[0], end), page.phrase(subject, verb), content, verb) if content else None
    return None


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
    """The bridge is safe, according to Ida Bram; it was never tested, per the Courier."""
    to = i
    if page.tokens[i].text.lower() == "according":
        to = i + 1
        if to >= unit[1] or page.tokens[to].text.lower() != "to":
            return None
    elif i > unit[0] and page.tokens[i - 1].text not in _BEFORE_PER:
        return None  # ten per thousand
    heads = [c for c in page.tagged.children[to] if page.tokens[c].dep in ("pobj", "pcomp")]
    if to == i:
        heads = [h for h in heads if page.tokens[h].pos == "PROPN" or page.tokens[h].lemma in NAMED_SOURCES]
    if not heads:
        return None
    source = page.phrase(heads[0], to)
    around = ((page.unlinked(unit[0], i), i), (source[1], unit[1]))
    pieces = [r for r in around if _has_words(page, r)]
    if not pieces:  # the parser took all that follows for a part of the source
        comma = next((k for k in range(heads[0] + 1, unit[1]) if page.tokens[k].text == ","), unit[1])
        source, pieces = (source[0], comma), [r for r in [(comma, unit[1])] if _has_words(page, r)]
    content = page.offsets(pieces)
    return Attribution((i, to + 1), source, content, i) if content else None


def _has_words(page: Page, piece: Range) -> bool:
    """Whether a range is long enough to tell something."""
    return sum(page.tokens[k].pos != "PUNCT" for k in range(*piece)) > _LEAST


def as_reported(page: Page, i: int, unit: Range) -> Attribution | None:
    """As the Courier reports, "…": where the parser took the verb for a noun."""
    comma = next((k for k in range(i + 2, min(unit[1] - 1, i + _AS_WORDS)) if page.tokens[k].text == ","), None)
    if i != unit[0] or comma is None or page.quote_of[comma + 1] < 0:
        return None
    verb = comma - 1
    if page.tokens[verb].tag != "NNS" or not FRAMES.get(page.tokens[verb].lemma, NO_FRAME).speech or verb == i + 1:
        return None
    content = page.offsets([page.widen(comma + 1, comma + 2)])
    return Attribution((verb, comma), page.trim(i + 1, verb), content, verb, True) if content else None
