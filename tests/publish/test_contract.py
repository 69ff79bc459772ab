"""The schemas are themselves valid, whole, and hold what they promise."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from firsthand.model import Link
from firsthand.publish.contract import Output, schema, schema_text
from firsthand.publish.records import edition_record, reading_record
from tests.publish.edition import make_edition

#: What the contract names for an article and for a story: may be added to, never taken from.
ARTICLE = (
    "id url publisher headline byline language published_at published_basis section access text blocks links "
    "posts credits sentences mentions quotations times"
).split()
STORY = (
    "id headline first_reported_at last_reported_at articles origins derivations actors findings disagreements "
    "timeline quotations account"
).split()


@pytest.mark.parametrize("of", ["read", "account", "compare"])
def test_a_schema_is_valid_and_whole_in_itself(of: Output) -> None:
    found = schema(of)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(schema_text(of)) == found
    for reference in _references(found):
        assert reference.removeprefix("#/$defs/") in found["$defs"]


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [v for k, v in node.items() if k == "$ref"]
        return own + [r for v in node.values() for r in _references(v)]
    return [r for v in node for r in _references(v)] if isinstance(node, list) else []


def test_an_edition_holds_to_it() -> None:
    record = edition_record(make_edition())
    Draft202012Validator(schema("account")).validate(record)
    for article in record["articles"]:
        Draft202012Validator(schema("read")).validate(article)


def test_an_article_that_links_elsewhere_holds_to_every_schema() -> None:
    reading = make_edition().readings[0]
    links = (Link(reading.article.span(0, 4), "https://courier.example/report"),)
    linked = replace(reading, article=replace(reading.article, links=links))
    Draft202012Validator(schema("read")).validate(reading_record(linked))
    Draft202012Validator(schema("account")).validate({"articles": [reading_record(linked)], "stories": []})


def _without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k != field}


@pytest.mark.parametrize("field", ARTICLE)
def test_an_article_without_a_field_of_the_contract_does_not(field: str) -> None:
    article = reading_record(make_edition().readings[0])
    with pytest.raises(ValidationError):
        Draft202012Validator(schema("read")).validate(_without(article, field))


@pytest.mark.parametrize("field", STORY)
def test_a_story_without_a_field_of_the_contract_does_not(field: str) -> None:
    record = edition_record(make_edition())
    record["stories"][0] = _without(record["stories"][0], field)
    with pytest.raises(ValidationError):
        Draft202012Validator(schema("account")).validate(record)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("articles", 0, "published_basis"), "guessed"),
        (("articles", 0, "blocks", 0, "role"), "advert"),
        (("stories", 0, "findings", 0, "standing"), "true"),
        (("stories", 0, "findings", 0, "independent_sources"), 0),
        (("stories", 0, "account", 0, "citations"), []),
        (("stories", 0, "account", 0, "citations", 0, "role"), "decorative"),
        (("stories", 0, "origins", 0, "articles"), []),
    ],
)
def test_a_value_that_the_contract_does_not_know_does_not(path: tuple[str | int, ...], value: object) -> None:
    record: Any = edition_record(make_edition())
    node = record
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(schema("account")).validate(record)
