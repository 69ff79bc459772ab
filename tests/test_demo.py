"""The demo from its files to its account, held to the list of what was planted in it (demo/expected.json)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from firsthand.model import Claim, Disagreement, Edition, Quotation, Reading, Story
from firsthand.pipeline import account

DEMO = Path(__file__).parent.parent / "demo"
EXPECTED: dict[str, Any] = json.loads((DEMO / "expected.json").read_text("utf-8"))
PLANTED: list[dict[str, Any]] = EXPECTED["planted"]


def planted(*kinds: str) -> list[Any]:
    found = [p for p in PLANTED if p["kind"] in kinds]
    assert found, f"nothing of {kinds} is planted"
    return [
        pytest.param(p, id=f"{p['kind']}: {p.get('about') or p.get('content') or p.get('why')}"[:60]) for p in found
    ]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return account([DEMO / "articles"], workers=1)


@pytest.fixture(scope="module")
def story(edition: Edition) -> Story:
    assert len(edition.stories) == EXPECTED["stories"]
    return edition.stories[0]


@pytest.fixture(scope="module")
def by_file(edition: Edition) -> dict[str, Reading]:
    return {Path(r.article.source).name: r for r in edition.readings}


def test_all_nine_pieces_are_read_and_make_one_story(edition: Edition, story: Story) -> None:
    assert not edition.failures
    assert {Path(r.article.source).name for r in edition.readings} == set(EXPECTED["articles"])
    assert len(story.articles) == 9


@pytest.mark.parametrize("file", sorted(EXPECTED["articles"]))
def test_what_a_piece_says_of_itself(by_file: dict[str, Reading], file: str) -> None:
    article, wanted = by_file[file].article, EXPECTED["articles"][file]
    assert article.publisher is not None
    assert article.publisher.name == wanted["publisher"]
    assert article.headline == wanted["headline"]
    if wanted["published"]:
        assert (article.published_at or "")[:10] == wanted["published"]
    assert article.published_basis in wanted["basis"]
    if wanted["byline"] is not None:
        assert list(article.byline) == wanted["byline"]
    if wanted["credits"] is not None:
        assert len(article.credits) == len(wanted["credits"])
        assert all(c in names for c, names in zip(article.credits, wanted["credits"], strict=True))


@pytest.mark.parametrize("file", sorted(EXPECTED["furniture"]))
def test_furniture_is_not_told(by_file: dict[str, Reading], file: str) -> None:
    article = by_file[file].article
    told = " ".join(article.quote(b.span) for b in article.blocks if b.role in ("headline", "subheading", "body"))
    assert [line for line in EXPECTED["furniture"][file] if line in told] == []


def test_who_rests_on_whose_text(story: Story, by_file: dict[str, Reading]) -> None:
    file_of = {r.article.id: f for f, r in by_file.items()}
    found = sorted(sorted(file_of[a] for a in o.articles) for o in story.origins)
    assert found == sorted(sorted(o) for o in EXPECTED["origins"])


@pytest.mark.parametrize("wanted", EXPECTED["derivations"], ids=lambda d: f"{d['from']} to {d['to']}")
def test_a_derivation_has_its_kind_and_direction(
    story: Story, by_file: dict[str, Reading], wanted: dict[str, Any]
) -> None:
    source, target = by_file[wanted["from"]].article.id, by_file[wanted["to"]].article.id
    kinds = {d.kind for d in story.derivations if (d.source, d.target) == (source, target)}
    assert kinds & set(wanted["kinds"])


@pytest.mark.parametrize("plant", planted("two spellings of a name"))
def test_two_spellings_are_one_actor(story: Story, by_file: dict[str, Reading], plant: dict[str, Any]) -> None:
    actors = [a for a in story.actors if {*a.aliases, a.name} >= set(plant["spellings"])]
    assert len(actors) == 1
    assert actors[0].kind == plant["actor"]
    seen = {m.article for m in actors[0].mentions}
    assert seen >= {by_file[f].article.id for files in plant["spellings"].values() for f in files}


@pytest.mark.parametrize("plant", planted("disagreement"))
def test_a_disagreement_is_raised_with_its_sides(
    story: Story, by_file: dict[str, Reading], plant: dict[str, Any]
) -> None:
    met = [
        d
        for d in story.disagreements
        if d.slot == plant["slot"] and d.type in plant["types"] and sides(d, plant, by_file)
    ]
    assert met, [(d.slot, d.type, [s.value for s in d.sides]) for d in story.disagreements]


def sides(disagreement: Disagreement, plant: dict[str, Any], by_file: dict[str, Reading]) -> bool:
    """Whether two sides of the disagreement each hold a passage of another planted side."""
    held = [
        {
            n
            for n, wanted in enumerate(plant["sides"])
            if any(in_passage(c, wanted["passages"], by_file) for c in s.claims)
        }
        for s in disagreement.sides
    ]
    return any(a != b for a in held for b in held if a and b)


def in_passage(claim: Claim, passages: dict[str, str], by_file: dict[str, Reading]) -> bool:
    for file, words in passages.items():
        article = by_file[file].article
        at = article.text.find(words)
        assert at >= 0, f"{file} does not hold {words!r}"
        if claim.span.article == article.id and claim.span.start < at + len(words) and at < claim.span.end:
            return True
    return False


@pytest.mark.parametrize("plant", planted("no disagreement"))
def test_what_agrees_is_not_raised(story: Story, by_file: dict[str, Reading], plant: dict[str, Any]) -> None:
    for disagreement in story.disagreements:
        if disagreement.slot == "number" and disagreement.type != "update":
            touched = [[in_passage(c, plant["passages"], by_file) for c in s.claims] for s in disagreement.sides]
            assert sum(any(side) for side in touched) < 2, disagreement.reason


def quotation(reading: Reading, content: list[str]) -> Quotation | None:
    for found in reading.annotations.quotations:
        words = [reading.article.quote(s) for s in found.content]
        if all(any(plain(w) == plain(c) for w in words) for c in content):
            return found
    return None


def plain(words: str) -> str:
    return " ".join(words.split()).strip(' ,.“”"')


@pytest.mark.parametrize(
    "plant",
    planted(
        "quotation over two paragraphs",
        "pronoun speaker",
        "surname speaker",
        "split quotation",
        "cue before a colon",
        "straight marks",
        "indirect speech",
    ),
)
def test_a_quotation_has_its_words_and_its_speaker(by_file: dict[str, Reading], plant: dict[str, Any]) -> None:
    reading = by_file[plant["file"]]
    found = quotation(reading, plant["content"])
    assert found is not None, [[reading.article.quote(s) for s in q.content] for q in reading.annotations.quotations]
    said = (found.speaker or "").removeprefix("a ")
    assert said == plant["speaker"].removeprefix("a ")


@pytest.mark.parametrize("plant", planted("scare quotes"))
def test_scare_quotes_are_nobodys_words(by_file: dict[str, Reading], plant: dict[str, Any]) -> None:
    found = quotation(by_file[plant["file"]], plant["content"])
    assert found is None or found.speaker is None


@pytest.mark.parametrize("plant", planted("the first to publish a quotation"))
def test_a_shared_quotation_is_one_row(story: Story, by_file: dict[str, Reading], plant: dict[str, Any]) -> None:
    rows = [q for q in story.quotations if plain(plant["content"]) in plain(q.text)]
    assert len(rows) == 1
    assert rows[0].speaker == plant["speaker"]
    assert set(rows[0].articles) == {by_file[f].article.id for f in plant["files"]}
    assert rows[0].first == by_file[plant["first"]].article.id


@pytest.mark.parametrize("wanted", EXPECTED["times"], ids=lambda t: f"{t['file']}: {t['words']}")
def test_a_time_has_its_value(by_file: dict[str, Reading], wanted: dict[str, Any]) -> None:
    reading = by_file[wanted["file"]]
    at = reading.article.text.index(wanted["words"])
    near = [t for t in reading.annotations.times if at - 4 <= t.span.start < at + len(wanted["words"])]
    assert any(t.value.startswith(wanted["value"]) for t in near), [
        (t.value, reading.article.quote(t.span)) for t in near
    ]


@pytest.mark.parametrize("wanted", EXPECTED["timeline"], ids=lambda t: t["day"])
def test_the_timeline_tells_the_day(story: Story, by_file: dict[str, Reading], wanted: dict[str, Any]) -> None:
    text = {r.article.id: r.article for r in by_file.values()}
    findings = {f.id: f for f in story.findings}
    told = [
        " ".join(text[c.span.article].quote(c.sentence).split())
        for entry in story.timeline
        if entry.when.startswith(wanted["day"])
        for c in findings[entry.finding].claims
    ]
    assert any(wanted["words"] in sentence for sentence in told), told


def test_the_account_tells_the_happening_and_every_dispute(story: Story) -> None:
    lead = [s for s in story.account if s.section != "disputed"]
    assert 6 <= len(lead) <= 12
    together = " ".join(s.text for s in lead)
    assert "Karrow Dam" in together
    assert "dead" in together or "killed" in together or "died" in together
    disputed = " ".join(s.text for s in story.account if s.section == "disputed")
    assert "Twelve people were dead" in disputed
    assert "late on Friday" in disputed
    assert "siren" in disputed
