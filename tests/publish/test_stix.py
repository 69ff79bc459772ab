from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import stix2

from firsthand.publish.stix import stix_bundle
from tests.publish.edition import make_edition
from tests.publish.evidence import rich_edition


def objects(edition: Any = None) -> dict[str, list[dict[str, Any]]]:  # noqa: ANN401
    found: dict[str, list[dict[str, Any]]] = {}
    for each in json.loads(stix_bundle(edition or rich_edition()))["objects"]:
        found.setdefault(each["type"], []).append(each)
    return found


def test_stix2_takes_the_bundle_without_a_custom_word() -> None:
    bundle = stix2.parse(stix_bundle(rich_edition()).decode(), allow_custom=False)
    assert len(bundle.objects) == len({o["id"] for o in bundle.objects})
    for kind in ("one", "empty"):
        stix2.parse(stix_bundle(make_edition(kind)).decode(), allow_custom=False)


def test_a_story_is_a_report_with_every_source() -> None:
    bridge, ferry = objects()["report"]
    assert bridge["name"] == "Orrin bridge falls at Dunmar; reports differ on the toll"
    assert (bridge["published"], bridge["modified"]) == ("2026-03-13T20:40:00.000Z", "2026-03-15T17:00:00.000Z")
    references = bridge["external_references"]
    assert len(references) == 7
    by_name = {r["source_name"]: r for r in references}
    capture = next(r.article.capture for r in rich_edition().readings if r.article.id == "a-agency")
    assert by_name["VPA"]["url"] == "https://vpa.example/orrin-bridge"
    assert by_name["VPA"]["hashes"] == {"SHA-256": capture}
    assert by_name["Dunmar Post"]["description"] == "Bridge disaster: nine dead in Dunmar (copy)"
    assert "url" not in by_name["<i>The Evil</i> Mirror"]
    assert bridge["labels"] == ["news", "Orrin bridge"]
    assert ferry["external_references"][0]["source_name"] == "h-ferry.txt"


def test_a_sentence_names_its_sources_by_their_numbers() -> None:
    report = objects()["report"][0]
    numbers = {r["source_name"]: r["external_id"] for r in report["external_references"]}
    sentence = report["description"].split("\n\n")[0]
    assert sentence.startswith("Nine people were killed")
    assert f"[{numbers['VPA']}]" in sentence and f"[{numbers['Dunmar Post']}]" in sentence
    assert sentence.split("(disputed by ")[1].count("[") == 3
    assert "at most 4 independent origins" in report["description"]


def test_people_bodies_and_publishers_are_identities() -> None:
    identities = {i["name"]: i for i in objects()["identity"]}
    assert identities["Hanna Oldecott"]["identity_class"] == "individual"
    assert identities["Hanna Oldecott"]["roles"] == ["transport minister"]
    assert "Ms Oldecott" in identities["Hanna Oldecott"]["description"]
    assert identities["VPA"]["identity_class"] == "organization"
    assert identities["firsthand"]["identity_class"] == "system"
    assert "Orrin bridge" not in identities


def test_a_disagreement_is_a_note_without_a_verdict() -> None:
    found = objects()
    notes = found["note"]
    assert len(notes) == 4
    assert notes[0]["object_refs"] == [found["report"][0]["id"]]
    assert "“Nine people”" in notes[0]["content"] and "- “Twelve people”: Vellmark Courier" in notes[0]["content"]
    assert not any("confidence" in o for each in found.values() for o in each)


def test_everything_that_is_pointed_at_is_there_and_marked_clear() -> None:
    found = [o for each in objects().values() for o in each]
    ids = {o["id"] for o in found}
    (clear,) = (o["id"] for o in found if o.get("name") == "TLP:CLEAR")
    for each in found:
        assert set(each.get("object_refs", ())) <= ids
        if each["type"] != "marking-definition":
            assert each["object_marking_refs"] == [clear]
        if each["type"] in ("report", "note"):
            assert each["created_by_ref"] in ids


def test_the_same_story_has_the_same_ids_and_a_changed_one_a_later_time() -> None:
    assert stix_bundle(rich_edition()) == stix_bundle(rich_edition())
    edition = rich_edition()
    later = replace(edition.stories[0], last_reported_at="2026-03-16T08:00:00Z")
    (before, *_), (after, *_) = objects()["report"], objects(replace(edition, stories=(later,)))["report"]
    assert before["id"] == after["id"] and before["modified"] < after["modified"]


def test_a_story_without_a_day_is_a_report_all_the_same() -> None:
    edition = rich_edition()
    undated = replace(edition.stories[0], first_reported_at=None, last_reported_at=None)
    stix2.parse(stix_bundle(replace(edition, stories=(undated,))).decode(), allow_custom=False)
