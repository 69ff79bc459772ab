"""A sentence as it can stand in an account: whole, or cut at the border of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model import Annotations, Article, Claim, Quotation, Span
from firsthand.write.check import attributed, hedges
from firsthand.write.standalone import balanced, leans, points_back

#: Words above which a sentence loses its trailing clauses.
LONG = 30
#: Words below which a cut sentence would say too little.
SHORT = 8
#: Words below which even a whole sentence says too little.
FEWEST = 6
_LINK = re.compile(
    r"^(?:(?:And|But|Yet|So|Also|Still|However|Meanwhile|Moreover|Furthermore|Nevertheless|Nonetheless|Additionally|"
    r"Instead|Indeed|Remarkably|Interestingly|Notably|Finally|Earlier|Later|Plus|Besides|In addition|In fact|Of course|"
    r"In the meantime|For (?:example|instance)|As a result|At the same time|On the other hand|After all|In turn),?\s+"
    r"|(?:Then|Now|Thus|Therefore|Similarly|Separately|Again),\s+|Then\s+(?=(?:in|on|at|last)\s))(?=\S)"
)
_BORDER = re.compile(r"(?:,|;|\s[-–—])\s*(?:and|but|while|as|after|before|when|which|who|where|although|though)?\s*$")
_PRONOUNS = frozenset({"he", "she", "it", "they"})
#: A pronoun that a name in brackets can stand for: the subject, at the start of the clause.
_SUBJECT = re.compile(r"(?:He|She|he|she)\b(?!['’])")
#: Cues that turn the words that they bring round.
_TURNING = re.compile(r"\b(?:den(?:y|ies|ied)|reject|refut|dismiss|disput|doubt|question|not|never)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of an article that can be printed as a sentence."""

    span: Span
    text: str  #: the words of the span, with one space between them, a capital at the start and a stop at the end
    names: tuple[
        str, ...
    ] = ()  #: speakers named in place of a pronoun, or before words that stand without their speaker
    alone: bool = False  #: a speaker's words alone: Name: “words”


def word(article: Article, notes: Annotations, claim: Claim) -> Wording | None:
    """The claim's sentence as it can stand alone; None where it cannot.

    It cannot where it begins with a word that points outside it, holds a pronoun of nobody named, asks, opens quotation
    marks without closing them, or leaves out who asserts the claim. `notes` are the article's.
    """
    claims, quotations = notes.claims, notes.quotations
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
    text, names = _named(article, notes, claim, near, start, end)
    spoken = text[:1] in '“"' and any(start <= s.start < end for q in near for s in q.source)
    people = [article.quote(m.span) for m in notes.mentions if m.kind == "person" and start <= m.span.start < end]
    unfit = _commands(claim, text) or _titled(article, text) or _nobodys(text)
    if len(text.split()) < FEWEST or unfit or leans(text, spoken, people):
        return None
    span = article.span(start, end)
    if not attributed(claim, text, [*names, *sources_of(article, near, claim, span)]):
        return None
    text = text[0].upper() + text[1:]
    return Wording(span, _ended(text), names)


def _ended(text: str) -> str:
    """The sentence with its stop, and without blanks before its commas and stops where nobody is quoted."""
    outside = re.split(r"(“[^”]*”|\"[^\"]*\")", text)
    text = "".join(re.sub(r"(?<=\w) (?=[,.;](?:\s|$))", "", p) if n % 2 == 0 else p for n, p in enumerate(outside))
    if text[-1] in ".!" or (text[-1] in '”"’\'' and text[-2:-1] in (".", "!", "?", ",")):
        return text
    return (text if text[-1] in '”"’\'' else text.rstrip(",;:–—- ")) + "."


def sources_of(article: Article, quotations: Sequence[Quotation], claim: Claim, span: Span) -> list[str]:
    """The words within the span that name whoever asserts the claim, pronouns apart: "the mayor"."""
    said = [q for q in quotations if q.speaker == claim.asserted_by]
    return [
        article.quote(s) for q in said for s in q.source if span.covers(s) and article.quote(s).lower() not in _PRONOUNS
    ]


def _nobodys(text: str) -> bool:
    """Whether it is quoted words and nothing else: nobody is named who says them."""
    return not re.sub(r"“[^”]*”|\"[^\"]*\"", "", text).strip(" .,")


def _titled(article: Article, text: str) -> bool:
    """Whether the article's headline ran into the sentence."""
    title = " ".join((article.headline or "").split())
    return len(title.split()) >= FEWEST and title in text


def _commands(claim: Claim, text: str) -> bool:
    """Whether the sentence tells the reader to do something: it begins with its verb."""
    first = text.split(" ", 1)[0].lower()
    return claim.main and claim.agent is None and first in (claim.predicate, f"{claim.predicate}s")


def _named(
    article: Article, notes: Annotations, claim: Claim, quotations: Sequence[Quotation], start: int, end: int
) -> tuple[str, tuple[str, ...]]:
    """The words of the range, a pronoun that says who speaks or acts replaced by the name in brackets, as editors do.

    A pronoun behind the name of a person stays: it is that person as the reader takes it, or the sentence is unclear.
    """
    people = [m.span for m in notes.mentions if m.kind == "person"]
    places = [
        (source.start, source.end, q.speaker)
        for q in quotations
        for source in q.source[:1]
        if q.speaker and start <= source.start and source.end <= end and article.quote(source).lower() in _PRONOUNS
    ]
    subject = _SUBJECT.match(article.text, start)
    if subject and claim.agent and claim.agent in claim.entities and claim.span.start == start and not claim.quoted:
        places.append((subject.start(), subject.end(), claim.agent))
    text, names, earliest = article.text[start:end], [], end
    for first, last, name in sorted(set(places), key=lambda p: -p[0]):
        told = any(start <= p.start < first for p in people) or name.rsplit(" ", 1)[-1] in article.text[start:first]
        if told or last > earliest or not name[:1].isupper():
            continue
        text = f"{text[: first - start]}[{name}]{text[last - start :]}"
        names.append(name)
        earliest = first
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
        if held is None or quotation.kind != "direct" or named or not (quotation.speaker or "")[:1].isupper():
            continue
        if claim.certainty == "denied" or any(_TURNING.search(article.quote(c)) for c in quotation.cue):
            continue
        first, last = max(held.start, start), min(held.end, end)
        words = " ".join(article.text[first:last].split()).strip('“”" ')
        cut_off = words[-1:] in ("", ",", ":", ";") or re.search(r"[“”\"]", words)
        if len(words.split()) >= SHORT and not cut_off and not points_back(words):
            name = quotation.speaker or ""
            return Wording(article.span(first, last), f"{name}: “{words}”", (name,), True)
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
        if any(c.span.start < start + link.start() < c.span.end <= end for c in claims if c.sentence == claim.sentence):
            continue  # a clause would lose its end: "a tram, believed to be late, | left the rails"
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
    if not any(start <= c.span.start < cut for c in mains) or not balanced(article.text[start:cut]):
        return False
    if claim.span.start >= cut or hedges(article.text[cut:end]):
        return False
    for quotation in quotations:
        kept = any(start <= c.start < cut for c in quotation.content)
        attribution = (*quotation.cue, *quotation.source)
        if kept and any(cut <= a.start < end for a in attribution):
            return False
        if any(c.start < cut < c.end for c in quotation.content) and quotation.kind != "indirect":
            return False
    return True
