from __future__ import annotations

import json
import re
from dataclasses import replace

from lxml import html

from firsthand.publish.linked_data import article_linked_data, edition_linked_data, story_linked_data
from tests.publish.edition import make_articles, make_story
from tests.publish.evidence import rich_edition

ARTICLES = make_articles()
STORY = make_story(ARTICLES)
PAGE = "https://news.example/stories/s-orrin"


def test_an_account_names_what_it_is_based_on_and_what_it_cites() -> None:
    record = json.loads(story_linked_data(rich_edition().stories[0], ARTICLES, PAGE))
    assert (record["@context"], record["@type"], record["url"]) == ("https://schema.org", "Report", PAGE)
    assert record["publisher"]["name"] == "firsthand"
    assert record["headline"].startswith("Orrin bridge falls")
    assert [b["@type"] for b in record["isBasedOn"]] == ["NewsArticle"] * 7
    assert any(c.startswith("https://vpa.example/orrin-bridge#:~:text=Nine%20people") for c in record["citation"])
    assert {"@type": "Person", "name": "Hanna Oldecott", "alternateName": ["Ms Oldecott"],
            "jobTitle": "transport minister"} in record["about"]
    assert {a["@type"] for a in record["about"]} == {"Person", "Place"}
    assert record["hasPart"][0]["creator"]["name"] == "Hanna Oldecott"
    assert (record["datePublished"], record["inLanguage"]) == ("2026-03-13T20:40:00+00:00", ["en"])


def test_an_article_names_the_text_that_it_took() -> None:
    copy = json.loads(article_linked_data(ARTICLES["b-copy"], STORY, ARTICLES))
    assert copy["@type"] == "NewsArticle"
    assert [b["url"] for b in copy["isBasedOn"]] == ["https://vpa.example/orrin-bridge"]
    credited = json.loads(article_linked_data(ARTICLES["e-radio"], STORY, ARTICLES))
    assert credited["isBasedOn"][0]["publisher"]["name"] == "Sile Wire"
    quoting = json.loads(article_linked_data(ARTICLES["f-update"], STORY, ARTICLES))
    assert "isBasedOn" not in quoting  # shared quotations alone are no taking
    alone = json.loads(article_linked_data(ARTICLES["h-ferry"], url="https://news.example/articles/h-ferry"))
    assert alone["subjectOf"]["url"].endswith("/h-ferry") and "isPartOf" not in alone


def test_an_undirected_tie_is_no_basis() -> None:
    loose = replace(STORY, derivations=(replace(STORY.derivations[0], directed=False),))
    assert "isBasedOn" not in json.loads(article_linked_data(ARTICLES["b-copy"], loose, ARTICLES))


def test_nothing_in_it_ends_the_script_that_holds_it() -> None:
    evil = replace(ARTICLES["g-hostile"], headline="</script><script>alert(1)</script><!-- \u2028 & ]]>")
    written = article_linked_data(evil)
    assert not re.search("[<>&\u2028\u2029]", written)
    page = html.fromstring(f'<div><script type="application/ld+json">{written}</script></div>')
    (script,) = page.iter("script")
    assert json.loads(script.text)["headline"] == "</script><script>alert(1)</script><!-- & ]]>"
    assert "url" not in json.loads(written)


def test_an_edition_is_one_graph_whose_ids_fit() -> None:
    edition = rich_edition()
    graph = json.loads(edition_linked_data(edition))["@graph"]
    assert [g["@type"] for g in graph].count("Report") == 2
    ids = {g["@id"] for g in graph}
    assert len(ids) == len(graph) == 10
    assert {b["@id"] for g in graph if g["@type"] == "Report" for b in g["isBasedOn"]} <= ids
