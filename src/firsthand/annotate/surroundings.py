"""What the label of a name and the words around one appearance of it say of its kind."""

from __future__ import annotations

from collections import Counter

from firsthand.annotate import name_words, names
from firsthand.annotate.entities import LABEL
from firsthand.annotate.name_cuts import LABEL_KINDS, Candidate
from firsthand.annotate.roles import age_after, role_after, role_before
from firsthand.inference.tagger import Token
from firsthand.model import MentionKind

#: Votes of the words around a name; a label of the tagger has LABEL. Set by reading on the story sets.
TITLE = 8
_ROLE = 6
_AGE = 8
_IN = 3  # "in Vell"
_LAND = 12  # "Vell province", "the town of Vell"
_STATE = 8  # "Vell, Ohio"
_LOCAL = 4  # "a Vell hospital", "Ana Brask, of Vell"
_BODY = 6  # "the Vell newspaper", "the newspaper Vell"
_THING = 6  # "the tanker Vell", "the Vell browser"
_HASHTAG = 12
_THE = 2  # "the Vell said": a body rather; three times as much against a person
_WHO = 4  # "Brask, who"
_KIN = 6  # "Brask's wife"
_LIFE = 4  # "Brask died", "Brask was arrested"
_SETTLEMENTS = frozenset({"capital", "city", "town", "village", "suburb"})
_AT = frozenset({"in", "near", "outside", "throughout"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})


def votes_around(tokens: tuple[Token, ...], candidate: Candidate) -> Counter[MentionKind]:
    """The votes of one appearance for each kind; a negative one speaks against it."""
    votes: Counter[MentionKind] = Counter()
    if candidate.label:
        votes[LABEL_KINDS[candidate.label]] += LABEL
    first, last = candidate.first, candidate.last
    _vote_person(tokens, candidate, votes)
    if _is_placed(tokens, first, last):
        votes["place"] += _LAND
    elif _is_in_state(tokens, first, last):
        votes["place"] += _STATE
    elif _is_local(tokens, first, last):
        votes["place"] += _LOCAL
    called = _called(tokens, first, last)
    after = tokens[last].text if last < len(tokens) else ""
    if called in name_words.NAMED_BODIES or after in name_words.BODY_NOUNS:
        votes["organization"] += _BODY
    elif called in name_words.NAMED_THINGS or after in name_words.THING_NOUNS:
        votes["other"] += _THING
    if first and tokens[first - 1].sentence == tokens[first].sentence:
        before = tokens[first - 1]
        if before.text == "#" and before.end == tokens[first].start:
            votes["other"] += _HASHTAG
        elif before.text in _AT and tokens[last - 1].dep == "pobj":
            votes["place"] += _IN
        elif before.text in ("the", "The") and tokens[last - 1].dep not in _MODIFIERS:
            votes["organization"] += _THE
            votes["person"] -= _THE * 3
    return votes


def _vote_person(tokens: tuple[Token, ...], candidate: Candidate, votes: Counter[MentionKind]) -> None:
    first, last = candidate.first, candidate.last
    if candidate.title is not None:
        votes["person"] += TITLE
    elif role_before(tokens, first) or role_after(tokens, last):
        votes["person"] += _ROLE
    if age_after(tokens, last) or _is_aged(tokens, first):
        votes["person"] += _AGE
    after = [t.text for t in tokens[last : last + 2]] + ["", ""]
    if after[0] in name_words.POSSESSIVES and after[1] in name_words.KIN:
        votes["person"] += _KIN
    if "who" in (after[0], after[1] if after[0] == "," else ""):
        votes["person"] += _WHO
    token = tokens[last - 1]
    if (token.dep, tokens[token.head].lemma) in name_words.LIVES:
        votes["person"] += _LIFE


def _is_aged(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether "35-year-old" stands before a name."""
    return first > 2 and tokens[first - 1].text == "old" and tokens[first - 3].text.startswith("year")


def _called(tokens: tuple[Token, ...], first: int, last: int) -> str:
    """The common noun that calls a name what it is: "tanker" in "the tanker Vell" and "the tanker, Vell,"; or ""."""
    sentence = tokens[first].sentence
    if first and tokens[first - 1].text == ",":
        apart = last < len(tokens) and tokens[last].text in name_words.CLOSES
        return tokens[first - 2].text if apart and first > 1 and tokens[first - 2].sentence == sentence else ""
    return tokens[first - 1].text if first and tokens[first - 1].sentence == sentence else ""


def _is_placed(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the words next to a name call it a place: "Vell province", "the town of Vell", "the capital, Vell"."""
    after = [t.text for t in tokens[last : last + 3]]
    if (after and after[0] in name_words.LANDS) or after == [",", "the", "capital"]:
        return True
    third, second, nearest = (["", "", ""] + [t.text for t in tokens[max(0, first - 3) : first]])[-3:]
    if nearest == "of":  # and "Ana Brask, 33, of Vell"
        return second in name_words.LANDS or (second == "," and third.isdigit())
    return (second if nearest == "," else nearest) in _SETTLEMENTS


def _is_in_state(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a state or country follows after a comma: "Vell, Ohio"."""
    if last + 1 >= len(tokens) or tokens[last].text != "," or last - first > 3:
        return False
    state = tokens[last + 1]
    if state.sentence != tokens[last - 1].sentence:
        return False
    closed = last + 2 >= len(tokens) or tokens[last + 2].text in name_words.CLOSES
    section = names.gazetteer().places.get(names.fold(state.text), "")
    return state.text in name_words.STATES or (section == "state" and closed)


def _is_local(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a name stands where a town's would: "a Vell hospital", "Vell residents", "Ana Brask, of Vell"."""
    after = tokens[last].text if last < len(tokens) else ""
    if after in name_words.LOCAL_NOUNS and tokens[last - 1].dep in _MODIFIERS:
        return True
    before = tokens[max(0, first - 3) : first]
    return len(before) == 3 and (before[1].text, before[2].text) == (",", "of") and before[0].label == "PERSON"
