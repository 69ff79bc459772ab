"""Whom a pronoun means, where that is safe to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.inference.tagger import Tagged
from firsthand.model import Mention

_PERSONAL = frozenset({"he", "she", "him", "her", "his"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: How many sentences back an antecedent may stand. News repeats the name every second or third sentence; at four, the
#: wrong man of two was taken noticeably more often on the real cases.
REACH = 3


def resolve_pronouns(tagged: Tagged, mentions: Sequence[Mention]) -> dict[int, str]:
    """For each third-person singular pronoun, by token index, the person it means.

    The antecedent is the person who was last the subject of a clause within `REACH` sentences, else the only person
    named there. Where two persons compete and neither was a subject, the pronoun stays unresolved. (The subject
    preference is that of centering theory: Grosz, Joshi and Weinstein 1995.)
    """
    named = mention_at(tagged, mentions)
    kind = {m.entity: m.kind for m in mentions}
    resolved: dict[int, str] = {}
    recent: list[tuple[int, str, bool]] = []  # (sentence, entity, was a subject)
    for i, token in enumerate(tagged.tokens):
        if i in named and kind[named[i]] == "person":
            recent.append((token.sentence, named[i], _is_subject(tagged, i)))
        elif token.text.lower() in _PERSONAL and token.pos == "PRON":
            near = [(entity, subject) for sentence, entity, subject in recent if token.sentence - sentence <= REACH]
            entity = next((e for e, subject in reversed(near) if subject), None)
            if entity is None and len({e for e, _ in near}) == 1:
                entity = near[-1][0]
            if entity is not None:
                resolved[i] = entity
                if token.dep in _SUBJECTS:
                    recent.append((token.sentence, entity, True))
    return resolved


def mention_at(tagged: Tagged, mentions: Sequence[Mention]) -> Mapping[int, str]:
    """The entity named by each token that is part of a mention."""
    found: dict[int, str] = {}
    for mention in mentions:
        for i in tagged.tokens_in(mention.span.start, mention.span.end):
            found[i] = mention.entity
    return found


def _is_subject(tagged: Tagged, index: int) -> bool:
    token = tagged.tokens[index]
    while token.dep in ("compound", "flat", "appos") and tagged.tokens[token.head] is not token:
        token = tagged.tokens[token.head]
    return token.dep in _SUBJECTS
