"""Stories put into a store as they are, without the tagger: large ones, and ones that no real stage would make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from firsthand.desk.adding import keep
from firsthand.desk.changes import changes_between, save_changes
from firsthand.desk.opening import Desk
from firsthand.model import (
    Actor,
    Article,
    Capture,
    Citation,
    Claim,
    Derivation,
    Disagreement,
    Failure,
    Finding,
    Origin,
    Reading,
    SharedQuotation,
    Side,
    Span,
    Statement,
    Story,
    TimelineEntry,
)
from firsthand.pipeline import Agencies
from firsthand.store.articles import load_readings
from firsthand.store.stories import (
    Told,
    articles_of,
    changes,
    load_links,
    members,
    save_stories,
    save_told,
    stories_of,
    story_row,
)
from tests.kept import make_capture, read

AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
Tell = Callable[[Mapping[str, Article]], Story]


def put_story(desk: Desk, id: str, captures: Sequence[Capture], tell: Tell) -> Story:
    """Keep articles and a story of them, told as `tell` makes it of the articles by id."""
    before = set(_ids(desk))
    keep(desk, captures, read=read_ready)
    ids = sorted(set(_ids(desk)) - before)
    with desk.store.reading() as connection:
        readings = load_readings(connection, ids)
        come, _ = changes(connection)
    others = _outlines(desk)
    story = replace(tell({r.article.id: r.article for r in readings}), id=id, articles=tuple(ids))
    with desk.store.writing() as connection:
        save_stories(connection, [*others, Story(id, tuple(ids), story.links)], set(ids), AT, come)
        row = story_row(connection, id)
        assert row is not None
        assert save_told(connection, id, row.members, Told(story, ()), readings)
        save_changes(connection, id, changes_between(None, story), AT)
    return story


def read_ready(
    captures: Iterable[Capture], workers: int = 1, agencies: Agencies = None
) -> Iterator[tuple[Capture, Reading | Failure]]:
    """Articles with what can be found by their marks alone."""
    return read(captures, workers, agencies)


def _ids(desk: Desk) -> list[str]:
    with desk.store.reading() as connection:
        return [m.id for m in members(connection)]


def _outlines(desk: Desk) -> list[Story]:
    with desk.store.reading() as connection:
        rows = stories_of(connection, limit=10_000)
        return [Story(r.id, tuple(articles_of(connection, r.id)), load_links(connection, r.id)) for r in rows]


def cut(article: Article, words: str) -> Span:
    """The range of some words in an article."""
    start = article.text.index(words)
    return article.span(start, start + len(words))


def cite(article: Article, words: str, role: str = "primary") -> Citation:
    """A citation of some words of an article."""
    name = article.publisher.name if article.publisher else None
    return Citation(cut(article, words), words, "", "", article.url, name, role)  # type: ignore[arg-type]


def claim(article: Article, words: str, **parts: object) -> Claim:
    """A claim in some words of an article."""
    span = cut(article, words)
    held = {"asserted_by": None, "negated": False, "certainty": "stated"} | {
        "predicate": None, "agent": None, "patient": None, "happened": None
    } | parts
    return Claim(span, span, **held)  # type: ignore[arg-type]


def large_captures(count: int, sentences: int = 40) -> list[Capture]:
    """So many articles of one happening, each of so many sentences."""
    made = []
    for n in range(count):
        lines = [f"Quarry wall moves at Tollen, report {n}"]
        lines += [f"{sentence(n, i)} It was told to report {n} at noon." for i in range(sentences)]
        at = datetime(2026, 3, 14, 6, 0, tzinfo=UTC) + timedelta(minutes=47 * n)
        made.append(
            make_capture(
                "\n".join(lines),
                f"{n}.txt",
                id=f"quarry-{n:03}-{'abcdef0123456789'[n % 16] * 8}",
                url=f"https://paper{n}.example/2026/03/14/quarry-wall-moves-at-tollen-{n}",
                publisher=f"{'Tollen Lissel Brannick Halm Venn'.split()[n % 5]} Morning Paper {n}",
                published=at.isoformat(),
                title=lines[0],
            )
        )
    return made


def sentence(n: int, i: int) -> str:
    """A sentence of an article; the first half of them is in every article, with another number in some."""
    toll = 9 + (n % 3 if i < 6 else 0)
    own = "" if i < 20 else f" in lot {n}"
    return f"Officer Dana Orm number {i} counted {toll} lorries below the wall of the quarry at kilometer {i}{own}."


def large_story(articles: Mapping[str, Article]) -> Story:
    """All that a story of many articles can have, in the proportions of real ones."""
    ids = sorted(articles)
    by_n = [articles[a] for a in ids]

    def words(n: int, i: int) -> str:
        return sentence(n, i)

    findings, disputes, account, timeline = [], [], [], []
    for i in range(20):
        claims = tuple(
            claim(a, words(n, i), agent="Dana Orm", predicate="count", patient="lorry", happened="2026-03-14")
            for n, a in enumerate(by_n)
            if (n + i) % 3
        )
        f = Finding(f"f{i}", words(1, i), "disputed" if i < 6 else "agreed", 3, claims, "2026-03-14", ("orm",))
        findings.append(f)
        timeline.append(TimelineEntry(f"2026-03-{10 + i % 5}", f.id))
        cited = [c.span for c in claims[:7]]
        citations = tuple(
            cite(articles[s.article], articles[s.article].quote(s), "primary" if k == 0 else "corroborating")
            for k, s in enumerate(cited)
        )
        account.append(Statement(citations[0].exact, f.id, citations, "lead" if i < 4 else "happened", 3))
        if i < 6:
            said = [tuple(c for c in claims if f"counted {9 + k} " in _of(c, articles)) for k in range(3)]
            held = tuple(Side(f"{9 + k} lorries", str(9 + k), some) for k, some in enumerate(said) if some)
            about = f"lorries at {i}"
            disputes.append(Disagreement(f"d{i}", "number", about, "conflict", held, "They differ.", (f.id,)))
    for n, a in enumerate(by_n):
        for i in range(20, 32):
            f = Finding(f"g{n}-{i}", words(n, i), "single-source", 1, (claim(a, words(n, i)),), None)
            findings.append(f)
            if i < 23:
                timeline.append(TimelineEntry("2026-03-13", f.id))
    half = len(ids) // 2
    origins = [Origin(tuple(ids[: half or 1]), "They share most of their text.", "Tollen Wire")]
    origins += [Origin((a,), "No shared text was found.") for a in ids[half or 1 :]]
    derivations = [
        Derivation(ids[0], a, "reprint", 0.9, "Most paragraphs stand in both; it came out later.", _shared(by_n[0], b))
        for a, b in list(zip(ids, by_n, strict=True))[1:half]
    ]
    derivations += [
        Derivation(ids[k], ids[k + 1], "quotes", 0.0, "Both quote the same words.") for k in range(half, len(ids) - 1)
    ]
    actors = [Actor("orm", "Dana Orm", "person", ("Dana Orm",), tuple(cut(a, "Dana Orm") for a in by_n))]
    actors += [
        Actor(f"x{k}", f"Number {k} Quarry Office", "organization", (), (cut(by_n[k % len(by_n)], "quarry"),))
        for k in range(3 * len(by_n))
    ]
    quotations = [
        SharedQuotation(f"We counted them at kilometer {i}.", "Dana Orm" if i % 2 else f"Witness {i}", tuple(ids[:4]),
                        tuple(cut(a, f"at kilometer {i}") for a in by_n[:4]), ids[0])
        for i in range(30)
    ]
    return Story(
        "s-large",
        tuple(ids),
        tuple((ids[0], a, "They name the same quarry and the same day.") for a in ids[1:]),
        "Quarry wall moves at Tollen",
        by_n[0].published_at,
        by_n[-1].published_at,
        tuple(origins),
        tuple(derivations),
        tuple(actors),
        tuple(findings),
        tuple(disputes),
        tuple(timeline),
        tuple(quotations),
        tuple(account),
    )


def _of(found: Claim, articles: Mapping[str, Article]) -> str:
    return articles[found.span.article].quote(found.span)


def _shared(a: Article, b: Article) -> tuple[tuple[Span, Span], ...]:
    return tuple((cut(a, f"at kilometer {i}"), cut(b, f"at kilometer {i}")) for i in range(6, 12))
