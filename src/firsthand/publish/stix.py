"""Stories as STIX 2.1: what analysts' desks (OpenCTI, Taranis AI, MISP) take in.

A story is a report; its sources are the report's external references, each with the hash of the text that was read;
publishers and actors are identities, and each disagreement is a note on the report. Places are named in the report's
labels alone, since STIX knows a location only by coordinates, region or country, and those we do not have. Nothing has
a confidence: what is disputed stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from firsthand.model import Actor, Article, Disagreement, Edition, MentionKind, Statement, Story
from firsthand.publish.encoded import json_bytes, utc_text, uuid_of, without_nothing
from firsthand.publish.layout import headline_of
from firsthand.publish.outlets import in_time, outlet_mark
from firsthand.publish.wording import (
    about_words,
    disagreement_words,
    language_tag,
    listed,
    moment,
    one_line,
    outlet_key,
    outlet_name,
    quoted,
    safe_url,
    story_counts,
)

Object = dict[str, object]

#: Time of what does not change from story to story, and of a story without a day.
_ALWAYS = "2026-01-01T00:00:00.000Z"
#: TLP 2.0 as OASIS publishes it for STIX 2.1: `TLP:CLEAR`, with its extension.
_TLP_CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_CLASSES: dict[MentionKind, str] = {"person": "individual", "organization": "organization"}


def stix_bundle(edition: Edition) -> bytes:
    """The stories as one bundle, as JSON. The same story gets the same ids wherever it is written."""
    articles = {r.article.id: r.article for r in edition.readings}
    objects: dict[str, Object] = {}
    for each in (_marking(), _self()):
        objects[str(each["id"])] = each
    for story in edition.stories:
        for each in _story(story, articles):
            objects[str(each["id"])] = each
    name = uuid_of("bundle", *(s.id for s in edition.stories))
    return json_bytes({"type": "bundle", "id": f"bundle--{name}", "objects": list(objects.values())})


def _story(story: Story, articles: Mapping[str, Article]) -> list[Object]:
    ordered = in_time([articles[a] for a in story.articles])
    first = _time(story.first_reported_at) or _ALWAYS
    last = max(_time(story.last_reported_at) or first, first)
    named = [a for a in story.actors if a.kind in _CLASSES]
    people = [*_publishers(ordered), *(_identity(a, story, first, last) for a in named)]
    report = f"report--{uuid_of('stix', 'report', story.id)}"
    notes = [_note(d, story, articles, report, first, last) for d in story.disagreements]
    places = [one_line(a.name) for a in story.actors if a.kind == "place" and one_line(a.name)]
    counts = story_counts(len(ordered), len({outlet_key(a) for a in ordered}), len(story.origins), story.owners)
    numbers = {a.id: n for n, a in enumerate(ordered, 1)}
    account = "\n\n".join(_sentence(s, numbers) for s in story.account)
    languages = {language_tag(a.language) for a in ordered}
    record = without_nothing(
        {
            **_common("report", report, first, last),
            "name": headline_of(story, ordered),
            "description": f"{account}\n\n{counts}." if account else f"{counts}.",
            "report_types": ["observed-data"],
            "published": first,
            "lang": languages.pop() if len(languages) == 1 else None,
            "labels": ["news", *dict.fromkeys(places)],
            "external_references": [_reference(a, n, story) for n, a in enumerate(ordered, 1)],
            "object_refs": list(dict.fromkeys(str(each["id"]) for each in people)) or [str(_self()["id"])],
        }
    )
    return [*people, record, *notes]


def _common(kind: str, id: str, created: str, modified: str) -> Object:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": id,
        "created_by_ref": str(_self()["id"]),
        "created": created,
        "modified": modified,
        "object_marking_refs": [_TLP_CLEAR],
    }


def _marking() -> Object:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _TLP_CLEAR,
        "created": "2022-10-01T00:00:00.000Z",
        "name": "TLP:CLEAR",
        "extensions": {_TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": "clear"}},
    }


def _self() -> Object:
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid_of('stix', 'firsthand')}",
        "created": _ALWAYS,
        "modified": _ALWAYS,
        "name": "firsthand",
        "description": "One sourced account from many overlapping articles: every statement leads to its source.",
        "identity_class": "system",
        "object_marking_refs": [_TLP_CLEAR],
    }


def _publishers(ordered: list[Article]) -> list[Object]:
    """An identity a publisher, the same in every story."""
    names = dict.fromkeys(outlet_name(a) for a in ordered if a.publisher)
    return [
        _common("identity", f"identity--{uuid_of('stix', 'publisher', name)}", _ALWAYS, _ALWAYS)
        | {"name": name, "identity_class": "organization", "labels": ["publisher"]}
        for name in names
    ]


def _identity(actor: Actor, story: Story, first: str, last: str) -> Object:
    """An actor of one story: whether a name means the same in another is for the reader to judge."""
    others = [one_line(a) for a in actor.aliases if a != actor.name]
    return without_nothing(
        _common("identity", f"identity--{uuid_of('stix', 'actor', story.id, actor.id)}", first, last)
        | {
            "name": one_line(actor.name) or actor.id,
            "description": f"Also written {listed(others)}." if others else None,
            "roles": [one_line(r.role) for r in actor.roles],
            "identity_class": _CLASSES[actor.kind],
            "labels": ["actor"],
        }
    )


def _note(
    disagreement: Disagreement, story: Story, articles: Mapping[str, Article], report: str, first: str, last: str
) -> Object:
    """What the sides say and who says it, without a verdict."""
    lines = []
    for side in disagreement.sides:
        told = in_time([articles[a] for a in dict.fromkeys(c.span.article for c in side.claims)])
        lines.append(f"- {quoted(side.value)}: {listed(list(dict.fromkeys(outlet_name(a) for a in told)))}")
    id = f"note--{uuid_of('stix', 'note', story.id, disagreement.id)}"
    return _common("note", id, first, last) | {
        "abstract": f"{about_words(disagreement)} ({disagreement_words(disagreement)})",
        "content": "\n".join([*lines, "", one_line(disagreement.reason)]),
        "labels": ["disagreement", disagreement.type, disagreement.slot],
        "object_refs": [report],
    }


def _sentence(statement: Statement, numbers: Mapping[str, int]) -> str:
    """A sentence with the numbers of its sources among the report's references."""
    backing = dict.fromkeys(numbers[c.span.article] for c in statement.citations if c.role != "disputing")
    against = dict.fromkeys(numbers[c.span.article] for c in statement.citations if c.role == "disputing")
    marks = "".join(f"[{n}]" for n in backing)
    disputed = f" (disputed by {''.join(f'[{n}]' for n in against)})" if against else ""
    return f"{one_line(statement.text)} {marks}{disputed}"


def _reference(article: Article, number: int, story: Story) -> Object:
    """One source. `external_id` is the number that the report's text names it by."""
    url = safe_url(article.url)
    told = f"{one_line(article.headline or '')} ({outlet_mark(story, article).mark})".strip()
    reference: Object = {"source_name": outlet_name(article), "description": told, "external_id": str(number)}
    return reference | ({"url": url, "hashes": {"SHA-256": article.capture}} if url else {})


def _time(value: str | None) -> str | None:
    """A day or time as STIX has them, to the thousandth of a second."""
    time: datetime | None = moment(value)
    return utc_text(time).replace("Z", ".000Z") if time else None
