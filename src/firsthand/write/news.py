"""What is new since a day: first reported on it or later, or changed by what was."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.model import Claim, Disagreement, Finding, Reading, Span, Story
from firsthand.write.choice import Choice

#: Share of a sentence's content words that stand in one sentence published before the day, above which it is not new.
OLD_NEWS = 0.75


class News:
    """Tells old from new in one story. Without a day all is new."""

    def __init__(self, story: Story, by_id: Mapping[str, Reading], since: str | None) -> None:
        """`since` is an ISO day, compared with the day that an article, or a post of a live blog, gives as its own."""
        self.since = since
        self._by_id = by_id
        self._changed: set[str] = set()
        self._before: list[frozenset[str]] = []
        self._figures: set[tuple[float, str | None]] = set()
        if since is None:
            return
        self._before = self._told_before()
        for disagreement in story.disagreements:
            if self.tells(disagreement):
                self._changed.update(disagreement.findings)

    def fresh(self, claim: Claim) -> bool:
        """Whether a claim was published on the day or later; of an unknown day of publication nothing is new."""
        return self.since is None or "" != self._day(claim) >= self.since

    def tells_finding(self, finding: Finding) -> bool:
        """Whether a finding is new, or one that a new report disputes or overtakes."""
        if self.since is None:
            return True
        days = [d for c in finding.claims if (d := self._day(c))]
        first = min(days, default="")
        return first >= self.since or (finding.id in self._changed and max(days, default="") >= self.since)

    def tells(self, disagreement: Disagreement) -> bool:
        """Whether a disagreement came up since the day: one of its sides is new."""
        if self.since is None:
            return True
        return any(min((self._day(c) or "" for c in s.claims), default="") >= self.since for s in disagreement.sides)

    def known(self, choice: Choice) -> bool:
        """Whether the words of a choice say what a sentence of before the day says, its figures among them."""
        figures = {(f.value, f.unit) for f in choice.claim.figures}
        if not choice.terms or figures - self._figures:
            return False
        return any(len(choice.terms & told) > OLD_NEWS * len(choice.terms) for told in self._before)

    def _day(self, claim: Claim) -> str:
        """The day of publication, empty where it is not known."""
        article = self._by_id[claim.span.article].article
        post = article.post_at(claim.span.start)
        return ((post and post.published_at) or article.published_at or "")[:10]

    def _told_before(self) -> list[frozenset[str]]:
        told: dict[Span, set[str]] = {}
        for reading in self._by_id.values():
            for claim in reading.annotations.claims:
                if not self.fresh(claim):
                    self._figures.update((f.value, f.unit) for f in claim.figures)
                    told.setdefault(claim.sentence, set()).update(claim.terms)
        return [frozenset(terms) for terms in told.values()]
