"""What every account keeps, whatever the input: editions of invented articles, composed at random, held to it.

The promises are those of the public contract, written here a second time on purpose: what checks must not be what is
checked.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from firsthand.pipeline import account
from firsthand.publish.contract import schema
from firsthand.publish.records import edition_record
from tests.command import write_records

Record = dict[str, Any]

PEOPLE = ["Tessa Brandt", "Karel Dovan", "Ilse Marr", "Tomas Wirth"]
PLACES = ["Halven", "Marr", "Orlen"]
COUNTS = ["nine", "12", "about 40", "at least 1,250", "dozens of", "two hundred and fifty", "3.5 million"]
DAYS = ["Monday", "Sunday", "on 9 March 2026", "last week"]
WORDS = [
    "We will rebuild the bridge before the winter comes",
    "Nobody of the 14 engineers warned us in time",
    "The council knew nothing of the cracks in the pillars",
]
PUBLISHERS = ["Halven Post", "Channel 4", "The “Real” Gazette", "24 Hours", "orlen-echo.example", None]
TEMPLATES = [
    "The bridge in {place} collapsed {day}, killing {count} people.",
    "{count} people died when the bridge in {place} fell {day}, {person} said.",
    "“{words},” {person} told reporters.",
    "“{words}. {words},” said {person}, 45, in {place}.",
    "{person} promised that “{words}” and left {place} {day}.",
    "{person} denied that {other} had ignored the warnings about the bridge.",
    "{other} ignored the warnings about the bridge, {person} said.",
    "However, police in {place} arrested {person} {day} at 10.30 a.m.",
    "He did not resign, and {count} soldiers searched the river near {place}, which had risen by 2.5 metres.",
    'The so-called "bridge of {place}" (built in 1931) carried {count} cars a day, {person} wrote, "and {words}".',
    "“{words}, {person} said without closing the quotation.",
    "Was it true that {count} people of {place} knew?",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEMPLATES)).format(
        place=draw(st.sampled_from(PLACES)),
        day=draw(st.sampled_from(DAYS)),
        count=draw(st.sampled_from(COUNTS)),
        person=draw(st.sampled_from(PEOPLE)),
        other=draw(st.sampled_from(PEOPLE)),
        words=draw(st.sampled_from(WORDS)),
    )
    return text[0].upper() + text[1:]


@st.composite
def articles(draw: st.DrawFn) -> Record:
    record: Record = {"text": "\n\n".join(draw(st.lists(sentences(), min_size=1, max_size=5)))}
    publisher = draw(st.sampled_from(PUBLISHERS))
    published = draw(st.sampled_from(["2026-03-09T08:00:00Z", "2026-03-10", "2026-03-10T20:00:00+02:00", None]))
    if publisher:
        record["publisher"] = publisher
    if published:
        record["published"] = published
    if draw(st.booleans()):
        record["title"] = "Bridge falls in Halven"
    return record


@st.composite
def editions(draw: st.DrawFn) -> list[Record]:
    """Articles of one happening or several, some of them copies of others under another name."""
    found = draw(st.lists(articles(), min_size=1, max_size=5))
    for reprinted in draw(st.lists(st.sampled_from(found), max_size=2)):
        found.append(reprinted | {"publisher": "Marr Reprint", "text": reprinted["text"] + "\n\nMore to follow."})
    if draw(st.booleans()):
        found.append(dict(found[0]))
    return found


def told(records: list[Record], workers: int = 1) -> Record:
    with TemporaryDirectory() as folder:
        edition = account([write_records(Path(folder, "articles.jsonl"), records)], workers=workers)
    record = edition_record(edition)
    for article in record["articles"]:
        article["source"] = ""  # the one thing that tells where the input lay
    return record


def plain(text: str) -> str:
    """Without the differences of typography, and the stop at an end."""
    return " ".join(text.translate(str.maketrans("“”‘’–—", "\"\"''--")).split()).strip(" ,.")


def hold(edition: Record) -> None:
    """The promises of the contract, one by one."""
    Draft202012Validator(schema("account")).validate(edition)
    text = {a["id"]: a["text"] for a in edition["articles"]}
    assert len(text) == len(edition["articles"])
    assert sorted(a for s in edition["stories"] for a in s["articles"]) == sorted(text)
    for story in edition["stories"]:
        home = {a: n for n, origin in enumerate(story["origins"]) for a in origin["articles"]}
        assert sorted(a for o in story["origins"] for a in o["articles"]) == sorted(story["articles"])
        findings = {f["id"]: f for f in story["findings"]}
        assert len(findings) == len(story["findings"])
        for finding in findings.values():
            claiming = {home[c["article"]] for c in finding["claims"]}
            assert 1 <= finding["independent_sources"] <= len(claiming) <= len(story["origins"])
            assert finding["standing"] != "agreed" or len(claiming) > 1
        for disagreement in story["disagreements"]:
            assert len(disagreement["sides"]) > 1
            assert set(disagreement["findings"]) <= set(findings)
        assert {t["finding"] for t in story["timeline"]} <= set(findings)
        for sentence in story["account"]:
            hold_sentence(sentence, text)
            assert sentence["finding"] in findings


def hold_sentence(sentence: Record, text: dict[str, str]) -> None:
    """Cited, to the letter, with every figure and every quoted word in a cited passage."""
    cited = sentence["citations"]
    assert any(c["role"] != "disputing" for c in cited)
    for c in cited:
        whole = text[c["article"]]
        assert whole[c["start"] : c["end"]] == c["exact"] != ""
        assert whole[: c["start"]].endswith(c["prefix"])
        assert whole[c["end"] :].startswith(c["suffix"])
    backing = " ".join(c["exact"] for c in cited)
    for figure in re.findall(r"\d[\d.,]*\d|\d", sentence["text"]):
        assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", backing), (figure, sentence["text"])
    for quoted in re.findall(r"[“\"]([^”\"]+)[”\"]", sentence["text"]):
        assert plain(quoted) in plain(backing), (quoted, sentence["text"])


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(editions())
def test_the_promises_hold(records: list[Record]) -> None:
    hold(told(records))


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(editions(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(records: list[Record], random: Any) -> None:  # noqa: ANN401
    # An article without a publisher is named by its file and line, and its line is what changes here.
    named = [{"publisher": "Vellmark Courier"} | r | {"id": f"n{i}"} for i, r in enumerate(records)]
    shuffled = list(named)
    random.shuffle(shuffled)
    assert json.dumps(told(named)) == json.dumps(told(shuffled)) == json.dumps(told(named[::-1]))


def invented(count: int) -> list[Record]:
    """As many articles of two happenings, no two alike."""
    return [
        {
            "id": f"n{i:02}",
            "publisher": f"Outlet {'ABCDEFGHIJKLMNOP'[i]}",
            "published": f"2026-03-{10 + i % 3}",
            "text": "\n\n".join(
                TEMPLATES[(i + k) % 8].format(
                    place=PLACES[i % 2], day=DAYS[k % 4], count=COUNTS[(i + k) % 7], person=PEOPLE[(i + k) % 4],
                    other=PEOPLE[k % 4], words=WORDS[i % 3],
                )
                for k in range(3)
            ),
        }
        for i in range(count)
    ]


def test_the_number_of_processes_does_not_matter() -> None:
    records = invented(14)
    one, two = told(records, workers=1), told(records[::-1], workers=2)
    assert json.dumps(one) == json.dumps(two)
    assert len(one["articles"]) == 14
    hold(one)


def test_these_editions_are_worth_holding_to_it() -> None:
    """Guards the properties above against an account that keeps its promises by saying nothing."""
    edition = told(invented(14))
    sentences = [s for story in edition["stories"] for s in story["account"]]
    assert len(sentences) >= 6
    assert any(re.search(r"\d", s["text"]) for s in sentences)
    assert any("“" in s["text"] for s in sentences)
    assert any(len(s["citations"]) > 1 for s in sentences)
    assert any(s["section"] == "disputed" for s in sentences)
