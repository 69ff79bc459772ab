"""The sentences of a comparison: who took from whom, how much, whom each credits, who says what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.model import Article, Claim, Comparison, Credit, Derivation
from firsthand.publish.comparison_rows import Column, ComparisonView
from firsthand.publish.outlets import source_name
from firsthand.publish.wording import DERIVATIONS, counted, listed, one_line, when_words

#: How `relate` words that nothing shows which of two texts was first.
UNKNOWN_DIRECTION = "not known"

NOTHING = (
    "These two articles have nothing in common: no passage, no quotation, and no fact that both tell was found."
)
#: Said where facts of one article alone are listed.
FOUND = "None of these was recognized in the other article. It may still tell one in words that were not understood."


def counts_words(shown: ComparisonView) -> tuple[str, ...]:
    """How much of each kind there is: "5 shared passages", "2 differences"."""
    return (
        counted(len(shown.passages), "shared passage"),
        counted(len(shown.quotations), "quotation") + " in both",
        counted(len(shown.told) + shown.told_alike, "fact") + " in both",
        f"{counted(len(shown.only[0]), 'statement')} only in {shown.a.short}",
        f"{counted(len(shown.only[1]), 'statement')} only in {shown.b.short}",
        counted(len(shown.comparison.differences), "difference"),
    )


def credit_words(credits: Sequence[Credit]) -> str:
    """Whom an article credits or names as a source, in a few words."""
    relayed = [one_line(c.name) for c in credits if c.relays]
    named = [one_line(c.name) for c in credits if not c.relays]
    words = [f"names {listed(relayed)} as a source" if relayed else "", f"mentions {listed(named)}" if named else ""]
    return " and ".join(filter(None, words)) or "names no other publisher"


def published_words(article: Article) -> str:
    """When an article was published; where only the other's day is known, that its own is not."""
    day = when_words(article.published_at)
    return f"day not known; read against {day}, the other’s" if article.published_basis == "story" else day


def percent(share: float) -> str:
    """A share in words: never "0%" of something, nor "100%" of less than all."""
    if 0 < share < 0.01:
        return "less than 1%"
    return f"{min(99, round(100 * share)) if share < 1 else 100}%"


def _between(comparison: Comparison) -> Derivation | None:
    """The derivation between the two, not one from a source that is not at hand."""
    ids = {comparison.a.article.id, comparison.b.article.id}
    return next((d for d in comparison.derivations if d.source in ids), None)


def _taker(comparison: Comparison) -> str | None:
    """The id of the article that took from the other, where that is known."""
    derivation = _between(comparison)
    if derivation is None or derivation.kind == "quotes" or UNKNOWN_DIRECTION in derivation.reason:
        return None
    return derivation.target


def titles(comparison: Comparison, a: Column, b: Column) -> tuple[str, str]:
    """What stands over the facts of the one and of the other: added or left out, where it is known who took."""
    taker = _taker(comparison)
    if taker == b.article.id:
        return f"Only in {a.name}: left out by {b.name}", f"Only in {b.name}: added"
    if taker == a.article.id:
        return f"Only in {a.name}: added", f"Only in {b.name}: left out by {a.name}"
    return f"Only in {a.name}", f"Only in {b.name}"


def verdict(comparison: Comparison, a: Column, b: Column) -> tuple[str, ...]:
    """What the two have to do with each other, in sentences, the most telling first."""
    if not comparison.in_common:
        return (NOTHING,)
    names = {x.article.id: x.name for x in (a, b)}
    articles = {x.article.id: x.article for x in (a, b)}
    derivation = _between(comparison)
    shared = comparison.shared
    said = []
    if derivation is None:
        said.append(
            "They have words in common, but too few to show that one rests on the other."
            if shared.passages
            else "No passage of the one stands in the other."
        )
    elif derivation.kind == "quotes":
        said.append(_plain(derivation.reason, names))
    elif UNKNOWN_DIRECTION in derivation.reason:
        what = "Parts of the one stand in the other" if derivation.kind == "partial" else "Both rest on one text"
        said += [f"{what}; which of them had it first is not known.", _plain(derivation.reason, names)]
    else:
        verb = DERIVATIONS[derivation.kind][0]
        said.append(f"{names[derivation.target]} {verb} {names[derivation.source]}.")
        said.append(_plain(derivation.reason, names))
    if shared.passages:
        said.append(
            f"{percent(shared.share_a).capitalize()} of the words of {a.short} stand in {b.short}, "
            f"and {percent(shared.share_b)} of the words of {b.short} in {a.short}."
        )
    both = {c.name for c in comparison.credits_a if c.relays} & {c.name for c in comparison.credits_b if c.relays}
    if both:
        said.append(f"Both name {listed(sorted(both))} as a source; what they share may come from there.")
    for other in (d for d in comparison.derivations if d is not derivation and d.kind != "credit"):
        said.append(f"{names[other.target]} {DERIVATIONS[other.kind][0]} {source_name(other.source, articles)}.")
        said.append(_plain(other.reason, names))
    said += [
        f"The text of {x.short} ends at a paywall: what it seems to leave out may stand behind it."
        for x in (a, b)
        if x.article.access == "stub"
    ]
    if not comparison.story.links and derivation is None:
        said.append("By themselves, these two would not have been told as one story.")
    return tuple(one_line(s) for s in said)


def _plain(reason: str, names: Mapping[str, str]) -> str:
    """A reason without the ids that stand behind the names of outlets."""
    for id, name in names.items():
        reason = reason.replace(f" ({id})", "").replace(id, name)
    return reason


def remark(mine: Claim, theirs: Claim, a: Column, b: Column, comparison: Comparison) -> str:
    """Where one tells as a fact what the other gives as somebody's word, or as possible."""
    one, two = (one_line(c.asserted_by or "") for c in (mine, theirs))
    if one and two and not _one_voice(one, two, comparison):
        return f"Said by {one} in {a.short}, by {two} in {b.short}."
    if one and not two and theirs.certainty == "stated":
        return f"Said by {one} in {a.short}; {b.short} says it itself."
    if two and not one and mine.certainty == "stated":
        return f"Said by {two} in {b.short}; {a.short} says it itself."
    if (mine.certainty == "possible") != (theirs.certainty == "possible"):
        return f"{a.short if mine.certainty == 'possible' else b.short} gives it as possible."
    return ""


def _one_voice(one: str, two: str, comparison: Comparison) -> bool:
    """Whether two speakers may be the same: one actor, or a word in common ("police", "the city police")."""
    actor_of = comparison.story.actor_of()
    if actor_of.get(one, one) == actor_of.get(two, two):
        return True
    return bool({*re.findall(r"\w+", one.lower())} & {*re.findall(r"\w+", two.lower())} - {"the", "a", "of"})
