"""The first sentence of an account: the happening itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from firsthand.model import Claim, Disagreement, Reading, Side
from firsthand.write.choice import Choice, Chooser, role_of
from firsthand.write.sections import is_old
from firsthand.write.standalone import flaws
from firsthand.write.trim import word

#: What a clause that nobody else reports costs a sentence that would open an account, in articles that carry it.
ALONE = 5
#: What a day, a place or a figure in its main clause adds, and what a flaw costs, in the same coin.
TELLS = 2
#: What each word of the story's headline adds: the headline says what the story is about.
TITLE = 4
#: What the latest figure of an update adds.
LATEST = 12
#: Copies of copies that are told apart.
STEPS = 4
#: Letters by which a word of the headline is known again: "accuses" in "accused".
STEM = 5
FLAW = 4


def opening(chooser: Chooser, findings: Collection[str]) -> Choice | None:
    """The first sentence of an article that says what happened: it holds most of what several origins report.

    One that many articles carry is preferred; one whose figure was overtaken, or whose finding is not among `findings`,
    is left, and one of old days or of what is to come where there is another. None where no article opens so.
    """
    best: tuple[tuple[bool, bool, float], Choice] | None = None
    far = _distances(chooser)
    for reading in sorted(chooser.by_id.values(), key=lambda r: far[r.article.id]):
        choice = _first(chooser, reading)
        if choice is None or is_overtaken(chooser, choice) or choice.finding.id not in findings:
            continue
        worth = (choice.sources > 1, not choice.claim.future and not is_old(choice, chooser), _worth(chooser, choice))
        if best is None or worth > best[0]:
            best = (worth, choice)
    return best[1] if best else None


def _distances(chooser: Chooser) -> dict[str, int]:
    """For each article how many texts stand one behind the other before it: 0 for one that rests on no other."""
    far = dict.fromkeys(chooser.by_id, 0)
    taken = [(d.source, d.target) for d in chooser.story.derivations if d.kind != "quotes" and d.source in far]
    for _ in range(STEPS):
        for source, target in taken:
            far[target] = max(far[target], min(far[source] + 1, STEPS))
    return far


def _first(chooser: Chooser, reading: Reading) -> Choice | None:
    """The article's first sentence, told by its main clause, where it can stand alone."""
    article, notes = reading.article, reading.annotations
    told = [c for c in notes.claims if role_of(article, c.span) == "body"]
    first = next((c for c in told if c.main), None)
    if first is None or first.sentence != told[0].sentence or not chooser.allowed(first):
        return None
    wording = word(article, notes, first)
    if wording is None:
        return None
    return chooser.backed(chooser.finding_of[first.span, first.predicate], first, wording)


def _worth(chooser: Chooser, choice: Choice) -> float:
    """Origins and articles that carry what the sentence holds, less what it alone says; day, place and figure."""
    notes = chooser.by_id[choice.claim.span.article].annotations
    inside: list[Claim] = [c for c in notes.claims if choice.wording.span.covers(c.span)]
    held = [chooser.finding_of[c.span, c.predicate] for c in inside]
    carried = sum(len({c.span.article for c in f.claims}) for f in held)
    alone = sum(f.independent_sources == 1 for f in held)
    tells = any(c.dated for c in inside) + any(c.place for c in inside) + any(c.figures for c in inside)
    tells -= choice.claim.span.start > choice.wording.span.start  # it opens with a clause of circumstance
    tells -= 2 * (choice.claim.certainty == "possible")
    widely = sum(f.independent_sources for f in held) + carried - ALONE * alone
    title = {w[:STEM] for w in re.findall(r"\w{4,}", (chooser.story.headline or "").lower())}
    own = {w[:STEM].lower() for w in re.findall(r"\w{4,}", choice.wording.text)}
    told = {(f.value, f.unit) for c in inside for f in c.figures}
    _, latest = _tolls(chooser)
    widely += LATEST * bool(told & latest)
    return widely + TITLE * len(title & own) + TELLS * tells - FLAW * flaws(choice.wording.text)


def _tolls(chooser: Chooser) -> tuple[set[tuple[float, str | None]], set[tuple[float, str | None]]]:
    """The figures that were overtaken, each with what it counts, and those that overtook them."""
    older: set[tuple[float, str | None]] = set()
    latest: set[tuple[float, str | None]] = set()
    for disagreement in chooser.story.disagreements:
        if disagreement.type == "update" and disagreement.slot == "number":
            ordered = in_time(disagreement, chooser.by_id)
            sides = [{(f.value, f.unit) for c in s.claims for f in c.figures} for s in ordered]
            latest |= sides[-1]
            older |= set().union(*sides[:-1])
    return older - latest, latest


def is_overtaken(chooser: Chooser, choice: Choice) -> bool:
    """Whether a sentence gives a figure that a later report changed; one of old days does not."""
    older, _ = _tolls(chooser)
    told = {(f.value, f.unit) for c in chooser.inside(choice.wording) for f in c.figures}
    if told & older:
        return not is_old(choice, chooser)
    updates = [d for d in chooser.story.disagreements if d.type == "update"]
    old = (c for d in updates for s in in_time(d, chooser.by_id)[:-1] for c in s.claims)
    return choice.claim.sentence in {c.sentence for c in old}


def in_time(disagreement: Disagreement, by_id: Mapping[str, Reading]) -> list[Side]:
    """The sides, the one reported first foremost: of an update, what was overtaken."""
    return sorted(
        disagreement.sides,
        key=lambda s: min(by_id[c.span.article].article.moment for c in s.claims),
    )
