"""What each article of a story is to the others: told first-hand, an agency's text, a rewrite or a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.model import Article, Derivation, Origin, Story
from firsthand.publish.wording import DERIVATIONS, moment, one_line, outlet_name

Mark = Literal["first-hand", "agency", "rewrite", "copy"]

#: How `Derivation.source` names an agency whose text is not at hand.
AGENCY = "agency:"

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
    """The mark of one article of a story. Copies and rewrites go before agencies, since they are the closer tie."""
    origin = origin_of(story, article.id)
    taken = [d for d in story.derivations if d.target == article.id and d.kind != "quotes"]
    for derivation in sorted(taken, key=lambda d: (-d.share, d.source)):
        if derivation.kind in {"reprint", "partial"}:
            return OutletMark("copy", derivation.reason)
        if derivation.kind == "rewrite":
            return OutletMark("rewrite", derivation.reason)
    for derivation in taken:
        if derivation.source.startswith(AGENCY):
            return OutletMark("agency", derivation.reason)
        if origin is not None and derivation.source in origin.articles:
            return OutletMark("rewrite", derivation.reason)
    if outlet_name(article).casefold() in _credited(story) or (origin is not None and origin.credited):
        return OutletMark("agency", origin.basis if origin else "the others credit it")
    return OutletMark("first-hand", origin.basis if origin else "nothing was compared with it")


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


def derivation_words(derivation: Derivation, articles: Mapping[str, Article]) -> str:
    """One derivation as a clause: "Dunmar Post reprints Vellmark Courier"."""
    target, source = outlet_name(articles[derivation.target]), source_name(derivation.source, articles)
    return f"{target} {DERIVATIONS[derivation.kind]} {source if source != target else 'an earlier text of its own'}"


def _credited(story: Story) -> set[str]:
    names = {d.source.removeprefix(AGENCY) for d in story.derivations if d.source.startswith(AGENCY)}
    return {n.casefold() for n in names | {o.credited for o in story.origins if o.credited}}


def _stamp(article: Article) -> float:
    time = moment(article.published_at)
    return time.timestamp() if time else 0.0
