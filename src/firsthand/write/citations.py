"""The passages behind a sentence: whose words it uses, who says so too, and who says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model import Article, Citation, CitationRole, Claim, Reading, Span, Story
from firsthand.write.backing import other_sides
from firsthand.write.choice import Choice, explained

#: Characters of context on either side of a cited passage, enough to find it again after small edits.
CONTEXT = 32
#: Passages cited for one sentence beside the one whose words it uses: one for each of the first articles.
CORROBORATING = 5
#: Passages cited as disputing it, one for each of the first articles: the disagreement itself lists them all.
DISPUTING = 3


def citations_of(story: Story, by_id: Mapping[str, Reading], choice: Choice) -> tuple[Citation, ...]:
    """The passage whose words are used, then one for each other article that says so, then the other sides.

    What a passage says of a disagreement is decided by its sentence: one that stands on another side than the words
    told is cited as disputing, wherever else its finding stands.
    """
    own = choice.wording.span
    first = _primaries(story, by_id, choice.backing)
    citations = [cite(by_id[own.article].article, own, "primary" if own.article in first else "corroborating")]
    seen = {own.article}
    for claim in choice.backing:
        article = claim.span.article
        if article in seen or len(seen) > CORROBORATING:
            continue
        seen.add(article)
        role: CitationRole = "primary" if article in first else "corroborating"
        citations.append(cite(by_id[article].article, claim.sentence, role))
    cited = {c.span for c in citations}
    against: set[str] = set()
    inside = [c for c in by_id[own.article].annotations.claims if own.covers(c.span)]
    for claim in other_sides(story, choice.finding.id, own, inside):
        article = claim.span.article
        fits = len(against) < DISPUTING and article not in against
        if fits and not any(claim.sentence.overlaps(span) for span in cited):
            against.add(article)
            citations.append(cite(by_id[claim.span.article].article, claim.sentence, "disputing"))
    return tuple(citations)


def _primaries(story: Story, by_id: Mapping[str, Reading], backing: Sequence[Claim]) -> set[str]:
    """For each origin of the backing claims, its article that no other of them explains, else the earliest."""
    order = {a: n for n, a in enumerate(by_id)}
    claiming = {c.span.article for c in backing}
    first = set()
    for origin in story.origins:
        holders = claiming & set(origin.articles)
        taken = explained(story, holders)
        first.update(sorted(holders, key=lambda a: (a in taken, order[a]))[:1])
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


def publisher_name(article: Article) -> str | None:
    """The publisher as a reader knows it; None where it is not known."""
    return article.publisher.name if article.publisher else None
