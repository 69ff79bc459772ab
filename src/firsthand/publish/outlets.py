"""What each article of a story is to the others: told first-hand, an agency's text, a rewrite or a copy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.clean.credits import fold_name, load_agencies
from firsthand.model import Article, DerivationKind, Origin, Story
from firsthand.publish.wording import DERIVATIONS, counted, listed, moment, one_line, outlet_name

Mark = Literal["first-hand", "agency", "rewrite", "copy"]

#: How `Derivation.source` names an agency whose text is not at hand.
AGENCY = "agency:"

#: How a publisher says that it is a news agency; a plain "agency" may be an office of state.
_CALLED_AGENCY = re.compile(r"\b(?:news|press|telegraph(?:ic)?) agency\b|\bnewswire\b|\bwire service\b", re.IGNORECASE)
#: What a text is that rests on another of its origin.
_TIES: dict[DerivationKind, Mark] = {"reprint": "copy", "partial": "copy", "rewrite": "rewrite", "credit": "rewrite"}

#: What each mark means, for the legend.
MARKS: dict[Mark, str] = {
    "first-hand": "no other text read here explains it",
    "agency": "an agency’s own text, or a text that an agency’s is credited for",
    "rewrite": "another’s report in other words",
    "copy": "another’s text, whole or in part",
}
#: One sign a mark, so that a list can be scanned; the word always stands beside it.
SIGNS: dict[Mark, str] = {"first-hand": "●", "agency": "◆", "rewrite": "◐", "copy": "○"}


@dataclass(frozen=True, slots=True)
class OutletMark:
    """What an article is to the others, and why."""

    mark: Mark
    reason: str


def outlet_mark(story: Story, article: Article) -> OutletMark:
    """The mark of one article of a story. Copies and rewrites go before agencies, since they are the closer tie.

    What an article shares with one of another origin does not make it a copy: `relate` has judged that it stands alone.
    """
    origin = origin_of(story, article.id)
    within = origin.articles if origin else story.articles
    for derivation in sorted(story.derivations, key=lambda d: (-d.share, d.source)):
        if derivation.target != article.id or derivation.kind == "quotes":
            continue
        if derivation.source.startswith(AGENCY) and derivation.kind == "credit":
            return OutletMark("agency", derivation.reason)
        if derivation.source.startswith(AGENCY) or derivation.source in within:
            return OutletMark(_TIES[derivation.kind], derivation.reason)
    if is_agency(article):
        return OutletMark("agency", f"{outlet_name(article)} is a news agency")
    if origin is not None and origin.credited:
        return OutletMark("agency", origin.basis)
    return OutletMark("first-hand", origin.basis if origin else "nothing was compared with it")


def is_agency(article: Article) -> bool:
    """Whether the publisher is a news agency: one of the table's, or one that calls itself so."""
    name = outlet_name(article)
    return fold_name(name) in load_agencies() or _CALLED_AGENCY.search(name) is not None


def origin_of(story: Story, article: str) -> Origin | None:
    """The origin that holds an article; None before `relate` has run."""
    return next((o for o in story.origins if article in o.articles), None)


def source_name(source: str, articles: Mapping[str, Article]) -> str:
    """The name of what a derivation comes from: an outlet, or an agency whose text is not at hand."""
    if source.startswith(AGENCY):
        return one_line(source.removeprefix(AGENCY))
    return outlet_name(articles[source])


def in_time(articles: Sequence[Article]) -> list[Article]:
    """Articles in the order of their report; a plain day before the times of that day, unknown days last."""
    return sorted(articles, key=lambda a: (moment(a.published_at) is None, _stamp(a), a.id))


def lead_of(story: Story, origin: Origin, articles: Mapping[str, Article]) -> str:
    """The article that the others of an origin rest on: it takes nothing from them; the earliest of several."""
    taken = {d.target for d in story.derivations if d.source in origin.articles and d.kind != "quotes"}
    ordered = [a.id for a in in_time([articles[a] for a in origin.articles])]
    return next((a for a in ordered if a not in taken), ordered[0])


def taken_words(story: Story, articles: Mapping[str, Article]) -> str:
    """Who took from whom, as sentences: the takers of one text together, shared quotations counted."""
    if not story.derivations:
        return "No article here was found to take its text from another."
    takers: dict[tuple[str, DerivationKind], list[str]] = {}
    for derivation in story.derivations:
        if derivation.kind != "quotes":
            takers.setdefault((derivation.source, derivation.kind), []).append(derivation.target)
    clauses = [_clause(source, kind, targets, articles) for (source, kind), targets in takers.items()]
    sentences = ["; ".join(clauses) + "."] if clauses else ["No article was found to take another’s telling."]
    quotes = sum(d.kind == "quotes" for d in story.derivations)
    if quotes:
        sentences.append(f"{counted(quotes, 'pair').capitalize()} of articles share{'s' * (quotes == 1)} quotations.")
    tied = {d.target for d in story.derivations} | {d.source for d in story.derivations}
    alone = sum(a not in tied for a in story.articles)
    if alone:
        sentences.append(f"{counted(alone, 'article')} {'shares' if alone == 1 else 'share'} nothing with the others.")
    return " ".join(sentences)


def _clause(source: str, kind: DerivationKind, targets: Sequence[str], articles: Mapping[str, Article]) -> str:
    taken = source_name(source, articles)
    names = list(dict.fromkeys(outlet_name(articles[t]) for t in targets))
    verb = DERIVATIONS[kind][len(names) > 1]
    return f"{listed(names)} {verb} {taken if names != [taken] else 'an earlier text of its own'}"


def _stamp(article: Article) -> float:
    time = moment(article.published_at)
    return time.timestamp() if time else 0.0
