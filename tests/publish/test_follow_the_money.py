from __future__ import annotations

import json
from typing import Any

import pytest
from followthemoney import model

from firsthand.publish.follow_the_money import ftm_lines
from tests.publish.edition import make_edition
from tests.publish.evidence import rich_edition


def entities() -> list[Any]:
    return [json.loads(line) for line in ftm_lines(rich_edition()).splitlines()]


def of(schema: str) -> list[Any]:
    return [e["properties"] for e in entities() if e["schema"] == schema]


def test_followthemoney_takes_every_entity_and_drops_nothing() -> None:
    found = entities()
    assert len(found) > 40
    for entity in found:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        kept = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        assert {k: sorted(v) for k, v in kept.items()} == {k: sorted(v) for k, v in entity["properties"].items()}


def test_every_entity_that_is_pointed_at_is_there_and_of_the_right_kind() -> None:
    kinds = {e["id"]: model.get(e["schema"]) for e in entities()}
    assert len(kinds) == len(entities())
    for entity in entities():
        proxy = model.get_proxy(entity, cleaned=False)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert prop.range is not None
                kind = kinds[value]
                assert kind is not None and kind.is_a(prop.range), (entity["schema"], prop.name)


def test_an_article_is_found_again_by_its_address_and_its_hash() -> None:
    (agency,) = (a for a in of("Article") if a.get("publisher") == ["VPA"])
    assert agency["sourceUrl"] == ["https://vpa.example/orrin-bridge"]
    assert agency["publishedAt"] == ["2026-03-13T20:40:00"]
    assert agency["language"] == ["eng"]
    assert rich_edition().readings[0].article.capture in agency["notes"][0]
    assert "bodyText" not in agency


def test_actors_are_tied_to_the_articles_that_name_them() -> None:
    people = {p["name"][0]: p for p in of("Person")}
    assert people["Hanna Oldecott"]["position"] == ["transport minister"]
    assert people["Hanna Oldecott"]["alias"] == ["Ms Oldecott"]
    assert [a["full"] for a in of("Address")] == [["Orrin bridge"]]
    named = sorted(m["name"][0] for m in of("Mention"))
    assert named == ["Edda Lorne", "Hanna Oldecott", "Hanna Oldecott", "Ms Oldecott"]
    roles = [d["role"][0] for d in of("Documentation")]
    assert roles.count("mentioned") == 5 and roles.count("copy") == 1


def test_the_story_is_an_event_with_its_findings_and_disagreements() -> None:
    bridge, ferry = of("Event")
    assert bridge["recordId"] == ["s-orrin"] and ferry["recordId"] == ["s-ferry"]
    assert (bridge["startDate"], bridge["endDate"]) == (["2026-03-12"], ["2026-03-13"])
    assert len(bridge["proof"]) == 7 and len(bridge["involved"]) == 2
    kinds = [n["keywords"] for n in of("Note")]
    assert sum("finding" in k for k in kinds) == 11 and sum("disagreement" in k for k in kinds) == 4
    assert ["disagreement", "conflict"] in [sorted(k, reverse=True) for k in kinds]


def test_who_took_from_whom_is_a_link() -> None:
    links = of("UnknownLink")
    assert [link["role"] for link in links] == [["reprint"], ["rewrite"], ["quotes"], ["credit"]]
    (agency,) = of("Organization")
    assert agency["name"] == ["Sile Wire"]


@pytest.mark.parametrize("kind", ["one", "empty"])
def test_each_line_is_an_entity(kind: Any) -> None:  # noqa: ANN401
    assert all(json.loads(line)["schema"] for line in ftm_lines(make_edition(kind)).splitlines())
    assert ftm_lines(rich_edition()) == ftm_lines(rich_edition())
