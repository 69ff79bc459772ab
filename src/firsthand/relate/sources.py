"""On how many sources a finding rests: origins, those whom its claims merely relay in their place, and their owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.model import Article, Claim, Derivation, Finding, Origin, Reading, Story
from firsthand.registry import Families
from firsthand.relate.lineage import AGENCY
from firsthand.relate.outlets import outlet_of, same_outlet
from firsthand.relate.relays import STATE_MEDIA, find_relays, printed_names

#: What a claim counts for: an origin by its number, or a publisher that none of the story's articles rests on.
_Source = int | str


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who speaks in a story, by what one looks up."""

    origin_of: Mapping[str, int]  #: by article
    published: Mapping[str, Sequence[str]]  #: articles by short name of their publisher, the earliest first
    credited: Mapping[str, int]  #: origin by the publisher whose text it is said to be
    owners: Sequence[str]  #: of the origins
    families: Families


def count_sources(story: Story, readings: Sequence[Reading], families: Families) -> Story:
    """The story with the owner of each origin, and with each finding's sources and owners counted.

    A claim counts for the origin of its article, and one that its article merely relays for whom it relays. Neither
    count exceeds the number of origins that the finding's claims come from.
    """
    articles = {r.article.id: r.article for r in readings}
    origins = tuple(
        replace(o, owner=_owner(o, articles, story.derivations, families)) for o in story.origins
    )
    voices = _voices(origins, articles, families)
    relayed = _relayed(story, readings)
    findings = [_counted(f, [relayed[_place(c)] for c in f.claims], voices, articles) for f in story.findings]
    return replace(
        story, origins=origins, findings=tuple(sorted(findings, key=lambda f: -f.independent_sources))
    )


def _relayed(story: Story, readings: Sequence[Reading]) -> dict[tuple[str, int, int], str | None]:
    """Whom each claim of the findings relays, by its place."""
    wanted: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in (c for f in story.findings for c in f.claims):
        wanted[claim.span.article].append(claim)
    printed = printed_names([r.article for r in readings])
    return {
        _place(claim): outlet
        for reading in readings
        for claim, outlet in zip(
            wanted[reading.article.id], find_relays(reading, wanted[reading.article.id], printed), strict=True
        )
    }


def _place(claim: Claim) -> tuple[str, int, int]:
    return claim.span.article, claim.span.start, claim.span.end


def _voices(origins: Sequence[Origin], articles: Mapping[str, Article], families: Families) -> _Voices:
    published: defaultdict[str, list[str]] = defaultdict(list)
    for article in sorted(articles.values(), key=lambda a: (a.moment, a.id)):
        if outlet := outlet_of(article.publisher):
            published[outlet].append(article.id)
    return _Voices(
        origin_of={a: n for n, o in enumerate(origins) for a in o.articles},
        published=published,
        credited={o.credited: n for n, o in reversed(list(enumerate(origins))) if o.credited},
        owners=[o.owner or o.articles[0] for o in origins],
        families=families,
    )


def _counted(
    finding: Finding, relays: Sequence[str | None], voices: _Voices, articles: Mapping[str, Article]
) -> Finding:
    """The finding with its counts: what an origin relays counts only where it claims nothing of its own."""
    origins = [voices.origin_of[c.span.article] for c in finding.claims]
    claiming = set(origins)
    own = {
        origin
        for origin, claim, outlet in zip(origins, finding.claims, relays, strict=True)
        if outlet is None and not _in_headline(articles[claim.span.article], claim)
    }
    relaying = [(o, outlet) for o, outlet in zip(origins, relays, strict=True) if outlet is not None and o not in own]
    sources: set[_Source] = {*(claiming - {o for o, _ in relaying})}
    sources |= {_source_of(outlet, claiming, voices) for _, outlet in relaying}
    sources = _one_state(sources)
    count = min(len(sources), len(claiming))
    owners = {_owner_of(s, voices) for s in sources}
    standing = finding.standing
    if standing != "disputed":
        standing = "agreed" if count > 1 else "single-source"
    return replace(
        finding,
        independent_sources=count,
        owners=min(len(owners), count),
        standing=standing,
        relays=tuple(relays),
    )


def _in_headline(article: Article, claim: Claim) -> bool:
    """Headlines leave out whom they have it from, which the text then names."""
    return any(b.role == "headline" and b.span.covers(claim.span) for b in article.blocks)


def _source_of(outlet: str, claiming: set[int], voices: _Voices) -> _Source:
    """The origin that a publisher stands for in the story, of several one that claims the same; else the publisher."""
    held = [voices.origin_of[a] for name, ids in voices.published.items() if same_outlet(name, outlet) for a in ids]
    held += [n for name, n in voices.credited.items() if same_outlet(name, outlet)]
    return next((n for n in held if n in claiming), held[0] if held else outlet)


def _one_state(sources: set[_Source]) -> set[_Source]:
    """Without "state media", where the media of one state are named beside."""
    named = [s for s in sources if isinstance(s, str) and s.endswith(f" {STATE_MEDIA}")]
    return sources - {STATE_MEDIA} if len(named) == 1 else sources


def _owner(
    origin: Origin, articles: Mapping[str, Article], derivations: Sequence[Derivation], families: Families
) -> str | None:
    """Who owns the publisher whose text an origin is; the publisher itself, where nobody is known to own it."""
    if origin.credited:
        held = [a.publisher for a in articles.values() if same_outlet(outlet_of(a.publisher), origin.credited)]
        owner = families.owner_of(held[0] if held else None) or families.owner_of_name(origin.credited)
        return owner or origin.credited
    taken = {d.target for d in derivations if d.source in origin.articles and not d.source.startswith(AGENCY)}
    ordered = sorted(origin.articles, key=lambda a: (a in taken, articles[a].moment, a))
    publisher = articles[ordered[0]].publisher
    return families.owner_of(publisher) or outlet_of(publisher) or (publisher.name if publisher else None)


def _owner_of(source: _Source, voices: _Voices) -> str:
    if isinstance(source, int):
        return voices.owners[source]
    return voices.families.owner_of_name(source) or source
