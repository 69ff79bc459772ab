"""Ready-made readings and captures for stores: invented, and made without the tagger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from firsthand.clean import clean
from firsthand.errors import InputError
from firsthand.model import Annotations, Article, Capture, Claim, Failure, Given, Mention, Quotation, Reading
from firsthand.pipeline import Agencies
from tests.factory import make_article

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[”\"]?")
_QUOTED = re.compile(r"“([^”]+)”")
#: "… ” said Mara Veld."
_SPEAKER = re.compile(r"”,? (?:said|says) ((?:[A-Z][a-z]+ ?)+)")


def make_capture(
    text: str,
    source: str = "a.txt",
    *,
    id: str | None = None,
    url: str | None = None,
    publisher: str | None = "Vellmark Courier",
    published: str | None = "2026-03-14",
    title: str | None = None,
) -> Capture:
    """A text as it arrives."""
    body = text.encode()
    given = Given(id, url, publisher, published, title)
    return Capture(hashlib.sha256(body).hexdigest(), source, "text", body, "utf-8", given)


def make_reading(text: str, id: str = "a1", *, names: Iterable[str] = (), **article: object) -> Reading:
    """An article with its sentences, each a claim; its quotations in “…” with their speakers; and the names given."""
    made = make_article(text, id, **article)  # type: ignore[arg-type]
    return Reading(made, annotate(made, names))


def annotate(article: Article, names: Iterable[str] = ()) -> Annotations:
    """What can be found by looking at the marks alone."""
    text = article.text
    sentences = []
    for found in _SENTENCE.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        if start < found.end():
            sentences.append(article.span(start, found.end()))
    quotations = []
    for found in _QUOTED.finditer(text):
        said = _SPEAKER.match(text, found.end() - 1)
        speaker = said[1].strip() if said else None
        source = (article.span(said.start(1), said.start(1) + len(speaker)),) if said and speaker else ()
        quotations.append(Quotation("direct", (article.span(*found.span(1)),), (), source, speaker))
    mentions = [
        Mention(article.span(found.start(), found.end()), "person", name)
        for name in names
        for found in re.finditer(re.escape(name), text)
    ]
    claims = [
        Claim(s, s, None, False, "stated", None, None, None, None, terms=tuple(text[s.start : s.end].lower().split()))
        for s in sentences
    ]
    return Annotations(article.id, tuple(sentences), tuple(mentions), tuple(quotations), (), tuple(claims))


def read(captures: Iterable[Capture], workers: int = 1, agencies: Agencies = None) -> Iterator[
    tuple[Capture, Reading | Failure]
]:
    """Like pipeline.read_each, without the tagger: for tests of what is kept, and not of what is understood."""
    for capture in captures:
        try:
            article = clean(capture, agencies)
        except InputError as error:
            yield capture, Failure(error.source, "clean", error.reason)
            continue
        yield capture, Reading(replace(article), annotate(article))
