"""One version of an article made ready for its page: its text with marks, who speaks, who is named, what is claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from firsthand.model import (
    Actor,
    Article,
    Claim,
    Derivation,
    DerivationKind,
    Mention,
    MentionKind,
    Quotation,
    Reading,
    Role,
    Span,
    Statement,
    Story,
)
from firsthand.publish.article_view import ArticleView
from firsthand.publish.marked_text import MarkedLine, found_marks, marked_lines, marked_of
from firsthand.publish.outlets import AGENCY, source_name
from firsthand.publish.wording import DERIVATIONS, about_words, one_line

#: Words of a quotation or a claim where it is listed; the text has it whole, one link away.
EXCERPT = 40
#: Rows of a list: of a longer one the text alone has the rest.
MOST = 100
#: Letters of the same: a "word" of a hostile text may be the whole of it.
EXCERPT_LETTERS = 400

#: What the roles of lines mean, for the legend.
ROLES: dict[Role, str] = {
    "headline": "the title",
    "subheading": "a title within the text",
    "body": "what the article tells",
    "caption": "words to a picture",
    "byline": "who wrote it",
    "dateline": "where and when it was written",
    "credit": "whose text or picture it is",
    "disclosure": "what the outlet says of its own part in it",
    "boilerplate": "furniture of the page: no part of the report",
}
#: How surely something is claimed.
CERTAINTIES = {
    "stated": "stated",
    "reported": "reported",
    "possible": "called possible",
    "denied": "denied",
}
#: How somebody's words are given.
QUOTED = {"direct": "in quotation marks", "mixed": "partly in quotation marks", "indirect": "in other words"}
_KINDS: dict[MentionKind, str] = {
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "other": "Other name",
}


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A quotation in the list."""

    id: str  #: of its place in the text
    quotation: Quotation
    words: str
    cue: str  #: "denied", empty where no word attributes it


@dataclass(frozen=True, slots=True)
class NameRow:
    """Somebody or something that is named."""

    name: str
    kind: str
    page: tuple[MentionKind, str] | None  #: kind and name of the actor that has a page
    roles: tuple[str, ...]
    count: int
    id: str  #: of the first mention
    written: tuple[str, ...]  #: other spellings in this article


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the list."""

    id: str
    claim: Claim
    words: str


@dataclass(frozen=True, slots=True)
class TakingRow:
    """A text that the article rests on, or that rests on it."""

    derivation: Derivation
    name: str
    verb: str  #: between the taker and whose text it took
    other: Article | None  #: None for an agency's text that is not at hand


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What the page prints."""

    view: ArticleView
    lines: tuple[MarkedLine, ...]
    roles: tuple[tuple[Role, str, int], ...]  #: with their meaning, and how many lines have them
    said: tuple[SaidRow, ...]
    names: tuple[NameRow, ...]
    claims: tuple[ClaimRow, ...]
    took: tuple[TakingRow, ...]
    given: tuple[TakingRow, ...]
    cited: int  #: passages that the account of the story cites
    passage: Passage | None

    @property
    def article(self) -> Article:
        """The version that is shown."""
        return self.view.reading.article

    @property
    def current(self) -> bool:
        """Whether it is the latest."""
        return self.view.number == len(self.view.versions)


@dataclass(frozen=True, slots=True)
class Passage:
    """The place that an address marks, and what it is cited for."""

    span: Span
    statements: tuple[Statement, ...]  #: of the account
    findings: tuple[str, ...]  #: statements of findings that it claims
    quotations: tuple[str, ...]  #: speakers; "" where none is known
    disputes: tuple[str, ...] = ()  #: what reports disagree on, one side of which it is
    shared: bool = False  #: it shows that one article took from another
    mentions: tuple[str, ...] = ()  #: names of actors that stand there

    @property
    def stands_for(self) -> bool:
        """Whether the story leans on it at all."""
        return bool(
            self.statements or self.findings or self.quotations or self.disputes or self.shared or self.mentions
        )


def article_page(
    view: ArticleView, story: Story | None, outlines: Mapping[str, Article], at: Span | None = None
) -> ArticlePage:
    """`story` is the one that it belongs to, as last told; `outlines` the articles that its derivations name."""
    article = view.reading.article
    cited = _cited(article, story)
    marks = found_marks(view.reading)
    marks += [marked_of(span, "cited") for span in cited]
    if at is not None:
        marks.append(marked_of(at, "passage", "passage"))
    lines = tuple(marked_lines(article, marks))
    counts = Counter(line.block.role for line in lines)
    shown = story if story and view.number == len(view.versions) else None
    return ArticlePage(
        view=view,
        lines=lines,
        roles=tuple((role, meaning, counts[role]) for role, meaning in ROLES.items() if counts[role]),
        said=tuple(_said(article, q, n) for n, q in enumerate(view.reading.annotations.quotations, 1)),
        names=_names(view.reading, story),
        claims=tuple(
            ClaimRow(f"c{n}", c, excerpt(article.quote(c.span)))
            for n, c in enumerate(view.reading.annotations.claims, 1)
        ),
        took=_takings(shown, article.id, outlines, taker=True),
        given=_takings(shown, article.id, outlines, taker=False),
        cited=len(cited),
        passage=_passage(at, story) if at else None,
    )


def excerpt(text: str) -> str:
    """Words on one line; the beginning of them where they are many."""
    line = one_line(text[: 4 * EXCERPT_LETTERS])
    words = line.split(" ")
    if len(words) <= EXCERPT and len(line) <= EXCERPT_LETTERS and len(text) <= 4 * EXCERPT_LETTERS:
        return line
    return " ".join(words[:EXCERPT])[:EXCERPT_LETTERS].rstrip() + " …"


def file_name(source: str) -> str:
    """The name of the file that an article came from; where it lies on our disk is nobody's business."""
    return PurePath(source.replace("\\", "/")).name or "without a name"


def share_words(share: float) -> str:
    """How much of a text stands in another: "84 %", "under 1 %"."""
    whole = round(share * 100)
    return f"{whole} %" if whole else "under 1 %"


def _cited(article: Article, story: Story | None) -> tuple[Span, ...]:
    if story is None:
        return ()
    spans = {c.span for s in story.account for c in s.citations}
    return tuple(sorted(s for s in spans if s.article == article.id and s.capture == article.capture))


def _passage(at: Span, story: Story | None) -> Passage:
    if story is None:
        return Passage(at, (), (), ())
    return Passage(
        at,
        tuple(s for s in story.account if any(c.span == at for c in s.citations)),
        tuple(dict.fromkeys(one_line(f.statement) for f in story.findings if any(c.span == at for c in f.claims))),
        tuple(dict.fromkeys(one_line(q.speaker or "") for q in story.quotations if at in q.claims)),
        tuple(about_words(d) for d in story.disagreements if any(c.span == at for s in d.sides for c in s.claims)),
        any(at in pair for d in story.derivations for pair in d.evidence),
        tuple(one_line(a.name) for a in story.actors if at in a.mentions),
    )


def _said(article: Article, quotation: Quotation, number: int) -> SaidRow:
    words = excerpt(" … ".join(article.quote(span) for span in quotation.content))
    cue = " ".join(one_line(article.quote(span)) for span in quotation.cue)
    return SaidRow(f"q{number}", quotation, words, cue[:EXCERPT_LETTERS])


def _names(reading: Reading, story: Story | None) -> tuple[NameRow, ...]:
    """By entity, those that are named most first; under the story's name for it where the story knows it."""
    article = reading.article
    places, names = _actors(article, story)
    found: dict[str, tuple[Mention, Actor | None, list[tuple[int, Mention]]]] = {}
    for number, mention in enumerate(reading.annotations.mentions, 1):
        actor = places.get((mention.span.start, mention.span.end)) or names.get((mention.entity, mention.kind))
        key = actor.id if actor else f"{mention.kind}\n{mention.entity}"
        found.setdefault(key, (mention, actor, []))[2].append((number, mention))
    rows = []
    for first, actor, mentions in found.values():
        name = actor.name if actor else first.entity
        kind = actor.kind if actor else first.kind
        written = dict.fromkeys(one_line(article.quote(m.span)) for _, m in mentions)
        rows.append(
            NameRow(
                name=name,
                kind=_KINDS[kind],
                page=(kind, name) if actor and kind != "other" else None,
                roles=tuple(dict.fromkeys(one_line(m.role) for _, m in mentions if m.role)),
                count=len(mentions),
                id=f"n{mentions[0][0]}",
                written=tuple(w for w in written if w != one_line(name)),
            )
        )
    return tuple(sorted(rows, key=lambda r: -r.count))


def _actors(
    article: Article, story: Story | None
) -> tuple[dict[tuple[int, int], Actor], dict[tuple[str, MentionKind], Actor]]:
    """The story's actors by where they stand in this very text, and by name."""
    places: dict[tuple[int, int], Actor] = {}
    names: dict[tuple[str, MentionKind], Actor] = {}
    for actor in story.actors if story else ():
        for span in actor.mentions:
            if span.article == article.id and span.capture == article.capture:
                places[span.start, span.end] = actor
        for name in (actor.name, *actor.aliases):
            names.setdefault((name, actor.kind), actor)
    return places, names


def _takings(
    story: Story | None, article: str, outlines: Mapping[str, Article], *, taker: bool
) -> tuple[TakingRow, ...]:
    """The ties in which the article is the taker, or the one that others took from: the largest share first."""
    rows = []
    for each in story.derivations if story else ():
        mine, other = (each.target, each.source) if taker else (each.source, each.target)
        if mine == article and (other in outlines or other.startswith(AGENCY)):
            verb = _VERBS[each.kind] if each.directed else "shares its text with"
            rows.append(TakingRow(each, source_name(other, outlines), verb, outlines.get(other)))
    return tuple(sorted(rows, key=lambda r: (r.derivation.kind == "quotes", -r.derivation.share, r.name)))


_VERBS: dict[DerivationKind, str] = {kind: verbs[0] for kind, verbs in DERIVATIONS.items()}


