"""The printed records hold what the edition holds, and every range of theirs is exact."""

from __future__ import annotations

import json

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.model import Annotations, Reading
from firsthand.publish.records import edition_record, reading_record
from tests.factory import make_article
from tests.publish.edition import make_edition

TEXT = (
    "Bridge falls in Halven\n\nThe Orlen bridge in Halven collapsed on Monday, killing at least nine people.\n\n"
    "“We will rebuild it before the winter comes,” the mayor Tessa Brandt said.\n"
)


def test_every_range_of_an_article_gives_what_was_meant(tagger: Tagger) -> None:
    article = make_article(TEXT, roles={0: "headline"}, headline="Bridge falls in Halven", credits=("Tessera",))
    record = reading_record(Reading(article, annotate(article, tagger)))

    def words(place: dict[str, int]) -> str:
        return TEXT[place["start"] : place["end"]]

    assert [words(b) for b in record["blocks"]] == [line for line in TEXT.split("\n") if line]
    assert [b["role"] for b in record["blocks"]] == ["headline", "body", "body"]
    assert "Tessa Brandt" in {words(m) for m in record["mentions"] if m["kind"] == "person"}
    (quotation,) = record["quotations"]
    assert [words(c).strip(",") for c in quotation["content"]] == ["We will rebuild it before the winter comes"]
    assert (quotation["kind"], quotation["speaker"]) == ("direct", "Tessa Brandt")
    assert [(words(t), t["value"]) for t in record["times"] if words(t) == "Monday"] == [("Monday", "2026-03-09")]
    assert [(words(f), f["value"]) for c in record["claims"] for f in c["figures"]] == [("nine", 9)]
    assert (record["text"], record["credits"], record["published_at"]) == (TEXT, ["Tessera"], "2026-03-14")


def test_an_article_that_says_nothing_of_itself() -> None:
    article = make_article("The bridge fell.", publisher=None, published=None)
    record = reading_record(Reading(article, Annotations(article.id)))
    assert (record["publisher"], record["published_at"], record["published_basis"]) == (None, None, "none")


def test_an_edition_keeps_its_citations_to_the_letter() -> None:
    record = edition_record(make_edition())
    text = {a["id"]: a["text"] for a in record["articles"]}
    citations = [c for s in record["stories"] for a in s["account"] for c in a["citations"]]
    assert citations
    assert all(text[c["article"]][c["start"] : c["end"]] == c["exact"] for c in citations)


def test_records_are_plain_json() -> None:
    record = edition_record(make_edition())
    assert json.loads(json.dumps(record, allow_nan=False)) == record
