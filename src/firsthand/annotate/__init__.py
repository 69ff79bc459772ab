"""From an article to what is understood of it: sentences, names, quotations, times, claims."""

from __future__ import annotations

from firsthand.annotate.claims import find_claims
from firsthand.annotate.datelines import after_dateline
from firsthand.annotate.mentions import find_mentions
from firsthand.annotate.quotations import find_quotations
from firsthand.annotate.settle import settle
from firsthand.annotate.times import find_times
from firsthand.inference.tagger import Tagger
from firsthand.model import TELLING_ROLES, Annotations, Article

__all__ = ["annotate", "settle"]


def annotate(article: Article, tagger: Tagger) -> Annotations:
    """All that the rules and the tagger see in one article.

    An article in another language than English gets none of it: English rules would only invent.
    """
    if article.language.split("-")[0] != "en":
        return Annotations(article.id)
    text = article.text
    telling = [
        (after_dateline(text, b.span.start, b.span.end), b.span.end) for b in article.blocks if b.role in TELLING_ROLES
    ]
    tagged = tagger(text, telling)
    sentences = tuple(article.span(*tagged.sentence_span(i)) for i in range(len(tagged.sentences)))
    mentions = find_mentions(article, tagged)
    times = find_times(article, tagged)
    quotations = find_quotations(article, tagged, mentions)
    claims = find_claims(article, tagged, mentions, quotations, times)
    return Annotations(article.id, sentences, mentions, quotations, times, claims)
