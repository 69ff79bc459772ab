"""A sentence as it can stand in an account: whole, or cut at the border of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model import Article, Claim, Quotation, Span

#: Words above which a sentence loses its trailing clauses.
LONG = 30
#: Words below which a cut sentence would say too little.
SHORT = 8
_LINK = re.compile(
    r"^(?:(?:And|But|Yet|So|Also|Still|However|Meanwhile|Moreover|Furthermore|Nevertheless|Additionally|Instead|Indeed|"
    r"Remarkably|Interestingly|Notably|Finally|Earlier|Later),?\s+)(?=\S)"
)
_BORDER = re.compile(r"(?:,|;|\s[-–—])\s*(?:and|but|while|as|after|before|when|which|who|where|although|though)?\s*$")
#: A sentence that begins so, or has a personal pronoun among its first words, says its subject elsewhere.
_UNANCHORED = re.compile(
    r"[“\"‘']?(?:this|that|these|those|its|their|there|here|such|our|my|your|who|what|why|how|which|both|neither|another|"
    r"others?|\w+ others|the (?:first|second|latter|former))\b"
    r"|(?:\S+ ){0,3}[“\"‘']?(?:he|she|it|they|we|i|you|his|her)\b",
    re.IGNORECASE,
)


_PRONOUNS = frozenset({"he", "she", "it", "they"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of an article that can be printed as a sentence."""

    span: Span
    text: str  #: the words of the span, with one space between them, a capital at the start and a stop at the end
    names: tuple[
        str, ...
    ] = ()  #: speakers named in place of a pronoun, or before words that stand without their speaker


def word(article: Article, claim: Claim, claims: Sequence[Claim], quotations: Sequence[Quotation]) -> Wording | None:
    """The claim's sentence as it can stand alone; None where it cannot.

    It cannot where it begins with a word that points outside it, asks, or opens quotation marks without closing them.
    `claims` and `quotations` are those of the article.
    """
    start, end = claim.sentence.start, claim.sentence.end
    whole = article.text[start:end]
    link = _LINK.match(whole)
    if link:
        start += link.end()
    if claim.span.end <= start:
        return None
    end = _shorten(article, claim, claims, quotations, start, end)
    near = [q for q in quotations if q.speaker and any(start <= c.start < end for c in q.content)]
    alone = _words_alone(article, claim, near, start, end)
    if alone is not None:
        return alone
    text, names = _named(article, near, start, end)
    spoken = text[:1] in '“"' and any(start <= s.start < end for q in near for s in q.source)
    if (_UNANCHORED.match(text) and not spoken) or text.endswith("?") or not _balanced(text) or len(text.split()) < 4:
        return None
    text = text[0].upper() + text[1:]
    if text[-1] not in '.!”"’':
        text = text.rstrip(",;:–—- ") + "."
    return Wording(article.span(start, end), text, names)


def _named(article: Article, quotations: Sequence[Quotation], start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """The words of the range, a pronoun that says who speaks replaced by the name in brackets, as editors do."""
    text, names = article.text[start:end], []
    for quotation in sorted(quotations, key=lambda q: -(q.source[0].start if q.source else 0)):
        for source in quotation.source:
            pronoun = article.quote(source).lower() in _PRONOUNS
            surname = (quotation.speaker or "").rsplit(" ", 1)[-1]
            if (
                pronoun
                and surname not in article.text[start : source.start]
                and start <= source.start
                and source.end <= end
                and quotation.speaker
            ):
                text = f"{text[: source.start - start]}[{quotation.speaker}]{text[source.end - start :]}"
                names.append(quotation.speaker)
                break
    return " ".join(text.split()), tuple(names)


def _words_alone(
    article: Article, claim: Claim, quotations: Sequence[Quotation], start: int, end: int
) -> Wording | None:
    """Quoted words whose speaker is named in another sentence: "Name: “words”"; None where it is not so."""
    if not claim.quoted:
        return None
    for quotation in quotations:
        held = next(
            (c for c in quotation.content if c.start < end and claim.span.start < c.end and start < c.end), None
        )
        named = any(start <= s.start < end for s in quotation.source)
        if held is None or quotation.kind == "indirect" or named or not quotation.speaker:
            continue
        first, last = max(held.start, start), min(held.end, end)
        words = " ".join(article.text[first:last].split()).strip('“”" ')
        if len(words.split()) >= SHORT and not re.search(r"[“”\"]", words):
            return Wording(article.span(first, last), f"{quotation.speaker}: “{words}”", (quotation.speaker,))
    return None


def _shorten(
    article: Article, claim: Claim, claims: Sequence[Claim], quotations: Sequence[Quotation], start: int, end: int
) -> int:
    """Where the sentence may end: before its last clauses, while it is long and nothing that matters is lost."""
    mains = [c for c in claims if c.sentence == claim.sentence and c.main]
    inside = (c.span.start for c in claims if c.sentence == claim.sentence and c.span.start >= claim.span.start)
    for border in sorted(inside, reverse=True):
        if len(article.text[start:end].split()) <= LONG:
            break
        before = article.text[start:border]
        link = _BORDER.search(before)
        if not link or not _safe(article, claim, mains, quotations, start, start + link.start(), end):
            continue
        if len(article.text[start : start + link.start()].split()) >= SHORT:
            end = start + link.start()
    return end


def _safe(
    article: Article,
    claim: Claim,
    mains: Sequence[Claim],
    quotations: Sequence[Quotation],
    start: int,
    cut: int,
    end: int,
) -> bool:
    """Whether [cut, end) can go: the claim and the main clause stay, and so does every attribution of what stays."""
    if not any(start <= c.span.start < cut for c in mains) or not _balanced(article.text[start:cut]):
        return False
    if claim.span.start >= cut:
        return False
    for quotation in quotations:
        kept = any(start <= c.start < cut for c in quotation.content)
        attribution = (*quotation.cue, *quotation.source)
        if kept and any(cut <= a.start < end for a in attribution):
            return False
        if any(c.start < cut < c.end for c in quotation.content) and quotation.kind != "indirect":
            return False
    return True


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
    )
