"""From a story to its page: what is shown, in which order, and where each link leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, groupby

from firsthand.model import (
    Article,
    Citation,
    CitationRole,
    Claim,
    Derivation,
    Finding,
    SharedQuotation,
    Side,
    Span,
    Statement,
    Story,
    TimelineEntry,
)
from firsthand.publish.outlets import in_time, lead_of, outlet_mark, source_name, taken_words
from firsthand.publish.passages import Addresses, Passages, in_parts
from firsthand.publish.picture import draw
from firsthand.publish.stances import is_compared, outlets_of, rows_of
from firsthand.publish.standing import disagreements_of, origins_of
from firsthand.publish.storypage import (
    AccountPart,
    Day,
    Dispute,
    Link,
    Member,
    Sentence,
    Source,
    StoryPage,
    Tag,
    Taking,
    Text,
    Value,
    Words,
)
from firsthand.publish.wording import (
    ROLES,
    counted,
    disagreement_words,
    is_day,
    moment,
    one_line,
    outlet_key,
    outlet_name,
    part_title,
)

#: Pairs of shared passages linked for a derivation; a reprint shares dozens, and three show it.
EVIDENCE = 3
#: What leads to passages: anchors on the page itself, or addresses on a site.
Leading = Passages | Addresses
_ORDER: tuple[CitationRole, ...] = ("primary", "disputing", "corroborating")


def story_page(
    story: Story, articles: Mapping[str, Article], number: int, addresses: Addresses | None = None
) -> StoryPage:
    """A story made ready for its page. `number` makes its anchors differ from those of the other stories.

    With `addresses` its links lead to them and it carries no texts; else it carries all of them.
    """
    prefix = addresses.prefix if addresses else f"s{number}"
    ordered = in_time([articles[a] for a in story.articles])
    passages = addresses or Passages(story, articles, {a.id: n for n, a in enumerate(ordered, 1)}, prefix)
    members = {a.id: Member(a, outlet_name(a), passages.article_href(a.id), outlet_mark(story, a)) for a in ordered}
    findings = {f.id: f for f in story.findings}
    outlets = outlets_of(story, articles)
    rows = rows_of(story, articles, outlets)
    texts: tuple[Text, ...] = ()
    if isinstance(passages, Passages):
        texts = tuple(Text(m, m.href[1:], passages.lines(m.article)) for m in members.values())
    return StoryPage(
        id=prefix,
        story=story,
        headline=headline_of(story, ordered),
        sections=_sections(story, articles, passages, prefix),
        disputes=tuple(
            Dispute(f"{prefix}-d{n}", d, tuple(_value(s, articles, passages) for s in d.sides))
            for n, d in enumerate(story.disagreements, 1)
        ),
        members=tuple(members.values()),
        sources=_sources(story, articles, members),
        outlets=outlets,
        compared=tuple(r for r in rows if is_compared(r)),
        alone=tuple(r for r in rows if not is_compared(r)),
        days=tuple(_day(e, findings[e.finding], articles, passages) for e in story.timeline),
        takings=tuple(_taking(d, articles, passages) for d in story.derivations),
        taken=taken_words(story, articles),
        picture=draw(story, articles),
        words=tuple(_words(q, articles, passages) for q in sorted(story.quotations, key=lambda q: -len(q.articles))),
        texts=texts,
        passages=passages,
        joined=tuple(in_parts(line for text in texts for line in text.lines)),
    )


def headline_of(story: Story, ordered: Sequence[Article]) -> str:
    """The story's headline, else that of its first article that has one."""
    candidates = (story.headline, *(a.headline for a in ordered))
    return next((one_line(h) for h in candidates if h and one_line(h)), "A story without a headline")


def links_of(claims: Sequence[Claim], articles: Mapping[str, Article], passages: Leading) -> tuple[Link, ...]:
    """A link a claim, in the order of report."""
    order = {a.id: n for n, a in enumerate(in_time([articles[a] for a in {c.span.article for c in claims}]))}
    spans = sorted({c.span for c in claims}, key=lambda s: (order[s.article], s))
    return tuple(_link(s, articles, passages) for s in spans)


def _sections(
    story: Story, articles: Mapping[str, Article], passages: Leading, prefix: str
) -> tuple[AccountPart, ...]:
    number = count(1)
    sections = []
    for name, statements in groupby(story.account, key=lambda s: s.section):
        sentences = [
            _sentence(s, story, articles, passages, f"{prefix}-w{next(number)}")
            for s in statements
        ]
        sections.append(AccountPart(part_title(name, story.since), tuple(sentences), name == "disputed"))
    return tuple(sections)


def _sentence(
    statement: Statement,
    story: Story,
    articles: Mapping[str, Article],
    passages: Leading,
    name: str,
) -> Sentence:
    held = disagreements_of(statement, story)
    tags = tuple(
        Tag(disagreement_words(d), f"#{passages.prefix}-d{n}", d.type)
        for n, d in enumerate(story.disagreements, 1)
        if d in held
    )
    return Sentence(
        id=name,
        text=statement.text,
        lang=articles[statement.citations[0].span.article].language,
        links=_cited(statement.citations, articles, passages),
        standing=origins_of(statement, story),
        disputes=tags,
    )


def _cited(citations: Sequence[Citation], articles: Mapping[str, Article], passages: Leading) -> tuple[Link, ...]:
    """A link a citation, primary ones first, then who disputes it; an outlet’s second passage is numbered."""
    seen: dict[str, int] = {}
    links = []
    for citation in sorted(citations, key=lambda c: _ORDER.index(c.role)):
        name = outlet_name(articles[citation.span.article])
        seen[name] = seen.get(name, 0) + 1
        label = f"{name} ({seen[name]})" if seen[name] > 1 else name
        href = passages.href(citation.span)
        links.append(Link(label, href, citation.exact, citation.role, ROLES[citation.role], citation.url))
    return tuple(links)


def _link(span: Span, articles: Mapping[str, Article], passages: Leading) -> Link:
    article = articles[span.article]
    return Link(outlet_name(article), passages.href(span), article.quote(span), url=article.url)


def _value(side: Side, articles: Mapping[str, Article], passages: Leading) -> Value:
    first = {c.span.article: c for c in reversed(side.claims)}  # an article that says it twice is named once
    links = links_of(tuple(first.values()), articles, passages)
    article_of = {passages.href(c.span): articles[a] for a, c in first.items()}
    return Value(one_line(side.value), tuple((article_of[link.href], link) for link in links))


def _sources(story: Story, articles: Mapping[str, Article], members: Mapping[str, Member]) -> tuple[Source, ...]:
    """The origins, the one that most articles rest on first, then in order of report."""
    sources = []
    order = list(members)
    for origin in story.origins:
        lead = lead_of(story, origin, articles)
        copies = tuple(m for a, m in members.items() if a in origin.articles and a != lead)
        sources.append(Source(members[lead], copies, one_line(origin.basis), origin.credited))
    return tuple(sorted(sources, key=lambda s: (-len(s.copies), order.index(s.lead.article.id))))


def _day(entry: TimelineEntry, finding: Finding, articles: Mapping[str, Article], passages: Leading) -> Day:
    reporting = in_time([articles[a] for a in {c.span.article for c in finding.claims}])
    first = _link(min(c.span for c in finding.claims if c.span.article == reporting[0].id), articles, passages)
    others = len({outlet_key(a) for a in reporting}) - 1
    reported = reporting[0].published_at
    return Day(entry, finding, first, reported, lag_words(entry.when, reported), others)


def lag_words(happened: str, reported: str | None) -> str:
    """How the day of report lies to the day of happening; empty where either is not a single day."""
    first, second = moment(happened), moment(reported)
    if first is None or second is None or reported is None or not is_day(happened):
        return ""
    days = (moment(reported[: len(happened)]) or second) - first
    if days.days == 0:
        return "the same day"
    return f"{counted(abs(days.days), 'day')} {'later' if days.days > 0 else 'ahead'}"


def _taking(derivation: Derivation, articles: Mapping[str, Article], passages: Leading) -> Taking:
    pairs = tuple((passages.href(a), passages.href(b)) for a, b in derivation.evidence[:EVIDENCE])
    return Taking(
        derivation,
        source_name(derivation.source, articles),
        outlet_name(articles[derivation.target]),
        pairs,
        len(derivation.evidence) - len(pairs),
    )


def _words(quotation: SharedQuotation, articles: Mapping[str, Article], passages: Leading) -> Words:
    order = [a.id for a in in_time([articles[a] for a in {c.article for c in quotation.claims}])]
    firsts: dict[str, Span] = {}
    for span in sorted(quotation.claims, key=lambda s: (order.index(s.article), s)):
        firsts.setdefault(span.article, span)
    links = tuple(_link(s, articles, passages) for s in firsts.values())
    return Words(quotation, links, outlet_name(articles[quotation.first]))
