"""The title or role that stands with a person's name: "Defence Minister", "spokesman", "chief of the general staff"."""

from __future__ import annotations

from firsthand.annotate import name_words
from firsthand.inference.tagger import Token

_BEFORE_WORDS = 4  #: words of a role before a name
_AFTER_WORDS = 8  #: words of a role after it; more is a clause
_KIN_WORDS = 3  #: words between a name and "father"
_ENDS = frozenset(",.;)—–:")
_CLAUSE_TAGS = frozenset({"WDT", "WP", "WRB", "CC", "MD", "VBD", "VBZ", "VBP", "IN"})
_NO_ROLE = frozenset({"VERB", "AUX", "PRON", "SCONJ", "PUNCT", "CCONJ", "ADP"})


def role_before(tokens: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    """The tokens of a lower-case role right before the name that begins at `first`: "political analyst"."""
    begin = first - 1
    if begin < 0 or tokens[begin].text not in name_words.ROLES or tokens[begin].sentence != tokens[first].sentence:
        return None
    while begin > 0 and first - begin < _BEFORE_WORDS and _describes(tokens[begin - 1]):
        begin -= 1
    return begin, first


def _describes(token: Token) -> bool:
    return token.text == "-" or (token.tag in ("NN", "JJ", "HYPH", "VBN") and token.text[0].islower())


def role_after(tokens: tuple[Token, ...], last: int) -> tuple[int, int] | None:
    """The tokens of a role after the name that ends at `last`, from a comma on: "chief of the general staff"."""
    begin = last + 1
    if begin >= len(tokens) or tokens[last].text != "," or tokens[begin].sentence != tokens[last - 1].sentence:
        return None
    end, role = begin, False
    while end < len(tokens) and tokens[end].sentence == tokens[last].sentence and end - begin < _AFTER_WORDS:
        token = tokens[end]
        if token.text in _ENDS or (token.tag in _CLAUSE_TAGS and token.text != "of"):
            break
        if token.pos in _NO_ROLE and not role:
            return None
        if token.pos == "PROPN" and tokens[end - 1].text in name_words.ROLES:
            return None  # the next of a list: "Ana Brask, minister Oda Lund and others"
        role = role or token.text.casefold() in name_words.ROLES
        end += 1
    if tokens[begin].text.casefold() in ("a", "an", "the"):
        begin += 1
    if not role or begin >= end or (end < len(tokens) and tokens[end].text == ":"):
        return None
    return begin, end


def is_kin(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a name is introduced as somebody's relative: "her father, Oscar Brask", "Oscar Brask, her father"."""
    near = tokens[max(0, first - _KIN_WORDS) : first] + tokens[last : last + _KIN_WORDS]
    return any(t.text in name_words.KIN and t.sentence == tokens[first].sentence for t in near)


def age_after(tokens: tuple[Token, ...], last: int) -> bool:
    """Whether ", 35," follows the name that ends at `last`."""
    if last + 2 >= len(tokens) or tokens[last].text != ",":
        return False
    return tokens[last + 1].text.isdigit() and len(tokens[last + 1].text) <= 2 and tokens[last + 2].text in ",.;)"
