"""Who said it: one set of quoted words in two mouths; and who was asked, and did not answer or was never asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, sides_of
from firsthand.model import Claim

#: Words that a quotation needs, for two speakers of it to be told apart from two who use one phrase.
WORDS = 2
LETTERS = 16
MOUTHS = 2
_QUOTED = re.compile(r"[“\"]([^“”\"]{4,300})[”\"]")
_UNANSWERED = re.compile(
    r"\b(?:did not|didn[’']t|has not|hasn[’']t|had not|declined to|refused to)\s+(?:\w+ ){0,2}?(?:respond|"
    r"repl(?:y|ied)|"
    r"comment|return(?:ed)?|answer(?:ed)?)\b|\bcould not be reached\b|\bnot (?:respond|repl)",
    re.IGNORECASE,
)
_UNASKED = re.compile(
    r"\b(?:(?:was|were|been) (?:never|not)|never (?:been )?|not (?:been )?)\s*"
    r"(?:contacted|approached|asked|reached out)\b",
    re.IGNORECASE,
)


def find_unasked(ground: Ground) -> Iterator[Dispute]:
    """Who "did not respond" in one report and says in another that nobody ever asked."""
    asked = [c for c in ground.claims if _UNANSWERED.search(ground.words(c))]
    for a in ground.claims:
        if not _UNASKED.search(ground.words(a)):
            continue
        who = {ground.actor(x) for x in (*a.entities, a.patient, a.asserted_by) if x in ground.actor_of}
        against = [
            c for c in asked if c.sentence != a.sentence and ground.actor(c.agent) in who and c.agent is not None
        ]
        if against:
            values = [Value(a, "not asked", ground.words(a)), *(Value(c, "asked", ground.words(c)) for c in against)]
            sides = sides_of(values)
            if apart(sides):
                why = "One says that an answer was asked for, the other that it was not."
                yield Dispute("whether", kind_of(sides), "whether an answer was asked for", sides, why)


def find_mouths(ground: Ground) -> Iterator[Dispute]:
    """The same quoted words, given to two who are each named."""
    said: dict[str, dict[str, list[Claim]]] = {}
    for claim in ground.claims:
        if claim.asserted_by not in ground.actor_of or claim.certainty != "reported":
            continue
        for words in {_plain(q[1]) for q in _QUOTED.finditer(_around(ground, claim))}:
            if len(words) >= LETTERS and len(words.split()) >= WORDS:
                said.setdefault(words, {}).setdefault(str(ground.actor(claim.asserted_by)), []).append(claim)
    for words, speakers in sorted(said.items()):
        speakers = {who: kept for who, claims in speakers.items() if (kept := _own(ground, who, claims, speakers))}
        if len(speakers) != MOUTHS or _one_house(ground, [c[0] for c in speakers.values()]):
            continue
        first, second = ({c.span.article for c in claims} for claims in speakers.values())
        values = [Value(c, who, str(c.asserted_by)) for who, claims in sorted(speakers.items()) for c in claims]
        sides = sides_of(values)
        if not first & second and apart(sides):
            yield Dispute("who", "conflict", f"who said “{words}”", sides, "The same words are given to two speakers.")


def _own(ground: Ground, who: str, claims: list[Claim], speakers: Mapping[str, object]) -> list[Claim]:
    """The claims that do not name another of the speakers, whose words they may pass on."""
    others = set(speakers) - {who}
    return [c for c in claims if not others & {ground.actor(e) for e in ground.told[c.sentence]}]


def _around(ground: Ground, claim: Claim) -> str:
    """The claim's words, with a mark or two on either side, where the cut ran through a quotation."""
    text = ground.by_id[claim.span.article].article.text
    return text[max(claim.sentence.start, claim.span.start - 1) : min(claim.sentence.end, claim.span.end + 2)]


def _one_house(ground: Ground, claims: list[Claim]) -> bool:
    """Whether one of two speakers speaks for the other: "the marketing chief of Orin"."""
    names = [str(c.asserted_by) for c in claims]
    if not ground.two_voices(*claims):
        return True
    for reading in ground.by_id.values():
        for m in reading.annotations.mentions:
            if m.role and m.entity in names and any(n in m.role for n in names if n != m.entity):
                return True
    return False


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
