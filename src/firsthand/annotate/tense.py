"""Whether a sentence speaks of what was or of what is to come, at the place where a time stands."""

from __future__ import annotations

from typing import Literal

from firsthand.inference.tagger import Tagged, Token

#: past and next are told by the verb; likely says that nothing was told, so that the nearer is meant, rather a past one.
Direction = Literal["past", "next", "likely"]

#: Verbs whose object or infinitive is still to come, whatever their own tense: "was scheduled for Friday".
AHEAD = frozenset("schedule expect plan set due slate postpone delay".split())
#: Words before a time that set it as a limit.
LIMITS = frozenset("until till by".split())
MODALS = frozenset("will would shall may might could can must should 'll wo".split())
#: Present tense that reports the past: "Smith says on Monday he saw it".
TELLING = frozenset("say tell report show write".split())
#: How far up the tree of the sentence a verb is looked for.
REACH = 6


def direction_of(tagged: Tagged, start: int, end: int) -> Direction:
    """What the verb nearest above the range tells of it. "likely" where the text has no grammar there."""
    inside = tagged.tokens_in(start, end)
    if not inside:
        return "likely"
    tokens = tagged.tokens
    at = inside[0]
    while tokens[at].head in inside and tokens[at].head != at:
        at = tokens[at].head
    if tokens[at].dep == "poss":
        return "likely"
    nouns = 0
    for _ in range(REACH):
        if tokens[at].head == at:
            break
        at = tokens[at].head
        token = tokens[at]
        if token.lemma in LIMITS:
            return "next"
        if token.pos in ("VERB", "AUX"):
            told = _told_by(tagged, at, direct=not nouns)
            if told:
                return told
        elif token.pos in ("NOUN", "PROPN"):
            nouns += 1
    return "likely"


def _told_by(tagged: Tagged, at: int, direct: bool) -> Direction | None:
    """What one verb tells with its auxiliaries; None where the verb above it must tell."""
    token = tagged.tokens[at]
    helpers = [tagged.tokens[c] for c in tagged.children[at] if tagged.tokens[c].dep in ("aux", "auxpass")]
    if token.lemma in AHEAD or any(h.text.lower() in MODALS for h in helpers):
        return "next"
    if token.tag == "VB" and any(h.text.lower() == "to" for h in helpers):
        return "next" if direct else "likely"
    if any(h.lemma == "have" or h.tag == "VBD" for h in helpers) or token.tag in ("VBD", "VBN"):
        return "past" if direct else "likely"
    return _of_present(token, helpers, direct)


def _of_present(token: Token, helpers: list[Token], direct: bool) -> Direction | None:
    present = token.tag in ("VBZ", "VBP") or any(h.tag in ("VBZ", "VBP") for h in helpers)
    if not present:
        return None
    return "next" if direct and token.lemma not in TELLING else "likely"
