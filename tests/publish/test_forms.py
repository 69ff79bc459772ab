from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import get_args

import pytest
import stix2
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from firsthand.cli.options import Written
from firsthand.model import Edition, Publisher
from firsthand.publish.evidence_tables import TABLES
from firsthand.publish.forms import FORMS, Evidence, form_of_file
from firsthand.publish.pdf import find_browser
from tests.publish.evidence import rich_edition

QUICK = [name for name in FORMS if name != "pdf" or find_browser()]


def test_the_command_line_offers_every_form() -> None:
    assert {w.value for w in Written} == {"terminal", "jsonl", *FORMS}
    assert set(get_args(Evidence)) == set(TABLES)


def test_looking_at_the_list_loads_nothing_heavy() -> None:
    modules = "forms, out_feeds, selectors, stix, follow_the_money, graphs, evidence_tables, linked_data, pdf"
    heavy = "{'networkx', 'pyarrow', 'lxml.etree', 'jinja2', 'spacy', 'stix2', 'followthemoney', 'sqlalchemy'}"
    code = f"import sys; from firsthand.publish import {modules}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", QUICK)
def test_a_form_renders_what_its_type_says(name: str) -> None:
    form = FORMS[name]
    content = form.render(rich_edition())
    assert form.name == name and form.about.endswith(".") and form.suffix.startswith(".")
    if "json" in form.media_type and name != "ftm":
        json.loads(content)
    elif "xml" in form.media_type:
        etree.fromstring(content)
    elif form.text:
        assert "VPA" in content.decode()
    else:
        assert content[:4] in (b"PAR1", b"%PDF")


@pytest.mark.parametrize("name", QUICK)
def test_a_form_of_text_is_the_same_every_time(name: str) -> None:
    if name != "pdf":  # the browser writes the time into it
        assert FORMS[name].render(rich_edition()) == FORMS[name].render(rich_edition())


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_file_named_after_a_form_asks_for_it(name: str) -> None:
    assert form_of_file(f"story{FORMS[name].suffix}") is FORMS[name]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.htm", "html"),
        ("a.json", "json"),
        ("A.CSV", "findings.csv"),
        ("a.parquet", "findings.parquet"),
        ("a.graphml", "derivations.graphml"),
        ("a.gexf", "derivations.gexf"),
        ("a.stix", "stix"),
        ("stix.json", "json"),
        ("a.ftm.jsonl", "ftm"),
    ],
)
def test_shorter_names_do_too(file: str, name: str) -> None:
    assert form_of_file(file) is FORMS[name]


@pytest.mark.parametrize("file", ["a.docx", "a", "pdf", "a.jsonl"])
def test_other_names_ask_for_none(file: str) -> None:
    assert form_of_file(file) is None


def saying(edition: Edition, words: str) -> Edition:
    """The edition with some words from outside wherever outlets' words stand beside the texts."""
    readings = tuple(
        replace(
            r,
            article=replace(
                r.article,
                headline=words,
                byline=(words,),
                section=words,
                language=words,
                url=f"https://x.example/{words}",
                publisher=Publisher("x", words),
                published_at=None,
                source=words,
            ),
        )
        for r in edition.readings
    )
    story = edition.stories[0]
    return replace(
        edition,
        readings=readings,
        stories=(
            replace(
                story,
                headline=words,
                first_reported_at=words,
                derivations=tuple(replace(d, reason=words) for d in story.derivations),
                actors=tuple(replace(a, name=words, aliases=(words,)) for a in story.actors),
                findings=tuple(replace(f, statement=words, happened=words) for f in story.findings),
                disagreements=tuple(
                    replace(d, about=words, reason=words, sides=tuple(replace(s, value=words) for s in d.sides))
                    for d in story.disagreements
                ),
                quotations=tuple(replace(q, text=words, speaker=words) for q in story.quotations),
                account=tuple(replace(s, text=words) for s in story.account),
            ),
        ),
    )


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_words_from_outside_make_whole_documents(words: str) -> None:
    edition = saying(rich_edition(), words)
    for name, form in FORMS.items():
        if name in ("pdf", "html", "md"):
            continue
        content = form.render(edition)
        if form.text:
            content.decode("utf-8")
        if "xml" in form.media_type:
            etree.fromstring(content)
        elif "json" in form.media_type:
            assert all(json.loads(line) for line in (content.splitlines() if name == "ftm" else [content]))
    stix2.parse(FORMS["stix"].render(edition).decode(), allow_custom=False)
