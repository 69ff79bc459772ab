"""What each clause asserts, who asserts it, and how firmly.

A sentence is cut at the heads of its clauses: the main verb, verbs joined to it, the complement of a saying verb, a
clause of time or reason with a subject of its own, a relative or participial clause. A clause with fewer than
`MIN_TERMS` content words stays with the clause above it. A bare attribution ("the ministry said") is no claim: it
asserts nothing about the happening, it says who asserts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.annotate.antecedents import mention_at, resolve_pronouns
from firsthand.annotate.figures import find_figures
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Article, Certainty, Claim, Figure, Mention, Quotation, Span, TimeExpression

#: Content words below which a clause does not stand on its own; one fewer where it has a subject of its own.
MIN_TERMS = 3
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LIGHT = frozenset("be have do say tell add make get go take come s one thing other such".split())
_POSSIBLE = frozenset("may might could possibly perhaps likely unlikely probably apparently seemingly".split())
_POSSIBLE_VERBS = frozenset(
    "believe think suspect fear speculate expect hope assume guess estimate predict appear seem consider plan".split()
)
_REPORTED = frozenset("reportedly allegedly purportedly supposedly".split())
_DENIALS = frozenset("deny reject dismiss refute rebut dispute".split())
_NEGATIVE = frozenset("no never nobody none nothing neither nor without not n't n’t cannot nowhere".split())
_COMPARED = frozenset({"fewer", "less", "more", "later", "longer", "sooner"})
_NEGATABLE = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "acomp"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_NEGATIVE_VERBS = frozenset("fail refuse decline".split())
#: Nouns that pass on what is meant: "seized control of the bridge" is about the bridge.
_HOLDING = frozenset("control hold possession command charge dozen score hundred thousand number group series".split())
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "acl"})
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(?=$|T)")


@dataclass(frozen=True, slots=True)
class _Said:
    """One range of words and who says them."""

    start: int
    end: int
    quotation: Quotation


def find_claims(
    article: Article,
    tagged: Tagged,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    times: Sequence[TimeExpression],
) -> tuple[Claim, ...]:
    """The claims of the telling lines, in order."""
    named = dict(mention_at(tagged, mentions))
    named.update(resolve_pronouns(tagged, mentions))
    figures = find_figures(article, tagged, [(t.span.start, t.span.end) for t in times if t.kind != "DURATION"])
    said = [_Said(c.start, c.end, q) for q in quotations for c in q.content]
    attributing = {i: q for q in quotations for c in q.cue for i in tagged.tokens_in(c.start, c.end)}
    dates = {i for t in times if t.kind in ("DATE", "TIME") for i in tagged.tokens_in(t.span.start, t.span.end)}
    found: list[Claim] = []
    for index, (first, last) in enumerate(tagged.sentences):
        sentence = article.span(*tagged.sentence_span(index))
        near = [s for s in said if s.start < sentence.end and sentence.start < s.end]
        for head, own in _clauses(tagged, first, last, attributing):
            start, end = tagged.tokens[own[0]].start, tagged.tokens[own[-1]].end
            if tagged.tokens[head].pos not in ("VERB", "AUX") and len(_terms(tagged.tokens, own)) < MIN_TERMS:
                continue  # a label, a cry, a name alone: nothing is asserted
            span = article.span(start, end)
            starts = {tagged.tokens[i].start for i in own}
            inside = tuple(f for f in figures if f.span.start in starts)
            blank = Claim(span, sentence, None, False, "stated", None, None, None, None)
            claim = _claim(tagged, head, own, named, inside, near, blank)
            claim = replace(
                claim,
                terms=tuple(_terms(tagged.tokens, (i for i in own if i not in dates))) + _inherited(tagged, head, own),
            )
            found.append(replace(claim, main=_is_main(tagged, head, attributing), dated=_same_moment(tagged, head)))
    return date_claims(found, times)


def date_claims(claims: Iterable[Claim], times: Sequence[TimeExpression]) -> tuple[Claim, ...]:
    """The claims, each with the day, month or year that its own words give; else its sentence's, where that is one.

    To be called again when `times` were settled against another anchor.
    """
    dated = sorted((t for t in times if t.kind in ("DATE", "TIME") and _DAY.match(t.value)), key=lambda t: t.span.start)
    found = list(claims)
    siblings: dict[Span, list[Claim]] = {}
    for claim in found:
        siblings.setdefault(claim.sentence, []).append(claim)
    out = []
    for claim in found:
        around = [t for t in dated if claim.sentence.covers(t.span)]
        inner = [c.span for c in siblings[claim.sentence] if c.span != claim.span and claim.span.covers(c.span)]
        own = [t for t in around if claim.span.covers(t.span) and not any(s.covers(t.span) for s in inner)]
        chosen = max(own, key=lambda t: (_precision(t.value), -t.span.start), default=None)
        if chosen is None and len({_day(t.value) for t in around}) == 1:
            chosen = around[0]
        out.append(replace(claim, happened=_day(chosen.value) if chosen else None, dated=bool(own) or claim.dated))
    return tuple(out)


def _day(value: str) -> str:
    found = _DAY.match(value)
    return found[0] if found else value


def _precision(value: str) -> int:
    return len(_day(value))


def _clauses(
    tagged: Tagged, first: int, last: int, attributing: Mapping[int, Quotation]
) -> list[tuple[int, list[int]]]:
    """The clauses of one sentence, in order: the head's index and the indices of its words."""
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
        enough = MIN_TERMS - _has_subject(tagged, head)
        if above != head and above in members and len(_terms(tokens, own)) < enough:
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
    return _has_subject(tagged, i)


def _has_subject(tagged: Tagged, i: int) -> bool:
    return any(tagged.tokens[c].dep in ("nsubj", "nsubjpass", "expl") for c in tagged.children[i])


def _is_main(tagged: Tagged, head: int, attributing: Mapping[int, Quotation]) -> bool:
    """Whether a clause is its sentence's main one, or hangs from it through attributing verbs alone."""
    tokens = tagged.tokens
    while tokens[head].head != head:
        if tokens[head].dep != "ccomp" or tokens[head].head not in attributing:
            return False
        head = tokens[head].head
    return True


def _same_moment(tagged: Tagged, head: int) -> bool:
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


def _terms(tokens: Sequence[Token], own: Iterable[int]) -> list[str]:
    return [
        tokens[i].lemma.lower()
        for i in own
        if tokens[i].pos in _CONTENT
        and tokens[i].dep not in ("aux", "auxpass")
        and tokens[i].lemma.lower() not in _LIGHT
    ]


def _claim(
    tagged: Tagged,
    head: int,
    own: Sequence[int],
    named: Mapping[int, str],
    figures: tuple[Figure, ...],
    said: Sequence[_Said],
    blank: Claim,
) -> Claim:
    tokens = tagged.tokens
    verb = tokens[head]
    agent, patient = _arguments(tagged, head, named)
    over = _covering(blank.span.start, blank.span.end, said)
    cue = {tokens[i].lemma.lower() for c in (over.cue if over else ()) for i in tagged.tokens_in(c.start, c.end)}
    conditional = any(tokens[i].dep == "mark" and tokens[i].lemma.lower() in _CONDITIONS for i in tagged.children[head])
    plain = [tokens[i] for i in own if tokens[i].pos != "PROPN"]  # "in May" leaves nothing open
    words = {t.lemma.lower() for t in plain} | {t.text.lower() for t in plain}
    below = [i for i in tagged.children[head] if tokens[i].dep in _NEGATABLE]
    near_verb = [*tagged.children[head], *(c for i in below for c in tagged.children[i])]
    negative = (
        any(_negates(tokens, i) and tokens[i].sentence == verb.sentence for i in near_verb if i in own)
        or verb.lemma.lower() in _NEGATIVE_VERBS
    )
    unsaid = bool(cue & _NEGATIVE)  # "did not deny", "would not say": nobody asserts it, and nobody denies it
    denied = bool(cue & _DENIALS) and not unsaid
    denied = denied or (verb.lemma.lower() in _DENIALS and not negative) or _called_untrue(tagged, head)
    return replace(
        blank,
        asserted_by=over.speaker if over else None,
        negated=negative != denied,
        certainty="possible"
        if conditional or (unsaid and not denied)
        else _certainty(denied, words, cue, over is not None),
        predicate=verb.lemma.lower() if verb.pos in ("VERB", "AUX") else None,
        agent=agent,
        patient=patient,
        figures=figures,
        entities=tuple(dict.fromkeys(named[i] for i in own if i in named)),
        quoted=over is not None and over.kind == "direct",
    )


def _negates(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word says no: not the "no" of "no fewer than nine"."""
    after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    return tokens[i].text.lower() in _NEGATIVE and after not in _COMPARED


def _called_untrue(tagged: Tagged, head: int) -> bool:
    """Whether a clause stands under "it is not true that", or "it is false that"."""
    above = tagged.tokens[head].head
    if above == head or tagged.tokens[head].dep not in ("ccomp", "csubj", "acl"):
        return False
    near = {tagged.tokens[c].text.lower() for i in (above, tagged.tokens[above].head) for c in tagged.children[i]}
    near.add(tagged.tokens[above].text.lower())
    return bool(near & {"untrue", "false"}) or (bool(near & {"true", "correct"}) and bool(near & _NEGATIVE))


def _certainty(denied: bool, words: set[str], cue: set[str], said: bool) -> Certainty:
    if denied:
        return "denied"
    if words & _POSSIBLE or cue & _POSSIBLE_VERBS:
        return "possible"
    if said or words & _REPORTED:
        return "reported"
    return "stated"


def _covering(start: int, end: int, said: Sequence[_Said]) -> Quotation | None:
    """The quotation that holds at least half of a clause: the shortest, where one is inside another."""
    best: _Said | None = None
    for each in said:
        shared = min(end, each.end) - max(start, each.start)
        if shared * 2 >= end - start and (best is None or each.end - each.start < best.end - best.start):
            best = each
    return best.quotation if best else None


def _arguments(tagged: Tagged, head: int, named: Mapping[int, str]) -> tuple[str | None, str | None]:
    """Who does it to whom: entities where they are named, else the noun's lemma. A passive's subject is its patient."""
    tokens = tagged.tokens
    agent = patient = None
    for i in tagged.children[head]:
        dep = tokens[i].dep
        if dep == "nsubj":
            agent = _filler(tagged, i, named)
        elif dep in ("nsubjpass", "dobj", "obj", "attr"):
            patient = patient or _filler(tagged, i, named)
        elif dep == "agent":
            agent = next((_filler(tagged, c, named) for c in tagged.children[i] if tokens[c].dep == "pobj"), agent)
    verb = tokens[head]
    if agent is None and patient is None and verb.dep in ("relcl", "acl"):
        patient = _filler(tagged, verb.head, named)
    if agent is None and verb.dep in ("conj", "advcl", "xcomp") and tokens[verb.head].pos in ("VERB", "AUX"):
        agent = next((_filler(tagged, c, named) for c in tagged.children[verb.head] if tokens[c].dep == "nsubj"), None)
    return agent, patient


def _inherited(tagged: Tagged, head: int, own: Sequence[int]) -> tuple[str, ...]:
    """The lemma of what a relative or participial clause speaks of, which stands before it."""
    verb = tagged.tokens[head]
    if verb.dep not in ("relcl", "acl") or verb.head in own:
        return ()
    return tuple(_terms(tagged.tokens, [verb.head]))


def _filler(tagged: Tagged, i: int, named: Mapping[int, str]) -> str | None:
    token = tagged.tokens[i]
    if i in named:
        return named[i]
    if token.text.lower() in ("that", "which", "who", "whom") and tagged.tokens[token.head].dep == "relcl":
        return _filler(tagged, tagged.tokens[token.head].head, named)
    if token.pos == "PRON":
        return None
    if token.lemma.lower() in _HOLDING:
        held = (c for p in tagged.children[i] if tagged.tokens[p].text == "of" for c in tagged.children[p])
        within = next((c for c in held if tagged.tokens[c].dep == "pobj"), None)
        if within is not None:
            return _filler(tagged, within, named)
    inner = next((c for c in tagged.children[i] if c in named and tagged.tokens[c].dep in ("compound", "appos")), None)
    if inner is not None and token.pos == "PROPN":
        return named[inner]
    return token.lemma.lower()
