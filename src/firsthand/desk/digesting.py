"""What is new, and nothing else: events of the stories, told with the sentences that the new articles bring.

    digest_since(desk, moment, …)      all that happened since a moment
    digest_of(desk, events, …)         these events: of an alert, or of a subscription's digest

What was taken down meanwhile is not told: all words are taken from what the store holds at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select

from firsthand.config import Config
from firsthand.desk.conditions import Condition, matching
from firsthand.desk.opening import Desk
from firsthand.desk.showing import Shown, show_story
from firsthand.errors import InputError
from firsthand.model import Article, Claim, Disagreement, Finding, Statement, Story
from firsthand.publish.digest_mail import Digest, Item, Line, Part, Source
from firsthand.publish.outlets import in_time
from firsthand.publish.wording import (
    about_words,
    counted,
    listed,
    one_line,
    outlet_key,
    outlet_name,
    quoted,
    story_counts,
    when_words,
)
from firsthand.store.reader_tables import event
from firsthand.store.rows import parts
from firsthand.store.schema import story as story_table
from firsthand.store.stories import resolve

#: Stories of a digest, those with most independent origins; what a mail program shows without cutting it off.
STORIES = 15
#: Of one story: sentences, sources behind each, new articles, disagreements, denials and corrections.
SENTENCES = 3
SOURCES = 4
ARTICLES = 6
DIFFERENCES = 3
#: Events that are looked at, the latest: a digest of more is cut anyway.
EVENTS = 20_000


@dataclass(slots=True)
class _News:
    """What happened to one story."""

    new: bool = False
    articles: set[str] = field(default_factory=set)
    origins: set[int] = field(default_factory=set)
    disagreements: set[str] = field(default_factory=set)
    denials: set[str] = field(default_factory=set)  #: ids of findings
    corrections: set[str] = field(default_factory=set)


def site_of(config: Config) -> str:
    """The address of the pages, without a slash at its end."""
    serve = config.serve
    host = f"[{serve.host}]" if ":" in serve.host else serve.host
    return (serve.public_url or f"http://{host}:{serve.port}").rstrip("/")


def digest_since(desk: Desk, since: datetime, until: datetime, condition: Condition, *, title: str = "") -> Digest:
    """All that happened since a moment and before another and meets a condition. Raises InputError and StoreError."""
    within = (event.c.at >= since, event.c.at < until)
    with desk.store.reading() as connection:
        first, last = connection.execute(select(func.min(event.c.n), func.max(event.c.n)).where(*within)).one()
        numbers = set(connection.execute(select(event.c.n).where(*within)).scalars()) if first else set()
    found = [n for n in matching(desk, condition, first - 1, last) if n in numbers] if first else []
    return digest_of(desk, found, title or f"New since {_moment_words(since)}")


def digest_of(
    desk: Desk, events: Sequence[int], title: str, *, why: str = "", unsubscribe: str | None = None
) -> Digest:
    """These events as a digest; without stories where nothing of them is held any more. Raises StoreError."""
    site = site_of(desk.config)
    news = _news(desk, events)
    items: list[Item] = []
    told: list[_News] = []
    left = 0
    for id in _by_origins(desk, news):
        if len(items) == STORIES:
            left += 1
            told.append(news[id])
            continue
        try:
            shown = show_story(desk, id)
        except InputError:  # it went between two looks
            continue
        _narrow(news[id], shown)
        item = _item(shown, news[id], site)
        if item is not None:
            items.append(item)
            told.append(news[id])
    return Digest(title, _summary(told), tuple(items), left, site, why, unsubscribe)


def _moment_words(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    midnight = (utc.hour, utc.minute) == (0, 0)
    return when_words(utc.date().isoformat() if midnight else utc.isoformat(timespec="minutes"))


def _news(desk: Desk, events: Sequence[int]) -> dict[str, _News]:
    """What happened, by the story as it is called now."""
    found: dict[str, _News] = {}
    names: dict[str, str | None] = {}
    with desk.store.reading() as connection:
        for some in parts(sorted(events)[-EVENTS:]):
            for row in connection.execute(select(event).where(event.c.n.in_(some)).order_by(event.c.n)):
                if row.story not in names:
                    names[row.story] = resolve(connection, row.story)
                id = names[row.story]
                if id is not None:
                    _note(found.setdefault(id, _News()), row.kind, row.ref, row._mapping["count"])
    return found


def _note(news: _News, kind: str, ref: str | None, count: int | None) -> None:
    if kind == "story":
        news.new = True
    elif kind == "origin" and count is not None:
        news.origins.add(count)
    elif ref is not None:
        held = {
            "article": news.articles,
            "disagreement": news.disagreements,
            "denial": news.denials,
            "correction": news.corrections,
        }
        if kind in held:
            held[kind].add(ref)


def _by_origins(desk: Desk, stories: Iterable[str]) -> list[str]:
    """Those that are told by most independent origins first; of those by as many, what was reported last."""
    rows = select(story_table.c.id, story_table.c.origins, story_table.c.last_reported)
    weights: dict[str, tuple[int, str, str]] = {}
    with desk.store.reading() as connection:
        for some in parts(sorted(stories)):
            for row in connection.execute(rows.where(story_table.c.id.in_(some))):
                weights[row.id] = (row.origins or 0, row.last_reported, row.id)
    return sorted(weights, key=lambda id: weights[id], reverse=True)


def _summary(told: Sequence[_News]) -> str:
    """How much is new, in words."""
    if not told:
        return "Nothing is new."
    new = sum(n.new for n in told)
    known = len(told) - new
    kinds = [counted(new, "new story", "new stories")] if new else []
    kinds += [f"news of {counted(known, 'story', 'stories')}"] if known else []
    head = listed(kinds)
    return f"{head[0].upper()}{head[1:]}" + (f": {came}." if (came := _came(*told)) else ".")


def _narrow(news: _News, shown: Shown) -> None:
    """Leave of the news what the story still holds: articles go, and stories are told anew."""
    held = set(shown.articles)
    news.articles = held if news.new else news.articles & held
    news.corrections &= held
    news.origins = {n for n in news.origins if n <= len(shown.story.origins)}
    news.disagreements &= {d.id for d in shown.story.disagreements}
    news.denials &= {f.id for f in shown.story.findings}


def _item(shown: Shown, news: _News, site: str) -> Item | None:
    """What is new of one story; None where nothing of it is held any more."""
    story, articles = shown.story, shown.articles
    came = _came(news)
    if not came:
        return None
    made = [
        _sentences(story, news.articles, articles),
        *_differences(story, news, articles),
        _denials(story, news, articles),
        _articles("Corrected", news.corrections, articles),
        _articles("New articles", news.articles, articles),
    ]
    if not any(made):  # an origin more, of articles that were known: what the story is about is said at least
        made = [_sentences(story, set(articles), articles)]
    outlets = len({outlet_key(a) for a in articles.values()})
    lead = in_time(list(articles.values()))[0]
    return Item(
        id=story.id,
        headline=one_line(story.headline or lead.headline or "A story without a headline"),
        url=f"{site}/stories/{story.id}",
        new=news.new,
        counts=story_counts(len(articles), outlets, len(story.origins), story.owners),
        news=came,
        parts=tuple(part for part in made if part is not None),
        language=lead.language,
    )


def _came(*news: _News) -> str:
    """What came, in words: "2 new articles and 1 new independent origin"; empty where nothing did."""
    numbers = (
        (sum(len(n.articles) for n in news), "new article"),
        (sum(len(n.origins) for n in news), "new independent origin"),
        (sum(len(n.disagreements) for n in news), "new disagreement"),
        (sum(len(n.denials) for n in news), "denial"),
        (sum(len(n.corrections) for n in news), "correction"),
    )
    return listed([counted(number, noun) for number, noun in numbers if number])


def _sentences(story: Story, fresh: set[str], articles: Mapping[str, Article]) -> Part | None:
    """Sentences of the account that only new articles hold."""
    claims = {f.id: f.claims for f in story.findings}
    new = [s for s in story.account if all(c.span.article in fresh for c in claims.get(s.finding, ()))]
    new = [s for s in new if any(c.span.article in fresh for c in s.citations)]
    if not new:
        return None
    lines = tuple(_sentence(s, articles) for s in new[:SENTENCES])
    return Part(None, lines)


def _sentence(statement: Statement, articles: Mapping[str, Article]) -> Line:
    cited = dict.fromkeys(c.span.article for c in statement.citations if c.role != "disputing")
    ordered = sorted(cited, key=lambda id: [c.role for c in statement.citations if c.span.article == id] != ["primary"])
    language = articles[ordered[0]].language if ordered and ordered[0] in articles else "und"
    return _line(statement.text, ordered, articles, language)


def _line(text: str, cited: Iterable[str], articles: Mapping[str, Article], language: str = "und") -> Line:
    """Words with the articles that hold them, an outlet once."""
    sources: dict[str, Source] = {}
    for id in cited:
        if id in articles:
            sources.setdefault(outlet_key(articles[id]), _source(articles[id]))
    kept = tuple(sources.values())
    return Line(one_line(text), kept[:SOURCES], max(len(kept) - SOURCES, 0), language)


def _source(article: Article) -> Source:
    return Source(outlet_name(article), article.url)


def _differences(story: Story, news: _News, articles: Mapping[str, Article]) -> list[Part]:
    """Each new disagreement, value by value."""
    new = [d for d in story.disagreements if d.id in news.disagreements]
    made = [_difference(d, articles) for d in new[:DIFFERENCES]]
    if made and len(new) > DIFFERENCES:
        last = made[-1]
        made[-1] = Part(last.title, last.lines, len(new) - DIFFERENCES)
    return made


def _difference(disagreement: Disagreement, articles: Mapping[str, Article]) -> Part:
    verb = "Reports were overtaken" if disagreement.type == "update" else "Reports differ"
    lines = tuple(_line(quoted(s.value), _articles_of(s.claims), articles) for s in disagreement.sides)
    return Part(f"{verb}. {about_words(disagreement)}", lines)


def _denials(story: Story, news: _News, articles: Mapping[str, Article]) -> Part | None:
    """Who denies what, in the words of the article."""
    lines = [line for f in story.findings if f.id in news.denials for line in _denied(f, articles)]
    if not lines:
        return None
    return Part("Denied", tuple(lines[:DIFFERENCES]), max(len(lines) - DIFFERENCES, 0))


def _denied(finding: Finding, articles: Mapping[str, Article]) -> list[Line]:
    said: dict[tuple[str | None, str], list[str]] = {}
    for claim in finding.claims:
        article = articles.get(claim.span.article)
        if claim.certainty == "denied" and article is not None and article.capture == claim.span.capture:
            said.setdefault((claim.asserted_by, one_line(article.quote(claim.span))), []).append(article.id)
    return [
        _line(f"{one_line(who)}: {quoted(words)}" if who else quoted(words), ids, articles)
        for (who, words), ids in said.items()
    ]


def _articles(title: str, ids: set[str], articles: Mapping[str, Article]) -> Part | None:
    """Articles by headline, the latest first."""
    if not ids:
        return None
    found = in_time([articles[id] for id in ids])[::-1]
    lines = tuple(
        Line(one_line(a.headline or "No headline"), (_source(a),), language=a.language) for a in found[:ARTICLES]
    )
    return Part(title, lines, max(len(found) - ARTICLES, 0))


def _articles_of(claims: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(c.span.article for c in claims))
