from __future__ import annotations

from firsthand.model import Annotations, Article, Claim, Finding, Origin, Reading, Span, Story
from firsthand.registry import Families
from firsthand.relate import count_sources, find_origins, relate
from tests.factory import make_article

OWNERS = Families({"vellmark courier": "Aldane Group", "orrin post": "Aldane Group"}, {})

FERRY = "The ferry Halcyon sank on Friday"


def claim(article: Article, words: str, by: str | None = None) -> Claim:
    start = article.text.index(words)
    span = article.span(start, start + len(words))
    line = next(b.span for b in article.blocks if b.span.covers(span))
    return Claim(span, line, by, False, "reported" if by else "stated", None, None, None, None)


def opening(article: Article, line: Span) -> Claim:
    """The claim that a line begins with."""
    span = article.span(line.start, line.start + len(FERRY))
    return Claim(span, line, None, False, "stated", None, None, None, None)


def counted(*claims: tuple[Article, str, str | None]) -> tuple[Finding, Story]:
    """One finding of the given claims: article, words, asserted by."""
    articles = {a.id: a for a, _, _ in claims}
    readings = [Reading(a, Annotations(a.id)) for a in articles.values()]
    derivations = relate(readings)
    made = tuple(claim(a, words, by) for a, words, by in claims)
    finding = Finding("f", FERRY, "agreed", len(articles), made)
    story = Story("s", tuple(sorted(articles)), origins=find_origins(readings, derivations), findings=(finding,))
    story = count_sources(story, readings, OWNERS)
    return story.findings[0], story


def test_two_articles_that_relay_one_publisher_are_one_source() -> None:
    a = make_article(f"{FERRY}, the Quennel Gazette reported.", "a", publisher="Vellmark Courier")
    b = make_article(f"According to the Quennel Gazette, {FERRY}.", "b", publisher="Sund Echo")
    finding, _ = counted((a, FERRY, "Quennel Gazette"), (b, FERRY, "Quennel Gazette"))
    assert (finding.independent_sources, finding.owners, finding.standing) == (1, 1, "single-source")
    assert finding.relays == ("Quennel Gazette", "Quennel Gazette")


def test_whom_it_relays_counts_as_the_origin_that_it_is_in_the_story() -> None:
    a = make_article(f"{FERRY} with all its cargo.", "a", publisher="Sund Gazette")
    b = make_article(f"{FERRY}, the Sund Gazette reported. Nobody was hurt.", "b", publisher="Quennel Herald")
    finding, _ = counted((a, FERRY, None), (b, FERRY, "Sund Gazette"))
    assert finding.independent_sources == 1


def test_what_both_say_themselves_has_two_sources_of_one_owner() -> None:
    a = make_article(f"{FERRY} with all its cargo.", "a", publisher="Vellmark Courier")
    b = make_article(f"{FERRY} in a calm sea.", "b", publisher="Orrin Post")
    finding, story = counted((a, FERRY, None), (b, FERRY, None))
    assert (finding.independent_sources, finding.owners, finding.standing) == (2, 1, "agreed")
    assert [o.owner for o in story.origins] == ["Aldane Group", "Aldane Group"]


def test_a_publisher_that_nobody_is_known_to_own_is_its_own() -> None:
    a = make_article(f"{FERRY} with all its cargo.", "a", publisher="Sund Echo")
    b = make_article(f"{FERRY} in a calm sea.", "b", publisher=None)
    finding, story = counted((a, FERRY, None), (b, FERRY, None))
    assert (finding.owners, story.owners) == (2, 2)
    assert [o.owner for o in story.origins] == ["Sund Echo", None]


def test_an_article_that_says_it_itself_too_counts_for_itself_but_not_its_headline() -> None:
    source = make_article(f"{FERRY} with all its cargo.", "a", publisher="Sund Gazette")
    text = f"{FERRY}\n{FERRY}, the Sund Gazette reported.\n{FERRY} as our man looked on."
    other = make_article(text, "b", publisher="Quennel Herald", roles={0: "headline"})
    lines = [b.span for b in other.blocks]
    made = [opening(other, line) for line in lines]
    readings = [Reading(x, Annotations(x.id)) for x in (source, other)]
    origins = (Origin(("a",), "x"), Origin(("b",), "x"))

    def sources(*claims: Claim) -> int:
        finding = Finding("f", FERRY, "agreed", 2, (claim(source, FERRY), *claims))
        story = Story("s", ("a", "b"), origins=origins, findings=(finding,))
        return count_sources(story, readings, OWNERS).findings[0].independent_sources

    headline, relaying, own = made
    assert sources(headline) == 2
    assert sources(headline, relaying) == 1
    assert sources(headline, relaying, own) == 2


def test_there_are_never_more_sources_than_origins() -> None:
    text = f"{FERRY}, the Sund Gazette reported.\n{FERRY}, the Quennel Herald reported."
    article = make_article(text, "a", publisher="Vellmark Courier")
    spans = [b.span for b in article.blocks]
    made = tuple(opening(article, s) for s in spans)
    story = Story("s", ("a",), origins=(Origin(("a",), "x"),), findings=(Finding("f", FERRY, "agreed", 1, made),))
    (finding,) = count_sources(story, [Reading(article, Annotations("a"))], OWNERS).findings
    assert set(finding.relays) == {"Sund Gazette", "Quennel Herald"}
    assert (finding.independent_sources, finding.owners) == (1, 1)


def test_a_dispute_stays_one_and_the_finding_of_most_sources_comes_first() -> None:
    a = make_article(f"{FERRY} with all its cargo. The crew swam.", "a", publisher="Sund Gazette")
    b = make_article(f"{FERRY} in a calm sea.", "b", publisher="Quennel Herald")
    crew = Finding("g", "The crew swam", "disputed", 1, (claim(a, "The crew swam"),))
    both = Finding("f", FERRY, "single-source", 1, (claim(a, FERRY), claim(b, FERRY)))
    origins = (Origin(("a",), "x"), Origin(("b",), "x"))
    story = Story("s", ("a", "b"), origins=origins, findings=(crew, both))
    told = count_sources(story, [Reading(x, Annotations(x.id)) for x in (a, b)], OWNERS)
    assert [(f.id, f.standing) for f in told.findings] == [("f", "agreed"), ("g", "disputed")]


def test_state_media_of_one_state_are_one_voice() -> None:
    a = make_article(f"{FERRY}, state media said.", "a", publisher="Sund Gazette")
    b = make_article(f"{FERRY}, Vellish state television said.", "b", publisher="Quennel Herald")
    finding, _ = counted((a, FERRY, "state media"), (b, FERRY, "Vellish state television"))
    assert finding.independent_sources == 1
