"""The same quoted words wherever a story's articles carry them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.model import Article, Quotation, Reading, SharedQuotation, Span

#: Words that a quotation needs, to be looked for inside a longer one: "a disaster" stands in too many.
CONTAINED_WORDS = 5


def share_quotations(readings: Sequence[Reading]) -> tuple[SharedQuotation, ...]:
    """One row for each direct or mixed quotation, in the order in which the story's articles carry them first.

    `readings` are in the order of publication. A shorter cut of the same words counts as the same quotation.
    """
    rows: list[tuple[str, list[tuple[Article, Quotation]]]] = []
    held = [
        (_plain(r.article, q), r.article, q) for r in readings for q in r.annotations.quotations if q.kind != "indirect"
    ]
    order = {id(q): n for n, (_, _, q) in enumerate(held)}
    for words, article, quotation in sorted(held, key=lambda h: (-len(h[0]), order[id(h[2])])):
        home = next((row for row in rows if _same(words, row[0])), None)
        if home is None:
            rows.append((words, [(article, quotation)]))
        else:
            home[1].append((article, quotation))
    found = []
    for _, carriers in rows:
        carriers.sort(key=lambda c: order[id(c[1])])
        first_article = carriers[0][0]
        fullest = max(carriers, key=lambda c: (c[1].kind == "direct", sum(len(s) for s in c[1].content)))
        speakers = Counter(q.speaker for _, q in carriers if q.speaker)
        found.append(
            (
                order[id(carriers[0][1])],
                SharedQuotation(
                    text=" ".join(" ".join(fullest[0].quote(s).split()) for s in fullest[1].content),
                    speaker=min(speakers, key=lambda s: (-speakers[s], s), default=None),
                    articles=tuple(dict.fromkeys(a.id for a, _ in carriers)),
                    claims=tuple(_places(carriers)),
                    first=first_article.id,
                ),
            )
        )
    return tuple(row for _, row in sorted(found, key=lambda f: f[0]))


def _places(carriers: Sequence[tuple[Article, Quotation]]) -> list[Span]:
    return [span for _, quotation in carriers for span in quotation.content]


def _plain(article: Article, quotation: Quotation) -> str:
    return " ".join(re.findall(r"\w+", " ".join(article.quote(s) for s in quotation.content).lower()))


def _same(words: str, longer: str) -> bool:
    return words == longer or (words.count(" ") + 1 >= CONTAINED_WORDS and f" {words} " in f" {longer} ")
