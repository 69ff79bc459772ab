"""A comparison made ready to be shown: what was taken over, what was added or left out, what differs, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from firsthand.model import (
    Actor,
    Article,
    Claim,
    Comparison,
    Disagreement,
    Finding,
    MentionKind,
    SharedPassage,
    Span,
)
from firsthand.publish.comparison_rows import (
    Column,
    ComparisonView,
    PassageRow,
    QuotationRow,
    SideRow,
    Snippet,
    ToldRow,
)
from firsthand.publish.comparison_words import remark, titles, verdict
from firsthand.publish.wording import one_line, outlet_name

#: Words of a passage above which its middle is left out where it is listed; the page holds it whole, in both texts.
EXCERPT = 32
EXCERPT_HEAD, EXCERPT_TAIL = 18, 10
#: Share of a sentence up to which a clause of it is told by one alone, where both tell the rest.
CLAUSE = 0.6
#: Words below which a clause without its sentence says too little to be shown; the JSON holds it.
CLAUSE_WORDS = 5
#: Content words in common from which a sentence joins a row that holds its twin already. Of pairs with fewer, half are
#: no more than alike, and a row of their own shows it.
JOINING = 4
#: Letters of a name from which sentences speak of "A" and "B", as the columns are headed.
LONG_NAME = 30
#: What each kind of name is called.
KINDS: dict[MentionKind, str] = {
    "person": "People",
    "organization": "Organizations",
    "place": "Places",
    "other": "Other names",
}


def view(comparison: Comparison) -> ComparisonView:
    """The comparison with everything worked out that is to be shown."""
    a, b = _columns(comparison)
    told, alike = _told(comparison, a, b)
    return ComparisonView(
        comparison=comparison,
        a=a,
        b=b,
        verdict=verdict(comparison, a, b),
        titles=titles(comparison, a, b),
        passages=tuple(_passage(n, p, a, b) for n, p in enumerate(comparison.shared.passages, 1)),
        quotations=tuple(
            QuotationRow(q, next((c.name for c in (a, b) if c.article.id == q.first), None))
            for q in comparison.quotations
        ),
        told=told,
        told_alike=alike,
        only=(
            _only(comparison.only_a, [c for f in comparison.facts for c in f.a], a.article),
            _only(comparison.only_b, [c for f in comparison.facts for c in f.b], b.article),
        ),
        names=(_by_kind(comparison.names_a), _by_kind(comparison.names_b)),
        sides={d.id: _sides(d, a, b) for d in comparison.differences},
    )


def _columns(comparison: Comparison) -> tuple[Column, Column]:
    articles = comparison.a.article, comparison.b.article
    names = [outlet_name(x) for x in articles]
    if names[0].casefold() == names[1].casefold():
        names = [f"{name} ({letter})" for name, letter in zip(names, "AB", strict=True)]
    a, b = (
        Column(letter, name, name if len(name) <= LONG_NAME else letter, article, len(article.text.split()))
        for letter, name, article in zip("AB", names, articles, strict=True)
    )
    return a, b


def _passage(number: int, passage: SharedPassage, a: Column, b: Column) -> PassageRow:
    words = one_line(a.article.quote(passage.a)).split()
    if len(words) > EXCERPT:
        words = [*words[:EXCERPT_HEAD], "…", *words[-EXCERPT_TAIL:]]
    changes = []
    for change in passage.changes:
        one = f"“{one_line(a.article.quote(change.a))}”" if change.a else ""
        two = f"“{one_line(b.article.quote(change.b))}”" if change.b else ""
        if one and two:
            changes.append(f"{one} in {a.short}, {two} in {b.short}")
        else:
            changes.append(f"{one or two} only in {a.short if one else b.short}")
    return PassageRow(number, passage, " ".join(words), tuple(changes))


def _told(comparison: Comparison, a: Column, b: Column) -> tuple[tuple[ToldRow, ...], int]:
    """Facts of both in other words, and how many are told in the same.

    For each fact the two sentences that are most alike. Of sentences that meet in several facts the likeliest pair
    makes the row, and the others join it where they are much alike too.
    """
    pairs: dict[tuple[Snippet, Snippet], tuple[int, str]] = {}
    alike = 0
    for fact in comparison.facts:
        mine, theirs = _nearest(_in_body(fact.a, a.article), _in_body(fact.b, b.article))
        key = _sentence(a.article, mine), _sentence(b.article, theirs)
        if fact.same_words or _letters(key[0].words) == _letters(key[1].words):
            alike += 1
            continue
        likeness, said = pairs.get(key, (0, ""))
        own = said or remark(mine, theirs, a, b, comparison)
        pairs[key] = max(likeness, _likeness(mine, theirs)), own
    rows: list[ToldRow] = []
    home: dict[Snippet, int] = {}
    for (one, two), (likeness, said) in sorted(pairs.items(), key=lambda p: (-p[1][0], p[0][0].span, p[0][1].span)):
        if likeness < JOINING or (one not in home and two not in home):
            home.setdefault(one, len(rows))
            home.setdefault(two, len(rows))
            rows.append(ToldRow((one,), (two,), said))
        elif one not in home:
            home[one] = home[two]
            rows[home[two]] = replace(rows[home[two]], a=tuple(sorted((*rows[home[two]].a, one), key=_place)))
        elif two not in home:
            home[two] = home[one]
            rows[home[one]] = replace(rows[home[one]], b=tuple(sorted((*rows[home[one]].b, two), key=_place)))
    return tuple(sorted(rows, key=lambda r: (r.a[0].span, r.b[0].span))), alike


def _letters(words: str) -> list[str]:
    """The words alone, whatever marks an outlet sets them in."""
    return re.findall(r"\w+", words.lower())


def _place(snippet: Snippet) -> Span:
    return snippet.span


def _likeness(mine: Claim, theirs: Claim) -> int:
    """Content words in common."""
    return len(set(mine.terms) & set(theirs.terms))


def _in_body(claims: Sequence[Claim], article: Article) -> Sequence[Claim]:
    """The claims in the body; all of them where none is, since a headline says again what the body tells."""
    body = [b.span for b in article.blocks if b.role == "body"]
    return [c for c in claims if any(span.covers(c.span) for span in body)] or claims


def _nearest(a: Sequence[Claim], b: Sequence[Claim]) -> tuple[Claim, Claim]:
    """The two claims, one of each article, with most content words in common; the first of several."""
    pairs = [(x, y) for x in a for y in b]
    return max(pairs, key=lambda p: (_likeness(*p), -p[0].span.start, -p[1].span.start))


def _sentence(article: Article, claim: Claim) -> Snippet:
    return Snippet(one_line(article.quote(claim.sentence)), claim.sentence)


def _only(findings: Sequence[Finding], common: Sequence[Claim], article: Article) -> tuple[Snippet, ...]:
    """What one article alone tells, sentence by sentence; of a sentence that also tells what both tell, the clause."""
    shared = {c.sentence for c in common}
    spans: dict[Span, Claim] = {}
    for claim in (c for f in findings for c in _in_body(f.claims, article)):
        if claim.sentence in shared and len(claim.span) > CLAUSE * len(claim.sentence):
            continue  # it is the sentence that both tell
        spans.setdefault(claim.span if claim.sentence in shared else claim.sentence, claim)
    rows = []
    for span, claim in sorted(spans.items(), key=lambda item: item[0]):
        if any(other != span and other.covers(span) for other in spans):
            continue
        if claim.sentence not in shared:
            rows.append(Snippet(one_line(article.quote(span)), span))
            continue
        words = one_line(article.quote(span)).strip(" ,;“”\"")
        if len(words.split()) < CLAUSE_WORDS:
            continue
        before = "… " if span.start > claim.sentence.start else ""
        after = " …" if span.end < claim.sentence.end - 1 else ""
        rows.append(Snippet(f"{before}{words}{after}", span, one_line(claim.asserted_by or "")))
    return tuple(rows)


def _by_kind(actors: Iterable[Actor]) -> tuple[tuple[str, tuple[Actor, ...]], ...]:
    held = tuple(actors)
    grouped = ((label, tuple(a for a in held if a.kind == kind)) for kind, label in KINDS.items())
    return tuple((label, found) for label, found in grouped if found)


def _sides(difference: Disagreement, a: Column, b: Column) -> tuple[SideRow, ...]:
    """The sides, each with the first place in each article that gives it."""
    rows = []
    for side in difference.sides:
        first = {c.span.article: c.span for c in reversed(side.claims)}
        reports = tuple((x, first[x.article.id]) for x in (a, b) if x.article.id in first)
        rows.append(SideRow(one_line(side.value), reports))
    return tuple(rows)
