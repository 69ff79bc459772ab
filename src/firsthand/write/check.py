"""Refuses a sentence that its passages do not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from firsthand.model import Claim, Statement

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN = str.maketrans("“”‘’–—…", "\"\"''--.")

#: What makes a sentence less than a plain statement: who says it, how sure it is, whether it is so at all.
_HEDGE = re.compile(
    r"\b(?:according|reported(?:ly)?|reports?|alleged(?:ly)?|apparently|possibly|perhaps|maybe|probably|presumably|supposedly|"
    r"purported(?:ly)?|unconfirmed|suspected|believed|thought|rumou?red|estimated|expected|likely|unlikely|may|might|could|"
    r"would|seem(?:s|ed)?|appear(?:s|ed)?|suggest(?:s|ed)?|claim(?:s|ed)?|say(?:s|ing)?|said|told|tells|den(?:y|ies|ied)|if|"
    r"unless|whether|not|never|no|nobody|neither|cannot|\w+n['’]t)\b",
    re.IGNORECASE,
)

_ARTICLES = frozenset("a an the of and".split())
#: A speaker's words without the sentence around them: Name: “words”.
_ALONE = re.compile(r"[^“\":]+: “([^”]*)”$")

#: The words that an account may add to those of its passages to say who reports.
FRAME = frozenset("one report reports says quotes quoting".split())


def refuse(statement: Statement, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Why a sentence may not be printed: empty where every figure, quoted word and word of it stands in its passages.

    `names` are the publishers and speakers that may be named beside the passages' own words. Figures and quoted words
    get no such license.
    """
    backing = " ".join(c.exact for c in statement.citations)
    reasons = [
        f"the figure {figure} stands in no cited passage"
        for figure in _FIGURE.findall(statement.text)
        if not re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", backing)
    ]
    plain = _flat(backing)
    reasons += [
        f"the quoted words {quoted!r} stand in no cited passage"
        for quoted in _QUOTED.findall(statement.text)
        if _flat(quoted) not in plain
    ]
    allowed = {w.lower() for w in _WORD.findall(backing)} | FRAME
    allowed |= {w.lower() for name in names for w in _WORD.findall(name)}
    strange = [w for w in _WORD.findall(statement.text) if w.lower() not in allowed]
    if strange:
        reasons.append(f"the words {', '.join(dict.fromkeys(strange))} stand in no cited passage")
    return tuple(reasons)


def _flat(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split()).strip(" ,.")


def hedges(text: str) -> Counter[str]:
    """The words of a text that attribute, doubt, condition or negate, with how often each stands there."""
    return Counter(w.lower() for w in _HEDGE.findall(text))


def attributed(claim: Claim, text: str, names: Iterable[str] = ()) -> bool:
    """Whether a sentence names who asserts the claim it tells; a claim of the article's own needs nobody.

    Any part of the speaker's name will do, and the last word of a description ("two officials"); so will `names`, other
    words in the sentence that stand for the speaker.
    """
    if claim.asserted_by is None:
        return True
    words = {w.lower() for w in _WORD.findall(text)}
    parts = _WORD.findall(claim.asserted_by)
    wanted = {w.lower() for w in parts if w[:1].isupper()} - _ARTICLES or {w.lower() for w in parts[-1:]}
    return bool(words & wanted) or any(_flat(n).lower() in _flat(text).lower() for n in names)


def raised(text: str, claim: Claim, sentence: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Why the words chosen for a claim would sound surer than its article: empty where they do not.

    `sentence` is the whole sentence of the claim, of which `text` is cut. A hedge, a condition, a negation or the one
    who says so may not be lost on the way. Where the text is a speaker's words alone, the words around them may go.
    """
    reasons = [] if attributed(claim, text, names) else [f"it does not name {claim.asserted_by}, who asserts it"]
    alone = _ALONE.match(text)
    kept = hedges(text)
    whole = hedges(sentence) if alone is None else hedges(alone[1])
    lost = [w for w, n in whole.items() if kept[w] < n]
    if lost:
        reasons.append(f"it leaves out {', '.join(lost)}")
    if alone is not None and claim.certainty == "denied":
        reasons.append("it tells as said what is denied")
    return tuple(reasons)
