"""Whom a pronoun means, where that is safe to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.annotate.genders import GENDER
from firsthand.annotate.marks import find_marked
from firsthand.annotate.referents import Referents, is_anonymous
from firsthand.inference.tagger import Tagged
from firsthand.model import Block, Mention, Quotation, Span

#: How far back within somebody's words a name is looked for; a longer quotation changes its subject.
_WORDS = 60
_FIRST = frozenset({"i", "me", "my", "myself"})
_FIRST_OF_BODIES = frozenset({"we", "us", "our", "ourselves"})


def resolve_pronouns(
    tagged: Tagged, mentions: Sequence[Mention], quotations: Sequence[Quotation] = ()
) -> dict[int, str]:
    """For each third-person singular pronoun, by token index, the person it means, where that is clear.

    Within a quotation "I" is its speaker and "we" the organization that speaks; "he" and "she" are somebody else there,
    and stay unresolved where `quotations` do not tell who speaks.
    """
    quoted = _quoted(tagged)
    kinds = {m.entity: m.kind for m in mentions}
    speaker = _speakers(tagged, quotations, quoted)
    referents = Referents(tagged, mentions, quoted)
    resolved: dict[int, str] = {}
    for i, token in enumerate(tagged.tokens):
        if token.pos != "PRON":
            continue
        word = token.text.lower()
        if word in GENDER:
            person = _inside(referents, i, speaker.get(i)) if quoted[i] else referents.resolve(i)
            if person is not None and not is_anonymous(person):
                resolved[i] = person
        elif quoted[i] and i in speaker:
            wanted = "person" if word in _FIRST else "organization" if word in _FIRST_OF_BODIES else None
            if wanted is not None and kinds.get(speaker[i]) == wanted:
                resolved[i] = speaker[i]
    return resolved


def _inside(referents: Referents, index: int, speaker: str | None) -> str | None:
    """Whom "he" means in somebody's words: the one person, not the speaker, whom the same words name before it."""
    first = index
    while first and index - first < _WORDS and referents.quoted[first - 1]:
        first -= 1
    gender = GENDER[referents.tokens[index].text.lower()]
    own = {referents.head_of[i] for i in range(first, index) if i in referents.head_of} - {speaker}
    fitting = [person for person in own if referents.genders.get(person, gender) == gender]
    told = any(referents.is_somebody(i) for i in range(first, index))  # my mother
    return fitting[0] if speaker is not None and len(fitting) == 1 and not told else None


def _speakers(tagged: Tagged, quotations: Iterable[Quotation], quoted: Sequence[bool]) -> dict[int, str]:
    """Who says each token that stands in quotation marks."""
    said: dict[int, str] = {}
    for quotation in quotations:
        for span in quotation.content:
            for i in tagged.tokens_in(span.start, span.end):
                if quotation.speaker is not None and quoted[i]:
                    said[i] = quotation.speaker
    return said


def _quoted(tagged: Tagged) -> list[bool]:
    """Of each token, whether it stands in quotation marks; they are paired line by line."""
    text, size, start = tagged.text, len(tagged.text), 0
    lines: list[Block] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(Block(Span("", "", start, start + len(line), size), "body", ""))
        start += len(line) + 1
    inside = [False] * len(tagged.tokens)
    for marked in find_marked(text, lines):
        for i in tagged.tokens_in(marked.outer_start, marked.outer_end):
            inside[i] = True
    return inside


def mention_at(tagged: Tagged, mentions: Sequence[Mention]) -> Mapping[int, str]:
    """The entity named by each token that is part of a mention."""
    found: dict[int, str] = {}
    for mention in mentions:
        for i in tagged.tokens_in(mention.span.start, mention.span.end):
            found[i] = mention.entity
    return found
