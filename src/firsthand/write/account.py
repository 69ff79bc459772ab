"""An extractive account: the articles' own sentences, the most widely reported first, then by time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import (
    Article,
    Citation,
    CitationRole,
    Claim,
    Disagreement,
    Dropped,
    Finding,
    Reading,
    Section,
    Side,
    Span,
    Statement,
    Story,
)
from firsthand.write.backing import holds_too
from firsthand.write.check import refuse
from firsthand.write.trim import Wording, word

#: Sentences of an account, the disputed ones apart.
LENGTH = 12
#: Characters of context on either side of a cited passage, enough to find it again after small edits.
CONTEXT = 32
#: Share of the content words in common above which two sentences say the same.
REPEATED = 0.6
#: What a clause that nobody else reports costs a sentence that would open an account, in articles that carry it.
ALONE = 5
#: Passages cited for one sentence beside the one whose words it uses: one for each of the first articles.
CORROBORATING = 5


@dataclass(frozen=True, slots=True)
class Written:
    """An account, and the sentences that were refused or passed over, each with its reason."""

    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """The words that tell a finding, and the claims, their own among them, that say so too."""

    finding: Finding
    claim: Claim
    wording: Wording
    backing: tuple[Claim, ...]
    sources: int  #: origins among the backing claims


def write(story: Story, readings: Sequence[Reading], length: int = LENGTH) -> Written:
    """The account of a story. `readings` are its articles in the order of publication; `length` counts sentences."""
    by_id = {r.article.id: r for r in readings}
    dropped: list[Dropped] = []
    chosen = _choose(story, by_id, length, dropped)
    statements = []
    for choice, section in _ordered(chosen):
        statement = _attributed(story, by_id, choice, section, dropped)
        if statement is not None:
            statements.append(statement)
    for disagreement in story.disagreements:
        disputed = _disputed(disagreement, by_id)
        if disputed is not None:
            statements.append(disputed)
        else:
            dropped.append(Dropped(disagreement.id, "write", "its sides could not be put into one checked sentence"))
    return Written(tuple(statements), tuple(dropped))


def _choose(story: Story, by_id: Mapping[str, Reading], length: int, dropped: list[Dropped]) -> list[_Choice]:
    """The findings worth telling, the most widely reported first, none said twice."""
    actor_of = story.actor_of()
    found = {f.id: _best_wording(story, f, by_id, actor_of) for f in story.findings}
    choices = [c for c in found.values() if c is not None]
    mute = [f for f in story.findings if found[f.id] is None]
    shared = [f for f in mute if f.independent_sources > 1]
    dropped.extend(Dropped(f.id, "write", "none of its sentences can stand alone") for f in shared)
    chosen = _opening(story, by_id, actor_of)
    for choice in sorted(choices, key=lambda c: _rank(c, by_id)):
        if len(chosen) == length:
            break
        if not any(_repeats(choice, other) for other in chosen):
            chosen.append(choice)
    told = {c.finding.id for c in chosen}
    more = sum(c.finding.id not in told for c in choices)
    if more:
        dropped.append(Dropped(story.id, "write", f"{more} more findings: an account holds {length}, each said once"))
    if len(mute) > len(shared):
        reason = f"{len(mute) - len(shared)} findings of one source: no sentence can stand alone"
        dropped.append(Dropped(story.id, "write", reason))
    return chosen


def _opening(story: Story, by_id: Mapping[str, Reading], actor_of: Mapping[str, str]) -> list[_Choice]:
    """The first sentence of an article that says what happened: it holds most of what several origins report.

    One that many articles carry is preferred; one whose figure was overtaken is left.
    """
    finding_of = {(c.span, c.predicate): f for f in story.findings for c in f.claims}
    overtaken = {
        c.sentence for d in story.disagreements if d.type == "update" for s in _in_time(d, by_id)[:-1] for c in s.claims
    }
    best: tuple[tuple[bool, int], _Choice] | None = None
    copies = story.copies
    for reading in sorted(by_id.values(), key=lambda r: r.article.id in copies):
        article, notes = reading.article, reading.annotations
        told = [c for c in notes.claims if _role(article, c.span) == "body"]
        first = next((c for c in told if c.main), None)
        wording = word(article, first, notes.claims, notes.quotations) if first else None
        if first is None or wording is None or first.sentence != told[0].sentence or first.sentence in overtaken:
            continue
        held = [finding_of[c.span, c.predicate] for c in told if wording.span.covers(c.span)]
        choice = _backed(story, finding_of[first.span, first.predicate], first, wording, actor_of)
        carried = sum(len({c.span.article for c in f.claims}) for f in held)
        alone = sum(f.independent_sources == 1 for f in held)
        worth = (choice.sources > 1, sum(f.independent_sources for f in held) + carried - ALONE * alone)
        if best is None or worth > best[0]:
            best = (worth, choice)
    return [best[1]] if best else []


def _rank(choice: _Choice, by_id: Mapping[str, Reading]) -> tuple[float, ...]:
    """Origins, then articles, then what readers look for first: a place near the top, a day, a figure, firm words."""
    claims = choice.backing
    lead = min(c.span.start / max(1, len(by_id[c.span.article].article.text)) for c in claims)
    firm = all(c.certainty in ("stated", "reported") for c in claims)
    own = any(not c.quoted for c in claims)
    tells = 0.3 * bool(choice.finding.happened) + 0.2 * any(c.figures for c in claims)
    weight = 2.0 * lead - tells - 0.4 * firm - 0.3 * own
    return (-choice.sources, -len({c.span.article for c in claims}), round(weight, 3))


def _best_wording(
    story: Story, finding: Finding, by_id: Mapping[str, Reading], actor_of: Mapping[str, str]
) -> _Choice | None:
    """The claim whose sentence tells the finding best: its own main clause, firm, not overlong, reported early."""
    taken = story.copies
    best: tuple[tuple[float, ...], Claim, Wording] | None = None
    for order, claim in enumerate(finding.claims):
        reading = by_id[claim.span.article]
        if claim.predicate is None or _role(reading.article, claim.span) not in ("body", "headline"):
            continue
        wording = word(reading.article, claim, reading.annotations.claims, reading.annotations.quotations)
        if wording is None:
            continue
        words = len(wording.text.split())
        besides = sum(wording.span.covers(c.span) for c in reading.annotations.claims) - 1
        headline = _role(reading.article, claim.span) == "headline"
        key = (
            headline,
            not claim.main,
            besides > 1,  # a sentence that says much more than the finding has that backed by nobody
            claim.certainty == "possible",
            abs(words - 22) // 8,
            claim.span.article in taken,
            order,
        )
        if best is None or key < best[0]:
            best = (key, claim, wording)
    if best is None:
        return None
    return _backed(story, finding, best[1], best[2], actor_of)


def _backed(story: Story, finding: Finding, claim: Claim, wording: Wording, actor_of: Mapping[str, str]) -> _Choice:
    backing = tuple(c for c in finding.claims if holds_too(claim, c, actor_of))
    held = {c.span.article for c in backing}
    return _Choice(finding, claim, wording, backing, sum(bool(held & set(o.articles)) for o in story.origins))


def _role(article: Article, span: Span) -> str:
    return next((b.role for b in article.blocks if b.span.covers(span)), "body")


def _repeats(choice: _Choice, other: _Choice) -> bool:
    if choice.wording.span.overlaps(other.wording.span) and choice.claim.span.article == other.claim.span.article:
        return True
    units = {f.unit: f.value for f in other.claim.figures if f.unit}
    shared = [units[f.unit] == f.value for f in choice.claim.figures if f.unit in units]
    if shared:
        return all(shared)  # one figure of one thing is said once; alike but for the figure, two reports differ
    a, b = _content(choice.wording.text), _content(other.wording.text)
    return len(a & b) >= REPEATED * min(len(a), len(b))


def _content(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 3 or w.isdigit()}


def _ordered(chosen: Sequence[_Choice]) -> list[tuple[_Choice, Section]]:
    """The opening, what several origins report, then the rest by the day it happened, undated last."""
    opening, others = chosen[:1], chosen[1:]
    shared = [c for c in others if c.sources > 1]
    single = [c for c in others if c.sources == 1]
    if not shared:
        shared, single = single[:2], single[2:]
    single.sort(key=lambda c: (c.finding.happened or "9999", c.wording.span.article, c.wording.span.start))
    return [(c, "lead") for c in (*opening, *shared)] + [(c, "more") for c in single]


def _attributed(
    story: Story, by_id: Mapping[str, Reading], choice: _Choice, section: Section, dropped: list[Dropped]
) -> Statement | None:
    """The sentence with who reports it, where that is one source, and its citations; None where it is refused."""
    citations = _citations(story, by_id, choice)
    article = by_id[choice.wording.span.article].article
    name = publisher_name(article)
    texts = [choice.wording.text]
    if choice.sources == 1 and len(story.articles) > 1:
        texts = [f"One report says: {choice.wording.text}"]
        if name:
            texts.insert(0, f"{name} reports: {choice.wording.text}")
    reasons: tuple[str, ...] = ()
    for text in texts:
        statement = Statement(text, choice.finding.id, citations, section)
        reasons = refuse(statement, [name or "", *choice.wording.names])
        if not reasons:
            return statement
    dropped.append(Dropped(choice.finding.id, "write", "; ".join(reasons)))
    return None


def publisher_name(article: Article) -> str | None:
    """The publisher as a reader knows it; None where it is not known."""
    return article.publisher.name if article.publisher else None


def _citations(story: Story, by_id: Mapping[str, Reading], choice: _Choice) -> tuple[Citation, ...]:
    """The passage whose words are used, then one for each other article of the finding.

    A claim on the other side of a disagreement is cited as disputing.
    """
    own = choice.wording.span
    first = _primaries(story, by_id, choice.backing)
    citations = [cite(by_id[own.article].article, own, "primary" if own.article in first else "corroborating")]
    seen = {own.article}
    for claim in choice.backing:
        if claim.span.article in seen or len(seen) > CORROBORATING:
            continue
        seen.add(claim.span.article)
        role: CitationRole = "primary" if claim.span.article in first else "corroborating"
        citations.append(cite(by_id[claim.span.article].article, claim.sentence, role))
    for disagreement in story.disagreements:
        if choice.finding.id not in disagreement.findings or disagreement.type == "update":
            continue
        mine = {s.normalized for s in disagreement.sides if any(c.sentence.overlaps(own) for c in s.claims)}
        for side in disagreement.sides:
            claim = side.claims[0]
            if mine and side.normalized not in mine and claim.span.article not in seen:
                seen.add(claim.span.article)
                citations.append(cite(by_id[claim.span.article].article, claim.sentence, "disputing"))
    return tuple(citations)


def _primaries(story: Story, by_id: Mapping[str, Reading], backing: Sequence[Claim]) -> set[str]:
    """For each origin of the backing claims, its article that no other explains, else the earliest."""
    taken = {d.target for d in story.derivations if d.kind != "quotes" and d.source in by_id}
    order = {a: n for n, a in enumerate(by_id)}
    claiming = {c.span.article for c in backing}
    first = set()
    for origin in story.origins:
        holders = sorted(claiming & set(origin.articles), key=lambda a: (a in taken, order[a]))
        first.update(holders[:1])
    return first


def cite(article: Article, span: Span, role: CitationRole) -> Citation:
    """A passage with its surroundings, its URL and its publisher."""
    text = article.text
    return Citation(
        span=span,
        exact=article.quote(span),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        url=article.url,
        publisher=publisher_name(article),
        role=role,
    )


def _disputed(disagreement: Disagreement, by_id: Mapping[str, Reading]) -> Statement | None:
    """One sentence that sets the sides beside each other, each in an outlet's own words."""
    citations, parts, names = [], [], []
    for side in _in_time(disagreement, by_id):
        told = (c for c in side.claims if _role(by_id[c.span.article].article, c.span) == "body")
        claim = next(told, side.claims[0])
        article = by_id[claim.span.article].article
        name = _spoken_name(article)
        span = claim.sentence if claim.certainty == "denied" else claim.span
        words = " ".join(article.quote(span).split()).strip(" ,.;:")
        parts.append(f"{name}: {words}" if re.search(r"[“”\"]", words) else f"{name}: “{words}”")
        names.append(name)
        citations.append(cite(article, claim.sentence, "primary"))
    lead = "Reports differ"
    if disagreement.type == "update":
        lead = "Later reports give a higher number"
    if disagreement.slot == "date":
        lead += " on the day"
    elif disagreement.slot == "number":
        lead += f" ({disagreement.about})"
    statement = Statement(f"{lead}. {'. '.join(parts)}.", disagreement.findings[0], tuple(citations), "disputed")
    return None if refuse(statement, [*names, lead]) else statement


def _spoken_name(article: Article) -> str:
    """The publisher as a sentence may name it: a figure or a quotation mark in its name would stand in no passage."""
    name = publisher_name(article)
    return "One report" if not name or re.search(r"[\d“”\"]", name) else name


def _in_time(disagreement: Disagreement, by_id: Mapping[str, Reading]) -> list[Side]:
    """The sides, the one reported first foremost; of an update, the figure that was overtaken."""
    if disagreement.type == "update":
        return sorted(disagreement.sides, key=lambda s: min(f.value for c in s.claims for f in c.figures))
    return sorted(
        disagreement.sides,
        key=lambda s: min(by_id[c.span.article].article.published_at or "9999" for c in s.claims),
    )
