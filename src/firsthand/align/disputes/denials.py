"""What one says and another denies: in so many words, by a plain no, or by calling it false."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import fsum

from firsthand.align.disputes.ground import TELLING, Dispute, Ground, Value, kind_of, linked, sides_of, stem
from firsthand.inference.frequencies import rarity
from firsthand.model import Claim

#: Probability above which a claim is set against one that is negated with the same verb, or denied in so many words.
ONE_OPPOSED = 0.4
#: The share of the weight of a negated claim's words that the other must have; of a denial's, which says more.
COVERED = 0.9
COVERED_DENIAL = 0.4
#: Words in common that make up for another verb.
MANY = 3
#: Probability above which a verb may be all that a denial of several words and a claim share.
ONE_DENIED = 0.3
#: The same for a denial and a claim that says no, too, by another verb.
ONE_NO = 0.3
#: Probability above which a claim of one verb stands with another on one side.
ONE_SIDE = 0.6
HALF = 0.5
#: What limits a no to a time, or makes it no statement: "had not won since 1908" is not denied by "won".
_LIMITED = re.compile(
    r"\b(?:yet|since|until|till|before|previously|prior|any ?more|any longer|no longer|only|always|necessarily|"
    r"just|every|all|again|so far|still|originally|if|unless|whether|when|could|can|cannot|can[’']t|couldn[’']t|would|"
    r"wouldn[’']t|"
    r"may|might|should|shouldn[’']t|ever)\b",
    re.IGNORECASE,
)
_LIMITING = re.compile(
    r"^to\b|\b(?:no|not|never|nobody|without|if|unless|whether|may|might|could|would|should|until|before)\b|\?[”\"’']?$",
    re.IGNORECASE,
)
_WORDS_OF = (
    r"(?:claims?|charges?|allegations?|accusations?|reports?|accounts?|statements?|suggestions?|rumou?rs?|assertions?)"
)
_FALSE_WORDS = (
    "untrue false baseless unfounded groundless fabricated wrong incorrect inaccurate lie lies nonsense fake accord "
    "correspond tally fact facts not deny denies denied dispute disputed disputes reject rejected rejects dismiss "
    "dismissed refute refuted however claim charge allegation accusation report account statement suggestion "
    "rumor rumour "
    "assertion "
    "news medium media preliminary monday tuesday wednesday thursday friday saturday sunday"
)
_EMPTY = frozenset(stem(w) for w in _FALSE_WORDS.split())
#: What calls another's words false.
_FALSE = re.compile(
    rf"\b(?:{_WORDS_OF}|it|that|this|those|these)\b[^.;]{{0,60}}?\b(?:(?:is|are|was|were|"
    rf"as) (?:\w+ly )?(?:untrue|false|"
    r"baseless|unfounded|groundless|fabricated|incorrect|inaccurate|a lie|lies|nonsense|fake)\b|(?:do|does|did) not "
    r"(?:accord|"
    r"correspond|tally|square)\b)",
    re.IGNORECASE,
)
_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|"
    r"ed|ing))\b"
)
_CUT = re.compile(r"[,;:.]| and (?:said|says|called|calls|added|insisted|told)\b| but ")
#: What is denied to somebody is refused, and nothing is disputed.
_REFUSED = re.compile(
    r"\bden\w+\b[^.;,]{0,40}\b(?:access|entry|permission|bail|visas?|requests?|entrance|treatment|aid|service)\b|"
    r"\b(?:was|were|been|is|are|being) denied (?:an?|the|any|his|her|their)\b|"
    r"\b(?:dismiss|reject|den)\w*\b[^.;,]{0,30}\b(?:calls?|demands?|appeals?|offers?|proposals?|bids?|motions?|plans?|bills?|"
    r"deals?|ideas?|petitions?)\b"
)
#: Verbs that leave open whether it was so.
_SUSPECT = frozenset("suspect investigate probe fear wonder doubt".split())
#: How many claims back a denial looks for what it denies.
_BACK = 8


def find_denials(ground: Ground) -> Iterator[Dispute]:
    """A claim and its opposite by two voices; denials of one thing are told together."""
    denied: set[int] = set()
    asserted: set[int] = set()
    pairs = []
    for i in range(len(ground.claims)):
        for j in _against(ground, i):
            if i not in asserted and j not in denied:
                denied.add(i)
                asserted.add(j)
                pairs.append((i, j))
    for group in linked(_with_like(ground, pairs, denied, asserted)):
        values = [_said(ground, ground.claims[i], "denied" if i in denied else "asserted") for i in group]
        sides = sides_of(values)
        if len(sides) > 1:
            kind = kind_of(sides)
            who = "speaker " if kind == "attribution" else ""
            yield Dispute("whether", kind, "whether it is so", sides, f"One {who}asserts what {_other(kind)} denies.")


def _other(kind: str) -> str:
    return "another" if kind == "attribution" else "the other"


def _with_like(
    ground: Ground, pairs: Iterable[tuple[int, int]], denied: set[int], asserted: set[int]
) -> list[tuple[int, int]]:
    """The pairs, and with each claim of a side those that say nearly the same."""
    found = list(pairs)
    for side, other_side in ((denied, asserted), (asserted, denied)):
        for i in sorted(side):
            for k, claim in enumerate(ground.claims):
                mine = ground.claims[i]
                if (
                    k in other_side
                    or k == i
                    or "denied" in (claim.certainty, mine.certainty)
                    or ground.alike[i, k] < ONE_SIDE
                ):
                    continue
                if claim.negated != mine.negated or claim.predicate != mine.predicate or claim.certainty == "possible":
                    continue
                if ground.covered(i, k) >= HALF:
                    side.add(k)
                    found.append((i, k))
    return found


def _against(ground: Ground, i: int) -> list[int]:
    """The claims, by index, that claim i denies."""
    mine = ground.claims[i]
    words = ground.words(mine)
    false = bool(mine.asserted_by and _FALSE.search(words))
    if mine.certainty == "denied" and _REFUSED.search(ground.sentence(mine)):
        return []
    if mine.certainty == "denied" or false:
        content, names = _content(ground, i)
        if content:
            return _denied(ground, i, content)
        return [] if names else _answered(ground, i, false)
    if mine.negated and mine.certainty != "possible" and not _LIMITED.search(words):
        return _opposed(ground, i)
    return []


def _content(ground: Ground, i: int) -> tuple[frozenset[str], frozenset[str]]:
    """What claim i denies, as stems, and the names in it; both empty where it only points at what another said."""
    mine = ground.claims[i]
    told = [n for n in range(max(0, i - _BACK), min(len(ground.claims), i + _BACK)) if _beside(ground, i, n)]
    named = {stem(w) for n in told for e in ground.claims[n].entities for w in e.split()}
    stems = {s for n in told for s in ground.stems[n]}
    sentence = ground.sentence(mine)
    verb = _DENY.search(sentence) if mine.certainty == "denied" else None
    denied = ""
    if verb:
        passive = sentence.startswith((" by ", "."), verb.end())
        denied = sentence[: verb.start()] if passive else _CUT.split(sentence[verb.end() :], maxsplit=1)[0]
        stems &= {stem(w) for w in re.findall(r"\w+", denied)}
    own = {stem(w) for w in f"{mine.asserted_by or ''} {mine.agent or ''}".split()}
    told_so = {stem(w) for w in re.findall(r"[^\W\d]+", denied) if rarity(w.lower()) >= TELLING} - stems
    stems = {s for s in stems - _EMPTY if not s.isdigit()}
    return frozenset(stems - named), frozenset((stems & named | told_so) - own - _EMPTY)


def _beside(ground: Ground, i: int, n: int) -> bool:
    mine, other = ground.claims[i], ground.claims[n]
    return n == i or (other.sentence == mine.sentence and other.asserted_by == mine.asserted_by)


def _said(ground: Ground, claim: Claim, key: str) -> Value:
    words = (
        ground.sentence(claim) if claim.certainty == "denied" else ground.words(claim)
    )  # who denies it stands outside
    return Value(claim, key, words.strip(' .,;“”"'))


def _denied(ground: Ground, i: int, content: frozenset[str]) -> list[int]:
    """Claims that say what claim i denies in so many words: `content` says what that is."""
    mine = ground.claims[i]
    total = fsum(ground.weights[s] for s in content)
    found = []
    for j, other in enumerate(ground.claims):
        common = content & ground.stems[j]
        if fsum(ground.weights[s] for s in common) < COVERED_DENIAL * total or not common:
            continue
        if other.negated:
            # who denies that it failed, and who says that it did not sound, are at odds, though both say no
            apart = mine.certainty == "denied" and mine.predicate != other.predicate
            if apart and ground.alike[i, j] >= ONE_NO and _may_face(ground, mine, other, limited=True):
                found.append(j)
            continue
        if other.predicate in _SUSPECT or not _may_face(ground, mine, other):
            continue
        done = (other.predicate is not None and stem(other.predicate) in common) or other.predicate == "accuse"
        if _FALSE.search(ground.words(other)):
            continue
        telling = len(common) > 1 or len(content) == 1 or bool(ground.alike[i, j] >= ONE_DENIED)
        if (done and telling) or len(common) >= MANY:
            found.append(j)
    return sorted(found, key=lambda j: -float(ground.alike[i, j]) - ground.covered(i, j))


def _opposed(ground: Ground, i: int) -> list[int]:
    """Claims that say without a no what claim i says with one: by the same verb, or of what it is or has."""
    mine = ground.claims[i]
    plain = mine.predicate in ("be", "have")
    if not plain and rarity(mine.predicate or "the") < TELLING:
        return []
    return [
        j
        for j, other in enumerate(ground.claims)
        if ground.alike[i, j] >= ONE_OPPOSED
        and not other.negated
        and mine.future == other.future
        and (plain or other.predicate == mine.predicate)
        and ground.covered(i, j) >= COVERED
        and _may_face(ground, mine, other)
    ]


def _may_face(ground: Ground, mine: Claim, other: Claim, limited: bool = False) -> bool:
    """Whether another's claim can be what is denied: firm, of another voice, of nothing that came only later."""
    if other.certainty in ("possible", "denied") or not ground.two_voices(mine, other):
        return False
    if (mine.sentence == other.sentence and not other.asserted_by) or (
        not limited and _LIMITING.search(ground.words(other))
    ):
        return False
    day = ground.published(mine)[:10]
    later = bool(day and other.happened and len(other.happened) == 10 and other.happened > day)
    return not later and ground.old(mine) == ground.old(other)


def _answered(ground: Ground, i: int, false: bool) -> list[int]:
    """The words of another speaker that stand right before claim i in its article; all of that speaker's sentence.

    Who only denies "the reports" must be spoken of in them, lest they are reports on somebody else.
    """
    mine = ground.claims[i]
    before = [
        k
        for k in range(max(0, i - _BACK), i)
        if ground.claims[k].span.article == mine.span.article and ground.claims[k].span.start < mine.span.start
    ]
    for k in reversed(before):
        claim = ground.claims[k]
        if (
            claim.certainty != "reported"
            or claim.negated
            or not claim.asserted_by
            or not ground.two_voices(mine, claim)
        ):
            continue
        said = [n for n in before if _beside(ground, k, n) and ground.claims[n].certainty == "reported"]
        about = {ground.actor(e) for n in said for e in ground.claims[n].entities}
        return said if false or about & {ground.actor(x) for x in (mine.asserted_by, mine.agent) if x} else []
    return []
