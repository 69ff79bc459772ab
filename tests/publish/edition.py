"""An invented edition with everything that a page must show: a bridge falls in Vellmark, and eight articles tell it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from firsthand.model import (
    Actor,
    Annotations,
    Article,
    Certainty,
    Citation,
    CitationRole,
    Claim,
    Derivation,
    Disagreement,
    Dropped,
    Edition,
    Failure,
    Finding,
    Mention,
    Origin,
    Quotation,
    Reading,
    SharedQuotation,
    Side,
    Span,
    Statement,
    Story,
    TimeExpression,
    TimelineEntry,
)
from tests.factory import make_article

AGENCY = """Nine dead as bridge falls in Vellmark
By Ilse Marrow
DUNMAR (VPA) - Nine people were killed when the Orrin bridge fell into the river Sile on Friday evening, police said.
The bridge was built in 1961. Four lorries and a bus were on it when the middle span gave way, witnesses said.
“It went down like a drawer being pulled out,” said Tomas Werrin, a ferryman who saw it fall.
The transport minister, Hanna Oldecott, said the bridge had been inspected in January.
Reporting by Ilse Marrow; editing by Per Aldous"""

COPY = """Bridge disaster: nine dead in Dunmar
Dunmar Post, with VPA
Nine people were killed when the Orrin bridge fell into the river Sile on Friday evening, police said.
The bridge was built in 1961. Four lorries and a bus were on it when the middle span gave way, witnesses said.
“It went down like a drawer being pulled out,” said Tomas Werrin, a ferryman who saw it fall.
Read also: Ten weekend walks along the Sile
Sign up for our newsletter"""

REWRITE = """What we know about the fallen bridge
A bus and four lorries stood on the Orrin bridge when its middle gave way on Friday evening, leaving nine dead.
The crossing dates from 1961 and was last inspected in January, according to the transport minister.
4 min read"""

COURIER = """“We heard it before we saw it”: a night at the Orrin bridge
By Jonna Tiel and Marek Sund
Twelve people were killed when the Orrin bridge collapsed, the regional hospital told the Courier on Saturday.
Repair crews had closed one lane on Thursday because of a crack, two workers said.
Hanna Oldecott denied that a crack had been reported. “No crack was reported to us, and no lane was closed,” she said.
Photo: rescuers on the north bank. Vellmark Courier / J. Tiel"""

RADIO = """Bridge fell on Saturday, mayor says
The Orrin bridge fell in the early hours of Saturday, the mayor of Dunmar, Edda Lorne, said.
She had spoken to the families of the nine dead.
“No crack was reported to us, and no lane was closed,” Ms Oldecott told Radio Sile."""

UPDATE = """Toll of the Orrin bridge rises to thirteen
Thirteen people are now known to have died, the regional hospital said on Sunday.
The bus belonged to the Lenna line, whose owner had asked for a weight limit last year."""

HOSTILE = """<script>alert('read me')</script> Bridge & "truth"
One engineer \u202eesrever ni\u202c wrote that the pillars were <b>hollow</b>.\x1b[31m
"><img src=x onerror=alert(1)> {{ 7 * 7 }} [link](javascript:alert(1)) | a | b |"""

ALONE = """Ferry timetable changed
The ferry at Dunmar runs every ten minutes from Monday."""


def cut(article: Article, words: str) -> Span:
    """The range of some words in an article."""
    start = article.text.index(words)
    return article.span(start, start + len(words))


def claim(
    article: Article,
    words: str,
    *,
    by: str | None = None,
    negated: bool = False,
    certainty: Certainty = "stated",
    happened: str | None = None,
) -> Claim:
    """A claim in some words of an article."""
    span = cut(article, words)
    return Claim(span, span, by, negated, certainty, None, None, None, happened)


def cite(article: Article, words: str, role: CitationRole = "primary") -> Citation:
    """A citation of some words of an article, with what stands around them."""
    span = cut(article, words)
    before, after = article.text[max(0, span.start - 30) : span.start], article.text[span.end : span.end + 30]
    name = article.publisher.name if article.publisher else None
    return Citation(span, words, before, after, article.url, name, role)


def make_articles() -> dict[str, Article]:
    """The articles by id."""
    rows = [
        make_article(
            AGENCY,
            "a-agency",
            headline="Nine dead as bridge falls in Vellmark",
            published="2026-03-13T20:40:00+00:00",
            publisher="VPA",
            url="https://vpa.example/orrin-bridge",
            roles={0: "headline", 1: "byline", 6: "credit"},
        ),
        make_article(
            COPY,
            "b-copy",
            headline="Bridge disaster: nine dead in Dunmar",
            published="2026-03-14T06:10:00+01:00",
            publisher="Dunmar Post",
            url="https://dunmarpost.example/disaster?id=7&page=1",
            roles={0: "headline", 1: "byline", 5: "boilerplate", 6: "boilerplate"},
            credits=("VPA",),
        ),
        make_article(
            REWRITE,
            "c-rewrite",
            headline="What we know about the fallen bridge",
            published="2026-03-14",
            publisher="Northline Daily Digest",
            roles={0: "headline", 3: "boilerplate"},
        ),
        make_article(
            COURIER,
            "d-courier",
            headline="“We heard it before we saw it”: a night at the Orrin bridge",
            published="2026-03-14T21:05:00+00:00",
            url="https://courier.example/orrin",
            roles={0: "headline", 1: "byline", 5: "caption"},
        ),
        make_article(
            RADIO,
            "e-radio",
            headline="Bridge fell on Saturday, mayor says",
            published="2026-03-14T23:30:00+00:00",
            publisher="Radio Sile",
            roles={0: "headline"},
        ),
        make_article(
            UPDATE,
            "f-update",
            headline="Toll of the Orrin bridge rises to thirteen",
            published="2026-03-15T17:00:00+00:00",
            roles={0: "headline"},
            url="https://courier.example/orrin-toll",
        ),
        make_article(
            HOSTILE,
            "g-hostile",
            headline="<script>alert('read me')</script> Bridge & \"truth\" \u202egnp.exe",
            published=None,
            publisher="<i>The \u202eEvil\u202c</i> Mirror",
            url="javascript:alert(document.domain)",
            roles={0: "headline"},
        ),
        make_article(ALONE, "h-ferry", headline="Ferry timetable changed", publisher=None, roles={0: "headline"}),
    ]
    return {a.id: a for a in rows}


def make_story(articles: dict[str, Article]) -> Story:
    """The story of the bridge, over all articles but the ferry's."""
    agency, copy, rewrite = articles["a-agency"], articles["b-copy"], articles["c-rewrite"]
    courier, radio, update, hostile = (articles[a] for a in ("d-courier", "e-radio", "f-update", "g-hostile"))
    killed = "Nine people were killed when the Orrin bridge fell into the river Sile on Friday evening"
    span = "Four lorries and a bus were on it when the middle span gave way"
    denial = "No crack was reported to us, and no lane was closed"
    crack = "Repair crews had closed one lane on Thursday because of a crack"
    thirteen = "Thirteen people are now known to have died"
    twelve = "Twelve people were killed when the Orrin bridge collapsed"
    nine_claims = (
        claim(agency, killed, by="police", happened="2026-03-13"),
        claim(copy, killed, by="police", happened="2026-03-13"),
        claim(rewrite, "leaving nine dead", happened="2026-03-13"),
    )
    twelve_claim = claim(courier, twelve, by="the regional hospital")
    thirteen_claim = claim(update, thirteen, by="the regional hospital")
    denied = claim(courier, "denied that a crack had been reported", by="Hanna Oldecott", certainty="denied")
    saturday = claim(radio, "The Orrin bridge fell in the early hours of Saturday", by="Edda Lorne")
    findings = (
        Finding("f1", killed, "disputed", 1, nine_claims, "2026-03-13", ("orrin-bridge",)),
        Finding("f2", twelve, "disputed", 1, (twelve_claim,)),
        Finding("f3", thirteen, "disputed", 1, (thirteen_claim,)),
        Finding(
            "f4",
            span,
            "single-source",
            1,
            (claim(agency, span, by="witnesses"), claim(copy, span, by="witnesses")),
            "2026-03-13",
        ),
        Finding("f5", crack, "disputed", 1, (claim(courier, crack, by="two workers"), denied), "2026-03-12"),
        Finding("f6", saturday_words(), "disputed", 1, (saturday,), "2026-03-14", ("edda-lorne",)),
        Finding(
            "f7",
            "the bridge had been inspected in January",
            "single-source",
            1,
            (
                claim(agency, "the bridge had been inspected in January", by="Hanna Oldecott"),
                claim(rewrite, "was last inspected in January", by="the transport minister"),
            ),
            "2026-01",
            ("hanna-oldecott",),
        ),
        Finding(
            "f8",
            "whose owner had asked for a weight limit last year",
            "single-source",
            1,
            (claim(update, "whose owner had asked for a weight limit last year"),),
            "2025",
        ),
        Finding(
            "f9",
            "the families of the nine dead",
            "agreed",
            2,
            (claim(agency, "Nine people were killed"), claim(radio, "the families of the nine dead")),
        ),
        Finding("f10", "the pillars were <b>hollow</b>", "single-source", 1, (claim(hostile, "hollow"),)),
    )
    return Story(
        id="s-orrin",
        articles=tuple(sorted(a for a in articles if a != "h-ferry")),
        headline="Orrin bridge falls at Dunmar; reports differ on the toll",
        first_reported_at="2026-03-13T20:40:00+00:00",
        last_reported_at="2026-03-15T17:00:00+00:00",
        origins=(
            Origin(("a-agency", "b-copy", "c-rewrite"), "They share the agency’s text or its order of facts.", "VPA"),
            Origin(("d-courier", "f-update"), "Two reports of one newsroom; no other text explains them."),
            Origin(("e-radio",), "No shared text was found."),
            Origin(("g-hostile",), "No shared text was found <em>at all</em>."),
        ),
        derivations=(
            Derivation(
                "a-agency",
                "b-copy",
                "reprint",
                0.914,
                "Three paragraphs stand in both word for word; the Post credits VPA and came out later.",
                ((cut(agency, killed), cut(copy, killed)), (cut(agency, span), cut(copy, span))),
            ),
            Derivation(
                "a-agency",
                "c-rewrite",
                "rewrite",
                0.31,
                "The same five facts in the same order; the Digest names no source of its own.",
                ((cut(agency, span), cut(rewrite, "A bus and four lorries stood on the Orrin bridge")),),
            ),
            Derivation("d-courier", "f-update", "quotes", 0.0, "The later report cites the earlier toll."),
            Derivation("agency:Sile Wire", "e-radio", "credit", 0.0, "The mayor’s words are credited to Sile Wire."),
        ),
        actors=(
            Actor(
                "hanna-oldecott",
                "Hanna Oldecott",
                "person",
                ("Hanna Oldecott", "Ms Oldecott"),
                (cut(agency, "Hanna Oldecott"), cut(courier, "Hanna Oldecott"), cut(radio, "Ms Oldecott")),
            ),
            Actor("edda-lorne", "Edda Lorne", "person", ("Edda Lorne",), (cut(radio, "Edda Lorne"),)),
            Actor("orrin-bridge", "Orrin bridge", "place", ("Orrin bridge",), (cut(agency, "Orrin bridge"),)),
        ),
        findings=findings,
        disagreements=(
            Disagreement(
                "d1",
                "number",
                "people killed",
                "conflict",
                (
                    Side("Nine people", "9", nine_claims),
                    Side("Twelve people", "12", (twelve_claim,)),
                ),
                "VPA, Friday: nine killed; Vellmark Courier, Saturday: twelve killed, by another source.",
                ("f1", "f2"),
            ),
            Disagreement(
                "d2",
                "number",
                "people killed",
                "update",
                (Side("Twelve people", "12", (twelve_claim,)), Side("Thirteen people", "13", (thirteen_claim,))),
                "The same hospital raised its own toll a day later.",
                ("f2", "f3"),
            ),
            Disagreement(
                "d3",
                "whether",
                "a crack was reported",
                "conflict",
                (
                    Side("because of a crack", "asserted", (claim(courier, crack, by="two workers"),)),
                    Side("denied that a crack had been reported", "denied", (denied,)),
                ),
                "Two workers say so, the transport minister denies it.",
                ("f5",),
            ),
            Disagreement(
                "d4",
                "date",
                "the fall of the bridge",
                "conflict",
                (
                    Side("on Friday evening", "2026-03-13", (nine_claims[0],)),
                    Side("in the early hours of Saturday", "2026-03-14", (saturday,)),
                ),
                "VPA has Friday evening, Radio Sile the early hours of Saturday.",
                ("f1", "f6"),
            ),
        ),
        timeline=(
            TimelineEntry("2025", "f8"),
            TimelineEntry("2026-01", "f7"),
            TimelineEntry("2026-03-12", "f5"),
            TimelineEntry("2026-03-13", "f1"),
            TimelineEntry("2026-03-13/2026-03-14", "f6"),
        ),
        quotations=(
            SharedQuotation(
                denial,
                "Hanna Oldecott",
                ("d-courier", "e-radio"),
                (cut(courier, denial), cut(radio, denial)),
                "d-courier",
            ),
            SharedQuotation(
                "It went down like a drawer being pulled out,",
                "Tomas Werrin",
                ("a-agency", "b-copy"),
                (
                    cut(agency, "It went down like a drawer being pulled out"),
                    cut(copy, "It went down like a drawer being pulled out"),
                ),
                "a-agency",
            ),
        ),
        account=(
            Statement(
                killed + ", police said.",
                "f1",
                (
                    cite(agency, killed + ", police said."),
                    cite(copy, killed, "corroborating"),
                    cite(rewrite, "leaving nine dead", "corroborating"),
                    cite(courier, twelve, "disputing"),
                    cite(update, thirteen, "disputing"),
                    cite(radio, "The Orrin bridge fell in the early hours of Saturday", "disputing"),
                ),
            ),
            Statement(
                "“Four lorries and a bus were on it when the middle span gave way, witnesses said.”",
                "f4",
                (
                    cite(agency, span + ", witnesses said."),
                    # straddles the claim before it, and runs over two lines
                    cite(agency, "gave way, witnesses said.\n“It went down like a drawer", "corroborating"),
                ),
            ),
            Statement(
                crack + ", two workers said.",
                "f5",
                (cite(courier, crack + ", two workers said."), cite(courier, denial, "disputing")),
            ),
            Statement(
                thirteen + ", the regional hospital said on Sunday.",
                "f3",
                (cite(update, thirteen + ", the regional hospital said on Sunday."),),
            ),
            Statement(
                'One engineer wrote that "the pillars were <b>hollow</b>".',
                "f10",
                (cite(hostile, hostile.text.split("\n")[1]),),
            ),
        ),
    )


def saturday_words() -> str:
    """The statement of the finding that the bridge fell on Saturday."""
    return "The Orrin bridge fell in the early hours of Saturday"


def make_edition(kind: Literal["one", "two", "empty"] = "one") -> Edition:
    """The bridge's story; with the ferry's as a second one; or no story at all, with what failed."""
    failures = (
        Failure("articles/broken.jsonl:4", "collect", "the line is no JSON object"),
        Failure("articles/<img src=x>.html", "clean", "the page holds no article"),
    )
    if kind == "empty":
        return Edition((), (), failures)
    articles = make_articles()
    if kind == "one":
        del articles["h-ferry"]
    readings = tuple(Reading(a, notes(a)) for a in sorted(articles.values(), key=lambda a: a.id))
    story = make_story(articles)
    dropped = (Dropped("b-copy:412-440", "annotate", "boilerplate is not annotated"),)
    if kind == "one":
        return Edition(readings, (story,), failures[:1], dropped)
    return Edition(readings, (story, ferry(articles["h-ferry"])), failures, dropped)


def ferry(article: Article) -> Story:
    """A story of one article alone."""
    words = "The ferry at Dunmar runs every ten minutes from Monday."
    finding = Finding("f1", words, "single-source", 1, (claim(article, words),), "2026-03-16")
    return Story(
        "s-ferry",
        (article.id,),
        headline="Ferry timetable changed",
        first_reported_at="2026-03-14",
        last_reported_at="2026-03-14",
        origins=(Origin((article.id,), "It stands alone."),),
        findings=(finding,),
        timeline=(TimelineEntry("2026-03-16", "f1"),),
        account=(Statement(words, "f1", (cite(article, words),)),),
    )


def notes(article: Article) -> Annotations:
    """What was understood of the agency's article; nothing of the others."""
    if article.id != "a-agency":
        return Annotations(article.id)
    drawer = cut(article, "It went down like a drawer being pulled out,")
    return Annotations(
        article.id,
        sentences=(cut(article, "The bridge was built in 1961."),),
        mentions=(
            Mention(cut(article, "Tomas Werrin"), "person", "Tomas Werrin", "ferryman"),
            Mention(cut(article, "Hanna Oldecott"), "person", "Hanna Oldecott", "transport minister"),
        ),
        quotations=(Quotation("direct", (drawer,), (cut(article, "said Tomas"),), (), "Tomas Werrin"),),
        times=(TimeExpression(cut(article, "Friday evening"), "TIME", "2026-03-13TEV"),),
    )


def with_language(edition: Edition, article: str, language: str) -> Edition:
    """The edition with one article in another language."""
    readings = tuple(
        replace(r, article=replace(r.article, language=language)) if r.article.id == article else r
        for r in edition.readings
    )
    return replace(edition, readings=readings)
