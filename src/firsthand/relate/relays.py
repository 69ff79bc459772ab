"""Whom a claim merely relays: "Belta reported that", "told the Guardian", "according to state media"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from firsthand.model import Article, Claim, Quotation, Reading, Span
from firsthand.relate.linked import with_links
from firsthand.relate.outlets import Attribution, find_all_attributions, load_outlets, outlet_of, same_outlet

#: Characters at either end of a sentence within which a publisher's name attributes the whole of it: "As the Vellmark
#: Courier noted, ...". Wider takes a publisher that the sentence tells something about for one that it relays.
EDGE = 30
#: Letters from which a printed name is looked for in running text; shorter ones are words.
PRINTED = 4

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_REPORT_OF = re.compile(
    r"^(?:[\w'’-]+ ){0,3}?(?:article|dispatch|interview|investigation|report|story)s? (?:by|from|in|on|with) (.+)$",
    re.IGNORECASE,
)
#: What an article calls a publisher that it has named before.
_THE_SAME = re.compile(
    r"^(?:(?:the|this|that) )?(?:(?:news|local|daily|weekly|state|state-run|private) ){0,2}"
    r"(?:agency|broadcaster|channel|magazine|network|newspaper|news site|outlet|paper|publication|tabloid|website)$",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(
    r"\b(?:(?P<whose>[A-Z]\w+(?:an|ese|ish|ian|i|ch|[A-Z])?) )?state(?:[- ](?:run|owned|controlled|backed))?[ -]"
    r"(?:media|news agency|news|press|radio|television|tv)\b"
)
#: Whom a claim relays that names no publisher: media of one state are one voice.
STATE_MEDIA = "state media"


def find_relays(reading: Reading, claims: Sequence[Claim], printed: Collection[str] = ()) -> list[str | None]:
    """For each claim of an article the publisher that it relays, by its short name; None where it is the article's own.

    `printed` are names of publishers that the list does not hold. Nobody relays himself.
    """
    article = reading.article
    own = outlet_of(article.publisher)
    named = [a for a in with_links(article, find_all_attributions(article, printed), {}) if a.reports]
    known = {**load_outlets().by_name, **{a.outlet: a.outlet for a in named}}
    told = _told(article, reading.annotations.quotations, named)
    found = []
    for claim in claims:
        outlet = _asserted(claim, named, known) or _said_to(claim, told) or _at_the_edge(article, claim, named)
        found.append(None if same_outlet(outlet, own) else outlet)
    return found


def printed_names(articles: Sequence[Article]) -> frozenset[str]:
    """The names of the articles' own publishers, as other articles name them."""
    return frozenset(o for a in articles if (o := outlet_of(a.publisher)) and len(o) >= PRINTED)


def _asserted(claim: Claim, named: Sequence[Attribution], known: Mapping[str, str]) -> str | None:
    """The publisher that is said to assert the claim."""
    who = claim.asserted_by
    if who is None:
        return None
    bare = _ARTICLE.sub("", who)
    if of := _REPORT_OF.match(bare):
        bare = _ARTICLE.sub("", of[1])
    for name in (who, bare, bare.removesuffix(" newspaper").removesuffix(" news agency")):
        if outlet := known.get(name):
            return outlet
    if media := _STATE_MEDIA.search(who):
        return f"{media['whose']} {STATE_MEDIA}" if media["whose"] else STATE_MEDIA
    if _THE_SAME.match(who):
        before = [a for a in named if a.end <= claim.sentence.end]
        return before[-1].outlet if before else None
    if of:  # "a report from the Associated Press at the time"
        return next((known[n] for n in sorted(known, key=len, reverse=True) if bare.startswith(f"{n} ")), None)
    return None


def _told(
    article: Article, quotations: Sequence[Quotation], named: Sequence[Attribution]
) -> list[tuple[Span, str]]:
    """The words that somebody said to a publisher, with that publisher: one told, or one given an interview."""
    starts = [a.start for a in named]
    found = []
    for quotation in quotations:
        for cue in quotation.cue:
            at = bisect_right(starts, cue.end)
            near = named[at] if at < len(named) else None
            between = article.text[cue.end : near.start] if near else ""
            if near and len(between) <= EDGE and not re.search(r"[.;:\n“\"]", between):
                found += [(content, near.outlet) for content in quotation.content]
    return found


def _said_to(claim: Claim, told: Sequence[tuple[Span, str]]) -> str | None:
    return next((outlet for content, outlet in told if content.covers(claim.span) or claim.span.covers(content)), None)


def _at_the_edge(article: Article, claim: Claim, named: Sequence[Attribution]) -> str | None:
    """The publisher that the beginning or the end of the sentence names as its source.

    A clause of the sentence that somebody else says keeps to its speaker; he said it to that publisher then, too.
    """
    sentence = claim.sentence
    for a in named:
        if not (sentence.start <= a.start and a.end <= sentence.end):
            continue
        before, after = article.text[sentence.start : a.start], article.text[a.end : sentence.end]
        if len(before) <= EDGE or (len(after) <= EDGE and not re.search(r"[\"”]", after)):
            return a.outlet
    return None
