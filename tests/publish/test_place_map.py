"""The places of a story: counted, located as surely as their names allow, told in words."""

from __future__ import annotations

import json

from firsthand.model import Actor, Article, Claim, Finding, Story
from firsthand.publish.place_map import place_map
from tests.factory import make_article

TEXT = "The ferry left Lisbon and sank off Halven. Birmingham mourns. Portugal mourns."
OUTLETS = ("Vellmark Courier", "Dunmar Post", "Lissel Gazette", "Radio Sile")


def telling(*names: str, happens: dict[str, int] | None = None, aliases: tuple[str, ...] = ()) -> tuple[
    Story, dict[str, Article]
]:
    """A story of four articles that name places, and findings that happen at some."""
    articles = {f"a{n}": make_article(TEXT, f"a{n}", publisher=p) for n, p in enumerate(OUTLETS)}
    actors = tuple(
        Actor(f"id-{name}", name, "place", (name, *aliases), tuple(a.span(0, 3) for a in [*articles.values()][n:]))
        for n, name in enumerate(names)
    )
    span = articles["a0"].span(0, 40)
    findings = tuple(
        Finding(f"{place}{n}", "It sank.", "single-source", 1, (told(span, place),))
        for place, count in (happens or {}).items()
        for n in range(count)
    )
    person = Actor("p", "Jonna Tiel", "person", ("Jonna Tiel",), (span,))
    return Story("s", tuple(articles), actors=(*actors, person), findings=findings), articles


def told(span: object, place: str) -> Claim:
    return Claim(span, span, None, False, "stated", "sink", None, None, None, place=place, places=(place,))  # type: ignore[arg-type]


def test_places_stand_by_what_happens_there_and_who_names_them() -> None:
    shown = place_map(*telling("Portugal", "Lisbon", "Halven", happens={"Halven": 2, "Lisbon": 1, "the quay": 4}))
    assert [(p.name, p.findings, len(p.articles)) for p in shown.places] == [
        ("Halven", 2, 2),
        ("Lisbon", 1, 3),
        ("Portugal", 0, 4),
    ]
    assert "Jonna Tiel" not in str(shown.record())


def test_each_place_says_how_surely_it_is_known() -> None:
    places = {p.name: p for p in place_map(*telling("Portugal", "Lisbon", "Halven", "Birmingham")).places}
    assert (places["Lisbon"].exact, places["Lisbon"].drawn) == (True, True)
    assert (places["Portugal"].exact, places["Portugal"].drawn) == (False, True)
    assert (places["Halven"].latitude, places["Halven"].precision) == (None, "not in the gazetteer: not drawn")
    assert places["Birmingham"].precision == "3 places have this name: not drawn"
    assert not places["Birmingham"].drawn


def test_a_country_that_the_story_names_tells_places_of_one_name_apart() -> None:
    places = {p.name: p for p in place_map(*telling("Birmingham", "Britain")).places}
    assert places["Birmingham"].drawn


def test_another_spelling_of_the_place_is_tried_too() -> None:
    place = place_map(*telling("Lissabon-am-Meer", aliases=("Lisbon",))).places[0]
    assert place.name == "Lissabon-am-Meer"
    assert place.exact


def test_sentences_say_all_that_the_picture_shows() -> None:
    shown = place_map(*telling("Lisbon", "Portugal", "Halven", happens={"Lisbon": 2}))
    assert shown.sentence == (
        "3 places are named, 2 drawn, 1 of them as a ring, since only the country or the region is known. "
        "Most happens in Lisbon: 2 findings."
    )
    assert shown.places[0].sentence == (
        "Lisbon: 2 findings, named in 4 articles by Vellmark Courier, Dunmar Post and 2 more; "
        "city, or the region of that name around it: drawn at the city."
    )
    assert place_map(*telling("Halven")).sentence.startswith("1 place is named; none is drawn")
    assert place_map(*telling("Lisbon")).sentence == "1 place is named, all drawn."
    assert place_map(*telling()).sentence == "No article names a place."


def test_the_record_is_json_and_hostile_names_are_one_harmless_line() -> None:
    shown = place_map(*telling("Evil\u202e\nplace"))
    record = json.loads(json.dumps(shown.record()))
    assert record["places"][0]["name"] == "Evil place"
    assert record["places"][0]["latitude"] is None
