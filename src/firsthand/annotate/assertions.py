"""How a clause asserts: whether it says no, how firmly, and whether it speaks of what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.annotate.arguments import RAISING, is_passive
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Certainty, Quotation

_POSSIBLE = frozenset("may might could possibly perhaps likely unlikely probably apparently seemingly".split())
_POSSIBLE_VERBS = frozenset(
    "believe think suspect fear speculate expect hope assume guess estimate predict appear seem consider plan".split()
)
#: Nouns of which a clause with "that" is only feared, hoped or thought of.
_POSSIBLE_NOUNS = frozenset(
    "possibility fear suspicion speculation hope chance risk theory belief likelihood prospect rumor rumour".split()
)
#: Verbs by which somebody senses: "could hear" says that it was heard.
_SENSES = frozenset("see hear feel smell find".split())
_REPORTED = frozenset("reportedly allegedly purportedly supposedly".split())
_REPORTED_NOUNS = frozenset("allegation claim report accusation charge assertion".split())
_DENIALS = frozenset("deny reject dismiss refute rebut dispute".split())
_NEGATIVE = frozenset("no never nobody none nothing neither nor not n't n’t cannot nowhere".split())
#: In what attributes, these make that nobody asserts it.
_UNSAID = _NEGATIVE | {"without"}
_COMPARED = frozenset({"fewer", "less", "more", "later", "longer", "sooner"})
#: After "not", these take the no back, or turn it on another word: "not only", "not long after".
_NOT_NO = frozenset("only just least long surprisingly far necessarily merely unlike".split())
_NEGATABLE = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "acomp"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
#: Verbs and adjectives by which what follows in the infinitive did not happen: "failed to stop", "unable to stop".
_NEGATIVE_VERBS = frozenset("fail refuse decline neglect".split())
#: Verbs whose complement holds even where they are denied: "did not know that".
_FACTIVE = frozenset("know realize realise forget remember care mind matter regret notice see mention hide".split())
_FUTURE = frozenset("will shall 'll ’ll wo".split())
#: Verbs and adjectives by which what follows in the infinitive is still to come: "plans to open", "due to open".
_AHEAD = frozenset("plan intend aim vow pledge promise propose prepare hope threaten agree".split())
_DUE = frozenset("due likely poised ready set".split())
_ARRANGED = frozenset("expect schedule plan set slate mean".split())
_PLANS = frozenset({"plan", "intention", "proposal"})
#: Joined verbs that may share one "will": more are slips of the parser, or a trap.
_CHAIN = 6
_SAME_ASSERTION = frozenset({"ccomp", "conj", "parataxis"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a clause asserts what it tells."""

    negated: bool
    certainty: Certainty
    future: bool


def judge(tagged: Tagged, heads: Sequence[int], own: Sequence[int], over: Quotation | None) -> Assertion:
    """The assertion of one clause.

    `heads` are the clause's head and the verbs below it down to the one that tells the happening; `over` is the
    quotation that the clause belongs to.
    """
    tokens = tagged.tokens
    cue = {tokens[i].lemma.lower() for c in (over.cue if over else ()) for i in tagged.tokens_in(c.start, c.end)}
    unsaid = bool(cue & _UNSAID)  # "did not deny", "would not say": nobody asserts it, and nobody denies it
    inside = [h for h in heads if not _is_cue(tokens, h, over)] or [heads[-1]]
    negative = any(_is_negative(tagged, h, own) for h in inside)
    denied = bool(cue & _DENIALS) and not unsaid
    denied = denied or (tokens[heads[0]].lemma.lower() in _DENIALS and not negative) or _called_untrue(tagged, heads[0])
    if denied:
        certainty: Certainty = "denied"
    elif unsaid or cue & _POSSIBLE_VERBS or any(_is_open(tagged, h, own) for h in inside):
        certainty = "possible"
    elif over is not None or _is_reported(tagged, inside, own):
        certainty = "reported"
    else:
        certainty = "stated"
    ahead = [h for h in heads if h in inside or is_passive(tagged, h)]  # "is expected to" attributes, and announces
    return Assertion(negative != denied, certainty, any(_is_future(tagged, h, over) for h in ahead))


def _is_cue(tokens: Sequence[Token], i: int, over: Quotation | None) -> bool:
    return over is not None and any(c.start <= tokens[i].start < c.end for c in over.cue)


def _is_negative(tagged: Tagged, head: int, own: Sequence[int]) -> bool:
    tokens = tagged.tokens
    below = [i for i in tagged.children[head] if tokens[i].dep in _NEGATABLE]
    near = [*tagged.children[head], *(c for i in below for c in tagged.children[i]), *below]
    within = set(own)
    if any(_negates(tokens, i) and i in within and tokens[i].sentence == tokens[head].sentence for i in near):
        return True
    infinitive = any(tokens[c].dep == "xcomp" for i in (head, *below) for c in tagged.children[i])
    words = {tokens[i].lemma.lower() for i in below}
    return infinitive and (tokens[head].lemma.lower() in _NEGATIVE_VERBS or "unable" in words)


def _negates(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word says no: not the "no" of "no fewer than nine", not the "not" of "not only"."""
    word = tokens[i].text.lower()
    after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    return word in _NEGATIVE and after not in _COMPARED and not (word == "not" and after in _NOT_NO)


def _says_no(tagged: Tagged, i: int) -> bool:
    return any(_negates(tagged.tokens, c) for c in tagged.children[i])


def _called_untrue(tagged: Tagged, head: int) -> bool:
    """Whether a clause stands under "it is not true that", or "it is false that"."""
    above = tagged.tokens[head].head
    if above == head or tagged.tokens[head].dep not in ("ccomp", "csubj", "acl"):
        return False
    near = {tagged.tokens[c].text.lower() for i in (above, tagged.tokens[above].head) for c in tagged.children[i]}
    near.add(tagged.tokens[above].text.lower())
    return bool(near & {"untrue", "false"}) or (bool(near & {"true", "correct"}) and bool(near & _NEGATIVE))


def _is_open(tagged: Tagged, head: int, own: Sequence[int]) -> bool:
    """Whether it is left open that the clause holds: a hedge, a condition, a question, a thing feared or not known."""
    tokens = tagged.tokens
    below = tagged.children[head]
    if any(tokens[i].dep == "mark" and tokens[i].lemma.lower() in _CONDITIONS for i in below):
        return True
    if any(tokens[i].text.lower() in _POSSIBLE and _hedges(tagged, i) for i in own):
        return True
    if _depends_on_condition(tagged, head) or _is_contrary(tagged, head):
        return True
    lemma = tokens[head].lemma.lower()
    if any(tokens[c].dep == "xcomp" for c in below) and (
        lemma in ("appear", "seem") or (lemma in _POSSIBLE_VERBS and is_passive(tagged, head))
    ):
        return True
    return _is_asked(tagged, head) or _is_doubted(tagged, head)


def _hedges(tagged: Tagged, i: int) -> bool:
    """Whether a word leaves a clause open: not the month of May, not "could not", not "could hear"."""
    token = tagged.tokens[i]
    if token.pos == "PROPN":
        return False
    verb = tagged.tokens[token.head]
    if token.text.lower() == "could" and token.dep == "aux":
        sensed = verb.lemma.lower() in _SENSES and not is_passive(tagged, token.head)
        return not (sensed or _says_no(tagged, token.head))
    return True


def _depends_on_condition(tagged: Tagged, head: int) -> bool:
    """Whether a clause would hold only if another did: "if the dam breaks, the valley will be flooded"."""
    tokens = tagged.tokens
    below = tagged.children[head]
    if not any(tokens[c].dep == "aux" and tokens[c].tag == "MD" for c in below):
        return False
    under = (g for c in below if tokens[c].dep == "advcl" for g in tagged.children[c])
    return any(tokens[g].dep == "mark" and tokens[g].lemma.lower() in ("if", "unless") for g in under)


def _is_contrary(tagged: Tagged, head: int) -> bool:
    """Whether a clause tells what would have been."""
    modals = [tagged.tokens[c].text.lower() for c in tagged.children[head] if tagged.tokens[c].dep == "aux"]
    return "would" in modals and "have" in modals


def _is_asked(tagged: Tagged, head: int) -> bool:
    """Whether a clause is what its sentence asks."""
    tokens = tagged.tokens
    first, last = tagged.sentences[tokens[head].sentence]
    if not any(t.text == "?" for t in tokens[max(first, last - 2) : last]):
        return False
    while tokens[head].head != head:
        if tokens[head].dep not in _SAME_ASSERTION:
            return False
        head = tokens[head].head
    return True


def _is_doubted(tagged: Tagged, head: int) -> bool:
    """Whether what governs a clause leaves it open: "fears that", "no evidence that", "did not say that"."""
    tokens = tagged.tokens
    above = tokens[head].head
    dep = tokens[head].dep
    lemma = tokens[above].lemma.lower()
    if above == head:
        return False
    if dep == "acl" and any(tokens[c].dep == "mark" for c in tagged.children[head]):
        return lemma in _POSSIBLE_NOUNS or _says_no(tagged, above)
    if dep != "ccomp" or lemma in _FACTIVE:
        return False
    return lemma in _POSSIBLE_VERBS or _says_no(tagged, above)


def _is_reported(tagged: Tagged, heads: Sequence[int], own: Sequence[int]) -> bool:
    """Whether the article passes on what others say, without naming them: "allegedly", "is said to have"."""
    tokens = tagged.tokens
    if any(tokens[i].text.lower() in _REPORTED for i in own):
        return True
    if len(heads) > 1 and any(tokens[h].lemma.lower() in RAISING for h in heads[:-1]):
        return True
    head = heads[0]
    above = tokens[tokens[head].head].lemma.lower()
    return (
        tokens[head].dep == "acl"
        and above in _REPORTED_NOUNS
        and any(tokens[c].dep == "mark" for c in tagged.children[head])
    )


def _is_future(tagged: Tagged, head: int, over: Quotation | None, depth: int = 0) -> bool:
    """Whether the clause announces what is still to come; `depth` counts the verbs that it was joined to."""
    tokens = tagged.tokens
    below = tagged.children[head]
    modals = {tokens[c].text.lower() for c in below if tokens[c].dep == "aux"}
    if modals & _FUTURE or ("would" in modals and over is not None and over.kind != "direct"):
        return True
    lemma = tokens[head].lemma.lower()
    words = {tokens[c].lemma.lower() for c in below if tokens[c].dep == "acomp"}
    under = (head, *(c for c in below if tokens[c].dep in ("acomp", "attr")))
    if any(tokens[c].dep == "xcomp" and _is_infinitive(tagged, c) for i in under for c in tagged.children[i]):
        arranged = lemma in _ARRANGED and any(tokens[c].dep == "auxpass" for c in below)
        if arranged or lemma in _AHEAD or words & _DUE or (lemma == "go" and tokens[head].tag == "VBG"):
            return True
        if lemma == "be" and tokens[head].tag in ("VBZ", "VBP") and not _has_attribute(tagged, head):
            return True  # "the minister is to visit"
    if any(_is_plan(tagged, c) for c in below):
        return True
    verb = tokens[head]
    joined = verb.dep == "conj" and verb.tag == "VB" and depth < _CHAIN and not modals
    return (
        joined and not any(tokens[c].dep == "nsubj" for c in below) and _is_future(tagged, verb.head, over, depth + 1)
    )


def _is_infinitive(tagged: Tagged, i: int) -> bool:
    return any(tagged.tokens[c].text.lower() == "to" and tagged.tokens[c].dep == "aux" for c in tagged.children[i])


def _has_attribute(tagged: Tagged, head: int) -> bool:
    return any(tagged.tokens[c].dep in ("attr", "acomp", "expl") for c in tagged.children[head])


def _is_plan(tagged: Tagged, i: int) -> bool:
    """Whether a word is the object "plans to": "announced plans to launch"."""
    token = tagged.tokens[i]
    if token.dep != "dobj" or token.lemma.lower() not in _PLANS:
        return False
    return any(tagged.tokens[c].dep in ("acl", "relcl") and _is_infinitive(tagged, c) for c in tagged.children[i])
