"""The places of a story: what happens there, who says so, and where on the map they are, as surely as names allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from firsthand.model import Article, Story
from firsthand.publish.outlets import in_time
from firsthand.publish.wording import counted, listed, one_line, outlet_name
from firsthand.registry.gazetteer import Located, country_codes, locate

#: Outlets named in a place's sentence; the table has them all.
NAMED = 3


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place of a story, drawn or not."""

    name: str
    findings: int  #: that are said to happen there
    articles: tuple[str, ...]  #: that name it, in order of report
    precision: str  #: how sure its point is, or why it has none
    exact: bool  #: a city; False for a country or a region, which is drawn as a ring
    latitude: float | None
    longitude: float | None
    sentence: str

    @property
    def drawn(self) -> bool:
        """Whether it has a point."""
        return self.latitude is not None


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The places that most happens at first, and how many of them are drawn."""

    places: tuple[MapPlace, ...]
    sentence: str

    def record(self) -> dict[str, object]:
        """The same as JSON objects and lists."""
        return asdict(self)


def place_map(story: Story, articles: Mapping[str, Article]) -> PlaceMap:
    """The named places of a story. Places without a name ("the bridge") are on no map and left out."""
    actors = {a.id: a for a in story.actors if a.kind == "place"}
    by_name = story.actor_of()
    findings: dict[str, set[str]] = defaultdict(set)
    for finding in story.findings:
        for claim in finding.claims:
            for name in {*claim.places, *filter(None, [claim.place])}:
                findings[by_name.get(name, "")].add(finding.id)
    countries = country_codes([name for a in actors.values() for name in (a.name, *a.aliases)])
    places = []
    for actor in actors.values():
        held = {m.article for m in actor.mentions}
        ordered = tuple(a.id for a in in_time([articles[a] for a in held]))
        located = _locate((actor.name, *actor.aliases), countries)
        places.append(_place(actor.name, len(findings[actor.id]), ordered, located, articles))
    places.sort(key=lambda p: (-p.findings, -len(p.articles), p.name))
    return PlaceMap(tuple(places), _sentence(places))


def _locate(names: tuple[str, ...], countries: Collection[str]) -> Located:
    """Where the first of a place's names lies that is known; else why its own name is not drawn."""
    found = [locate(name, countries) for name in dict.fromkeys(names)]
    return next((f for f in found if f.place is not None), found[0])


def _place(
    name: str, findings: int, held: tuple[str, ...], located: Located, articles: Mapping[str, Article]
) -> MapPlace:
    place = located.place
    outlets = list(dict.fromkeys(outlet_name(articles[a]) for a in held))
    shown = outlets if len(outlets) <= NAMED else [*outlets[: NAMED - 1], f"{len(outlets) - NAMED + 1} more"]
    told = f"{counted(findings, 'finding')}, named in {counted(len(held), 'article')} by {listed(shown)}"
    return MapPlace(
        name=one_line(name),
        findings=findings,
        articles=held,
        precision=located.precision,
        exact=located.exact,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        sentence=f"{one_line(name)}: {told}; {located.precision}.",
    )


def _sentence(places: list[MapPlace]) -> str:
    if not places:
        return "No article names a place."
    drawn = [p for p in places if p.drawn]
    rings = sum(not p.exact for p in drawn)
    told = f"{counted(len(places), 'place')} {'is' if len(places) == 1 else 'are'} named".capitalize()
    if not drawn:
        return f"{told}; none is drawn, since no place is known by the name, or several are."
    parts = [told, "all drawn" if len(drawn) == len(places) else f"{len(drawn)} drawn"]
    if rings:
        parts.append(f"{rings} of them as a ring, since only the country or the region is known")
    most = places[0]
    happens = f" Most happens in {most.name}: {counted(most.findings, 'finding')}." if most.findings else ""
    return f"{', '.join(parts)}.{happens}"
