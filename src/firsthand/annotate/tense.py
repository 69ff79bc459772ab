"""Whether a sentence speaks of what was or of what is to come, at the place where a time stands."""

from __future__ import annotations

from typing import Literal

from firsthand.inference.tagger import Tagged, Token

#: past and next are told by the verb. near: it was ahead of something past ("had been due on Friday"), so that only its
#: distance tells. likely: no verb tells, so that a past one is meant unless one ahead is much nearer.
Direction = Literal["past", "next", "near", "likely"]

#: Verbs whose object or infinitive is still to come, whatever their own tense: "was scheduled for Friday".
AHEAD = frozenset("schedule expect plan due slate postpone delay".split())
#: Words whose infinitive is still to come: "is to resume Monday", "likely to fall on Friday".
PROMISING = frozenset("set be want hope intend prepare likely ready".split())
#: Verbs with the small word after which their time is still to come: "set for Monday", "moved to Thursday".
AHEAD_WITH = frozenset([("set", "for"), ("book", "for"), ("list", "for"), ("pencil", "for")])
MOVED = frozenset(
    [("adjourn", "to"), ("bring", "to"), ("move", "to"), ("push", "to"), ("reschedule", "for"), ("reschedule", "to")]
)
#: Verbs that a timetable has in the present: "the trial begins on Sunday". Not those that a picture has as well
#: ("walks", "speaks", "meets"): captions tell in the present what is past.
SCHEDULED = frozenset("begin start open reopen resume convene expire premiere end kick conclude reconvene".split())
#: Complements of "is" that lie ahead: "is due in court on Monday".
EXPECTED = frozenset("due set scheduled expected slated likely unlikely certain bound".split())
#: What "is" says of its subject.
COMPLEMENTS = frozenset({"acomp", "prep", "npadvmod", "attr", "advmod"})
#: Words before a time that set it as a limit.
LIMITS = frozenset("until till ahead payable effective due starting beginning".split())
#: Labels of a modifier before its noun: "the Feb. 23 accord", "Thursday's price". The verb does not tell its day.
INSIDE_A_NAME = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
MODALS = frozenset("will would shall may might can must should 'll wo".split())
#: From so many nouns between the time and its verb on the verb no longer tells: "expects a baby, a post in July says".
#: Set by reading recent news; on TempEval-3 dev it moves nothing.
FAR = 2
#: How far up the tree of the sentence a verb is looked for. Six reaches nearly all; more only costs time.
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
    if tokens[at].dep in INSIDE_A_NAME and tokens[at].head > at:
        return "likely"
    nouns, by, before, limit = 0, False, "", inside[0] > 0 and tokens[inside[0] - 1].lemma in LIMITS
    for _ in range(REACH):
        if tokens[at].head == at:
            break
        before, at = tokens[at].lemma, tokens[at].head
        token = tokens[at]
        if token.lemma == "since":
            return "past"
        limit = limit or token.lemma in LIMITS
        by = by or (token.lemma == "by" and not nouns)
        if token.pos in ("VERB", "AUX"):
            told = _told_by(tagged, at, nouns, before)
            if told:
                ahead = (limit and not _had(tagged, at)) or (by and told == "likely")
                return "next" if ahead else told
        elif token.pos in ("NOUN", "PROPN"):
            nouns += 1
    return "next" if limit or by else "likely"


def _had(tagged: Tagged, at: int) -> bool:
    """Whether the verb is in the past perfect: "until Thursday they had not called"."""
    return any(tagged.tokens[c].lemma == "have" and tagged.tokens[c].tag == "VBD" for c in tagged.children[at])


def _told_by(tagged: Tagged, at: int, nouns: int, before: str = "") -> Direction | None:
    """What one verb tells with its auxiliaries; None where the verb above it must tell.

    `before` is the lemma of the word below it on the way from the time.
    """
    token = tagged.tokens[at]
    helpers = [tagged.tokens[c] for c in tagged.children[at] if tagged.tokens[c].dep in ("aux", "auxpass")]
    if token.lemma in AHEAD or (token.lemma, before) in AHEAD_WITH:
        return _of_plan(helpers, nouns)
    if (token.lemma, before) in MOVED:
        return "next"
    if any(h.text.lower() in MODALS for h in helpers):
        return "next" if nouns < FAR else "likely"
    if any(h.text.lower() == "to" for h in helpers):
        above = tagged.tokens[token.head]
        if above.lemma in AHEAD:
            return _told_by(tagged, token.head, nouns)
        return "next" if token.head == at or above.lemma in PROMISING else "likely"
    if any(h.lemma == "have" or h.tag == "VBD" for h in helpers) or token.tag in ("VBD", "VBN"):
        return "past" if not nouns else "likely"
    if token.tag in ("VBZ", "VBP") and not nouns and _is_timetable(tagged, at):
        return "next"
    return _of_present(token, helpers)


def _of_plan(helpers: list[Token], nouns: int) -> Direction:
    """What "is scheduled" or "planned" tells, and "was scheduled", which may have come and gone."""
    if nouns >= FAR:
        return "likely"
    return "near" if any(h.tag in ("VBD", "VBN") for h in helpers) else "next"


def _of_present(token: Token, helpers: list[Token]) -> Direction | None:
    """The present: "is leaving Monday" is to come; "leaves Monday" tells nothing: a timetable or a picture."""
    going = token.tag == "VBG" and any(h.lemma == "be" and h.tag in ("VBZ", "VBP") for h in helpers)
    if going:
        return "next"
    return "likely" if token.tag in ("VBZ", "VBP") or any(h.tag in ("VBZ", "VBP") for h in helpers) else None


def _is_timetable(tagged: Tagged, at: int) -> bool:
    """Whether a verb in the present can only mean a plan: "begins", "takes effect", "is due", "is on Tuesday"."""
    verb = tagged.tokens[at]
    if verb.lemma in SCHEDULED or any(t.text in ("effect", "force") for t in tagged.tokens[at + 1 : at + 3]):
        return True
    said = [tagged.tokens[c] for c in tagged.children[at] if tagged.tokens[c].dep in COMPLEMENTS]
    if verb.lemma != "be" or not said:
        return False
    when = all(c.text == "on" or (c.pos == "PROPN" and c.text.endswith("day")) for c in said)
    return when or any(c.text in EXPECTED for c in said)
