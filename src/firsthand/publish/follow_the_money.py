"""Stories as entities of FollowTheMoney, a line of JSON each: for Aleph, OpenAleph and yente.

| What | Schema |
|---|---|
| an article | Article |
| an actor | Person, Organization or Address |
| a name in an article | Mention, for what Aleph resolves; Documentation, the edge from article to actor |
| the story | Event, with its articles as proof |
| an article of the story | Documentation of the Event, its role first-hand, agency, rewrite or copy |
| a finding, a disagreement | Note on the Event |
| who took from whom | UnknownLink, from the text to the one that took it |

The texts themselves are not carried: `sourceUrl` leads to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from firsthand.model import Actor, Article, Claim, Derivation, Edition, MentionKind, Story
from firsthand.publish.encoded import json_bytes, utc_of, uuid_of
from firsthand.publish.layout import headline_of
from firsthand.publish.outlets import AGENCY, in_time, outlet_mark
from firsthand.publish.wording import about_words, harmless, is_day, one_line, outlet_name, quoted, safe_url

Entity = dict[str, object]
Property = Iterable[str | None] | str | None

_SCHEMAS: dict[MentionKind, str] = {"person": "Person", "organization": "Organization", "place": "Address"}
#: The languages that most of the press is written in, by the three letters of ISO 639-3 that FollowTheMoney wants.
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "ar:ara bg:bul bn:ben cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas fi:fin fr:fra he:heb hi:hin "
        "hr:hrv hu:hun id:ind it:ita ja:jpn ka:kat ko:kor lt:lit lv:lav mk:mkd ms:msa nl:nld no:nor pl:pol pt:por "
        "ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa th:tha tr:tur uk:ukr ur:urd vi:vie zh:zho"
    ).split()
)


def ftm_lines(edition: Edition) -> bytes:
    """The entities of an edition, one a line, each once. The same story gives the same ids wherever it is written."""
    articles = {r.article.id: r.article for r in edition.readings}
    found: dict[str, Entity] = {}
    for story in edition.stories:
        for entity in story_entities(story, articles):
            found.setdefault(str(entity["id"]), entity)
    return b"".join(json_bytes(entity, indent=None) for entity in found.values())


def story_entities(story: Story, articles: Mapping[str, Article]) -> Iterator[Entity]:
    """The entities of one story, those that others point at first."""
    ordered = in_time([articles[a] for a in story.articles])
    known = [a for a in story.actors if a.kind in _SCHEMAS]
    for article in ordered:
        yield _article(article)
    for actor in known:
        yield _actor(actor, story)
    yield _event(story, ordered, known)
    for actor in known:
        yield from _mentions(actor, story, articles)
    for article in ordered:
        mark = outlet_mark(story, article)
        yield _entity(
            "Documentation",
            ("told", story.id, article.id),
            document=_id("article", article.id),
            entity=_id("story", story.id),
            role=mark.mark,
            summary=mark.reason,
            date=_day(article.published_at),
            sourceUrl=safe_url(article.url),
        )
    yield from _notes(story, articles)
    agencies = dict.fromkeys(d.source for d in story.derivations if d.source.startswith(AGENCY))
    for agency in agencies:
        name = one_line(agency.removeprefix(AGENCY))
        yield _entity("Organization", ("agency", name), name=name, sector="news agency")
    for derivation in story.derivations:
        yield _link(derivation, articles)


def _entity(schema: str, names: tuple[str, ...], **properties: Property) -> Entity:
    values: dict[str, list[str]] = {}
    for name, value in properties.items():
        several = [value] if isinstance(value, str) else value or ()
        kept = [v for v in dict.fromkeys(harmless(v) for v in several if v) if v.strip()]
        if kept:
            values[name] = kept
    return {"id": _id(*names), "schema": schema, "properties": values}


def _id(*names: str) -> str:
    return f"firsthand-{uuid_of('ftm', *names)}"


def _article(article: Article) -> Entity:
    language = article.language.split("-")[0].lower()
    return _entity(
        "Article",
        ("article", article.id),
        title=one_line(article.headline or ""),
        fileName=one_line(article.headline or "") or outlet_name(article),
        author=[one_line(name) for name in article.byline],
        publisher=outlet_name(article) if article.publisher else None,
        publishedAt=_day(article.published_at),
        language=_LANGUAGES.get(language),
        sourceUrl=safe_url(article.url),
        notes=f"SHA-256 of the capture: {article.capture}",
        generator="firsthand",
    )


def _actor(actor: Actor, story: Story) -> Entity:
    name = one_line(actor.name) or actor.id
    others = [one_line(a) for a in actor.aliases if a != actor.name]
    if actor.kind == "place":
        return _entity("Address", ("actor", story.id, actor.id), name=name, full=name, alias=others)
    roles = [one_line(r.role) for r in actor.roles] if actor.kind == "person" else None
    return _entity(_SCHEMAS[actor.kind], ("actor", story.id, actor.id), name=name, alias=others, position=roles)


def _event(story: Story, ordered: list[Article], known: list[Actor]) -> Entity:
    days = sorted(t.when for t in story.timeline if t.kind == "happened" and is_day(t.when))
    places = [a for a in known if a.kind == "place"]
    return _entity(
        "Event",
        ("story", story.id),
        name=headline_of(story, ordered),
        summary=" ".join(one_line(s.text) for s in story.account),
        startDate=days[0] if days else None,
        endDate=days[-1] if days else None,
        involved=[_id("actor", story.id, a.id) for a in known if a.kind != "place"],
        location=[one_line(a.name) for a in places],
        addressEntity=[_id("actor", story.id, a.id) for a in places],
        proof=[_id("article", a.id) for a in ordered],
        sourceUrl=[safe_url(a.url) for a in ordered],
        recordId=story.id,
    )


def _mentions(actor: Actor, story: Story, articles: Mapping[str, Article]) -> Iterator[Entity]:
    spans: dict[str, list[str]] = {}
    for span in actor.mentions:
        spans.setdefault(span.article, []).append(one_line(articles[span.article].quote(span)))
    resolved = _id("actor", story.id, actor.id)
    for article, names in spans.items():
        document = _id("article", article)
        if actor.kind != "place":
            yield _entity(
                "Mention",
                ("mention", story.id, actor.id, article),
                document=document,
                resolved=resolved,
                name=names,
                detectedSchema=_SCHEMAS[actor.kind],
            )
        yield _entity(
            "Documentation",
            ("named", story.id, actor.id, article),
            document=document,
            entity=resolved,
            role="mentioned",
            date=_day(articles[article].published_at),
        )


def _notes(story: Story, articles: Mapping[str, Article]) -> Iterator[Entity]:
    for finding in story.findings:
        yield _note(story, ("finding", finding.id), finding.statement, finding.claims, articles, finding.standing)
    for each in story.disagreements:
        sides = "; ".join(quoted(side.value) for side in each.sides)
        claims = [c for side in each.sides for c in side.claims]
        text = f"{about_words(each)}: {sides}. {one_line(each.reason)}"
        yield _note(story, ("disagreement", each.id), text, claims, articles, each.type)


def _note(
    story: Story,
    names: tuple[str, str],
    text: str,
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    keyword: str,
) -> Entity:
    told = list(dict.fromkeys(c.span.article for c in claims))
    return _entity(
        "Note",
        (*names, story.id),
        entity=_id("story", story.id),
        description=one_line(text),
        keywords=[names[0], keyword],
        proof=[_id("article", a) for a in told],
        publisher=[outlet_name(articles[a]) for a in told],
        sourceUrl=[safe_url(articles[a].url) for a in told],
    )


def _link(derivation: Derivation, articles: Mapping[str, Article]) -> Entity:
    agency = derivation.source.startswith(AGENCY)
    name = one_line(derivation.source.removeprefix(AGENCY))
    return _entity(
        "UnknownLink",
        ("derivation", derivation.source, derivation.target, derivation.kind),
        subject=_id("agency", name) if agency else _id("article", derivation.source),
        object=_id("article", derivation.target),
        role=derivation.kind,
        description=one_line(derivation.reason),
        status=None if derivation.directed else "direction unknown",
        date=_day(articles[derivation.target].published_at),
    )


def _day(value: str | None) -> str | None:
    """A day, or a time in UTC without its zone, as FollowTheMoney writes dates."""
    if is_day(value):
        return value
    time = utc_of(value)
    return time.removesuffix("Z") if time else None
