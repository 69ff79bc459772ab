"""A story's headline: one of its articles' own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.model import Article, Derivation

#: Words above which a headline is a sentence of its own, and below which it is a label.
LONG = 16
SHORT = 4
#: How much a headline loses by its length, as a power of its words: 0 takes the longest, 1 one word that all have.
BREVITY = 0.25
#: What the headline of a copy counts, where one of a text of its own counts 1: its desk wrote it knowing less.
COPIED = 0.8
#: What asks, calls out, quotes, or announces its kind does not say what happened.
_UNPLAIN = re.compile(
    r"[?!“”\"]|(?<!\w)['‘](?=\w)|\.\.\.|…|\b(?-i:(?:[A-Z]{4,} ){2,})"
    r"|^(?:how|why|what|who|when|where|here|this|these|watch|live|video|pictures?|photos?|opinion|analysis|exclusive|"
    r"review|factbox|statement|press release|timeline|explainer|breaking|updates?|latest)\b",
    re.IGNORECASE,
)


def choose_headline(articles: Sequence[Article], derivations: Sequence[Derivation] = ()) -> str | None:
    """The headline that says most of what the others say in few words; the first of several, None where none has one.

    One that asks, quotes or calls out is taken where there is no other. Of two headlines that say as much, that of an
    article which rests on another publisher's text is not taken.
    """
    copies = _copies(articles, derivations)
    titled = [(a.headline, a.id in copies) for a in articles if a.headline]
    words = [set(re.findall(r"\w{4,}|\d+", title.lower())) for title, _ in titled]
    spread = Counter(w for each in words for w in each)
    scores = [sum(spread[w] - 1 for w in each) / max(len(each), SHORT) ** BREVITY for each in words]

    def worth(i: int) -> tuple[bool, float, int]:
        title, copied = titled[i]
        plain = not _UNPLAIN.search(title) and SHORT <= len(title.split()) <= LONG
        return plain, round(scores[i] * (COPIED if copied else 1.0), 6), -i

    best = max(range(len(titled)), key=worth, default=None)
    return titled[best][0] if best is not None else None


def _copies(articles: Sequence[Article], derivations: Sequence[Derivation]) -> set[str]:
    """The articles that rest on another publisher's text. A publisher's own update knows more, not less."""
    names = {a.id: a.publisher.name if a.publisher else a.id for a in articles}
    return {
        d.target for d in derivations if d.kind != "quotes" and names.get(d.source, d.source) != names.get(d.target)
    }
