"""An extractive account: the articles' own sentences, the most widely reported first, then part by part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import Article, Claim, Disagreement, Dropped, Finding, Reading, Section, Side, Statement, Story
from firsthand.write.check import attributed, raised, refuse
from firsthand.write.choice import Choice, Chooser, role_of
from firsthand.write.citations import citations_of, cite, publisher_name
from firsthand.write.news import News
from firsthand.write.opening import in_time, is_overtaken, opening
from firsthand.write.sections import choose
from firsthand.write.speech import spoken
from firsthand.write.standalone import balanced
from firsthand.write.trim import sources_of

#: Sentences of an account, the disputed ones apart.
LENGTH = 12
#: Words up to which a sentence stands whole where it takes a side; of a longer one the clause does.
SIDE = 25
#: Parts of an account before its differences; the others follow them.
_BEFORE_DIFFERENCES: frozenset[Section] = frozenset({"lead", "happened"})
#: What reports differ on, for the parts of a claim that need no more said.
_ON = {"date": "the day", "place": "the place", "sequence": "what came first"}


@dataclass(frozen=True, slots=True)
class Written:
    """An account, and the sentences that were refused or passed over, each with its reason."""

    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]


def write(
    story: Story,
    readings: Sequence[Reading],
    length: int = LENGTH,
    *,
    since: str | None = None,
    single_source: bool = True,
) -> Written:
    """The account of a story. `readings` are its articles in the order of publication; `length` counts sentences.

    Reports of differences are told beyond it. `since` is an ISO day: only what was first reported, or changed, on it or
    later is told. Without `single_source` nothing is told that rests on one origin.
    """
    by_id = {r.article.id: r for r in readings}
    news = News(story, by_id, since)
    dropped: list[Dropped] = []
    chooser = Chooser(story, by_id, news.fresh)
    chosen = _choose(chooser, news, length, single_source, dropped)
    told = [(section, s) for c, section in chosen if (s := _attributed(story, by_id, c, section, dropped)) is not None]
    differences: list[Statement] = []
    for disagreement in story.disagreements:
        if not news.tells(disagreement) or not (single_source or _several_origins(disagreement, chooser)):
            continue
        disputed = _disputed(disagreement, by_id)
        if disputed is None:
            reason = "its sides could not be put into one checked sentence"
            dropped.append(Dropped(disagreement.id, "write", reason))
        elif disputed.text not in {s.text for s in differences}:
            differences.append(disputed)
    before = [s for section, s in told if section in _BEFORE_DIFFERENCES]
    after = [s for section, s in told if section not in _BEFORE_DIFFERENCES]
    return Written((*before, *differences, *after), tuple(dropped))


def _choose(
    chooser: Chooser, news: News, length: int, single_source: bool, dropped: list[Dropped]
) -> list[tuple[Choice, Section]]:
    """The findings worth telling, none said twice; what is passed over is counted with its reason."""
    story = chooser.story
    findings = [f for f in story.findings if news.tells_finding(f)]
    old = len(story.findings) - len(findings)
    if old:
        dropped.append(Dropped(story.id, "write", f"{old} findings were first reported before {news.since}"))
    found = {f.id: chooser.best(f) for f in findings}
    _mute(story, [f for f in findings if found[f.id] is None], dropped)
    candidates = [c for c in found.values() if c is not None and _tellable(c, chooser, news)]
    speeches = [c for c in spoken(chooser) if news.tells_finding(c.finding) and _tellable(c, chooser, news)]
    first = opening(chooser, [f.id for f in findings])
    if not single_source:
        alone = sum(c.sources == 1 for c in candidates)
        candidates = [c for c in candidates if c.sources > 1]
        speeches = [c for c in speeches if c.sources > 1]
        first = first if first is not None and first.sources > 1 else None
        if alone:
            reason = f"{alone} findings rest on one origin and were left out as asked"
            dropped.append(Dropped(story.id, "write", reason))
    if first is not None and news.known(first):
        first = None
    chosen = choose(chooser, candidates, speeches, length, first)
    told = {c.finding.id for c, _ in chosen}
    more = sum(c.finding.id not in told for c in candidates)
    if more:
        dropped.append(Dropped(story.id, "write", f"{more} more findings: an account holds {length}, each said once"))
    return chosen


def _tellable(choice: Choice, chooser: Chooser, news: News) -> bool:
    """Whether a sentence is news, and gives no figure that was overtaken: that is told among the differences."""
    return not news.known(choice) and not is_overtaken(chooser, choice)


def _mute(story: Story, findings: Sequence[Finding], dropped: list[Dropped]) -> None:
    """List the findings that no sentence can tell: one by one those of several sources, counted the others."""
    shared = [f for f in findings if f.independent_sources > 1]
    dropped.extend(Dropped(f.id, "write", "none of its sentences can stand alone") for f in shared)
    if len(findings) > len(shared):
        reason = f"{len(findings) - len(shared)} findings of one source: no sentence can stand alone"
        dropped.append(Dropped(story.id, "write", reason))


def _several_origins(disagreement: Disagreement, chooser: Chooser) -> bool:
    return len({chooser.origin(c) for s in disagreement.sides for c in s.claims}) > 1


def _attributed(
    story: Story, by_id: Mapping[str, Reading], choice: Choice, section: Section, dropped: list[Dropped]
) -> Statement | None:
    """The sentence with who reports it, where that is one source, and its citations; None where it is refused."""
    citations = citations_of(story, by_id, choice)
    article = by_id[choice.wording.span.article].article
    name = publisher_name(article)
    texts = [choice.wording.text]
    if choice.sources == 1 and len(story.articles) > 1:
        alone = choice.wording.alone
        texts = [f"One report {'quotes' if alone else 'says:'} {choice.wording.text}"]
        if name:
            texts.insert(0, f"{name} {'quotes' if alone else 'reports:'} {choice.wording.text}")
    said = sources_of(article, by_id[article.id].annotations.quotations, choice.claim, choice.wording.span)
    reasons: tuple[str, ...] = ()
    for text in texts:
        statement = Statement(text, choice.finding.id, citations, section, choice.sources)
        reasons = refuse(statement, [name or "", *choice.wording.names])
        reasons += raised(choice.wording.text, choice.claim, article.quote(choice.claim.sentence), said)
        if not reasons:
            return statement
    dropped.append(Dropped(choice.finding.id, "write", "; ".join(reasons)))
    return None


def _disputed(disagreement: Disagreement, by_id: Mapping[str, Reading]) -> Statement | None:
    """One sentence that sets the sides beside each other, each in an outlet's own words, with whoever asserts it."""
    citations, parts, names = [], [], ["quoting"]
    sides = in_time(disagreement, by_id)
    for side in sides:
        told = (c for c in side.claims if role_of(by_id[c.span.article].article, c.span) == "body")
        claim = next(told, side.claims[0])
        article = by_id[claim.span.article].article
        name = _spoken_name(article)
        words = _side_words(article, claim)
        if claim.asserted_by and claim.asserted_by[:1].isupper() and not attributed(claim, words):
            names.append(claim.asserted_by)
            name = f"{name}, quoting {claim.asserted_by}"
        parts.append(f"{name}: {words}" if re.search(r"[“”\"]", words) else f"{name}: “{words}”")
        names.append(name)
        citations.append(cite(article, claim.sentence, "primary"))
    lead = "Reports differ"
    if disagreement.type == "update":
        lead = _change(sides)
    if disagreement.slot == "number":
        lead += f" ({disagreement.about})"
    elif disagreement.slot == "who":
        lead += " on the name" if disagreement.about == "the name" else " on who said it"
    elif disagreement.slot in _ON:
        lead += f" on {_ON[disagreement.slot]}" if disagreement.about != "the hour" else " on the hour"
    statement = Statement(f"{lead}. {'. '.join(parts)}.", disagreement.findings[0], tuple(citations), "disputed")
    return None if refuse(statement, [*names, lead]) else statement


def _side_words(article: Article, claim: Claim) -> str:
    """The sentence of a side where it is short or denies something, else its clause; no quotation mark left open."""
    whole = len(article.quote(claim.sentence).split()) <= SIDE or claim.certainty == "denied"
    words = " ".join(article.quote(claim.sentence if whole else claim.span).split()).strip(" ,.;:")
    return words if balanced(words) else words.strip("“”\"").strip(" ,.;:")


def _change(sides: Sequence[Side]) -> str:
    """What an update changes: a figure, by the first and the last side in time, or something else."""
    first, last = ([f.value for c in side.claims for f in c.figures] for side in (sides[0], sides[-1]))
    if not first or not last or first[0] == last[0]:
        return "Later reports differ"
    return f"Later reports give a {'higher' if last[0] > first[0] else 'lower'} number"


def _spoken_name(article: Article) -> str:
    """The publisher as a sentence may name it: a figure or a quotation mark in its name would stand in no passage."""
    name = publisher_name(article)
    return "One report" if not name or re.search(r"[\d“”\"]", name) else name
