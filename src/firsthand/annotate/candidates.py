"""Where names may stand in an article: runs of capitalized words, cut where one name ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from firsthand.annotate import name_words, names
from firsthand.annotate.name_cuts import DASHES, FIELD, JOINS, LABEL_KINDS, Candidate, cut
from firsthand.inference.frequencies import load_frequencies
from firsthand.inference.tagger import Tagged, Token

#: Labels under which "of", "for", "and" may lie inside a name.
_LONG_LABELS = frozenset({"ORG", "LAW", "EVENT", "WORK_OF_ART", "FAC"})
#: Labels of names that may hold a number: "Vell 7".
_NUMBERED = frozenset({"ORG", "PRODUCT", "EVENT"})
#: Letters, digits and the marks inside names; with a letter first or a digit before letters.
_NAME_WORD = re.compile(r"\d*[^\W\d_][\w.'’&/-]*")
#: Plain words that end the names of bodies after others: "Harbor Rights Watch".
_PLAIN_ENDS = frozenset({"Watch"})
#: Words cut in two by a hyphen: "Vell Co-operation Council".
_PREFIXES = frozenset({"Anti", "Co", "Non", "Pre", "Post", "Re"})
_QUOTES = frozenset("\"“”‘’'«»(")
#: Share of a line's longer words that are capitalized from which on capitals say nothing: a headline in title case.
#: Set by reading headlines; lower, and sentences full of names are taken for headlines.
_TITLE_CASE_SHARE = 0.75
#: Words of a line below which the share is not trusted.
_TITLE_CASE_WORDS = 4
_GAP = 2  #: characters of white space beyond which two words are set apart: a table, a list
#: Tokens of the longest name; a longer run is a list or a heading, and is cut there.
_LONGEST = 16


def find_candidates(tagged: Tagged) -> list[Candidate]:
    """Every candidate in sentences where capitals mean something, in order."""
    found: list[Candidate] = []
    for first, last in tagged.sentences:
        if not is_title_case(tagged.tokens[first:last]):
            i = first
            while i < last:
                end = _run(tagged.tokens, i, first, last)
                if end > i:
                    found.extend(cut(tagged.tokens, i, end))
                i = max(end, i + 1)
    return found


def is_title_case(tokens: tuple[Token, ...]) -> bool:
    """Whether nearly every longer word of a line is capitalized, so that capitals mark no names."""
    every = [t.text for t in tokens if t.text[0].isalpha()]
    if len(every) > 2 and all(w.isupper() for w in every):
        return True
    words = [w for w in every if len(w) > 3]
    if len(words) < _TITLE_CASE_WORDS or tokens[-1].text == ".":
        return False
    return sum(w[0].isupper() for w in words) >= _TITLE_CASE_SHARE * len(words)


def _run(tokens: tuple[Token, ...], i: int, first: int, last: int) -> int:
    """The end of the run of name words that begins at token i; i itself where none does."""
    if not _opens(tokens, i):
        return i
    end = i + 1
    last = min(last, i + _LONGEST)
    while end < last:
        if tokens[end].start - tokens[end - 1].end > _GAP:
            return end
        if _is_name_word(tokens[end]) or tokens[end].text in _PLAIN_ENDS:
            end += 1
            continue
        bridge = _bridge(tokens, i, end, last)
        if bridge == end:
            return end
        end = bridge
    return end


def _bridge(tokens: tuple[Token, ...], first: int, end: int, last: int) -> int:
    """Past the small words and hyphens at `end` to the next name word of the same name, else `end`."""
    token = tokens[end]
    if token.text in DASHES:
        return _hyphened(tokens, end, last)
    if token.text.isdigit():
        scored = names.gazetteer().kind(names.fold(tokens[end - 1].text)) == "place"  # "Vell 51, Marrow 48"
        numbered = len(token.text) <= 4 and token.label in _NUMBERED and not token.begins and not scored
        return end + 1 if numbered else end
    if token.text in name_words.POSSESSIVES or token.text == ".":
        owned = end + 1 < last and _is_name_word(tokens[end + 1]) and _belongs(tokens, end, last)
        return end + 2 if owned else end
    if token.text == "the":
        return end
    small = name_words.PARTICLES if token.text in name_words.PARTICLES else JOINS
    n = end
    while n < last and n < end + 3 and (tokens[n].text in small or (tokens[n].text in DASHES and n > end)):
        n += 1
    if n in (end, last) or not _is_name_word(tokens[n]):
        return end
    return n + 1 if small is not JOINS or _joined(tokens, first, end, n) else end


def _belongs(tokens: tuple[Token, ...], end: int, last: int) -> bool:
    """Whether a possessive or a point lies inside a name: "Sheriff's Office", "Workers' Party", "Sgt. Brask"."""
    before = tokens[end - 1].text
    if tokens[end].text == ".":
        glued = tokens[end].start == tokens[end - 1].end
        return glued and (before in name_words.TITLES or before + "." in name_words.TITLES)
    folk = before.casefold() in name_words.ROLES or before.casefold() in name_words.FOLK
    return folk and any(t.text in name_words.BODY_WORDS for t in tokens[end + 1 : min(end + 4, last)])


def _hyphened(tokens: tuple[Token, ...], end: int, last: int) -> int:
    """Past a hyphen without spaces to the next name word, else `end`."""
    if tokens[end].start != tokens[end - 1].end:
        return end
    if end + 2 < last and _is_name_word(tokens[end + 2]) and _inside(tokens[end : end + 3]):
        return end + 3  # Vell X-ray Observatory
    for n in (end + 1, end + 3):  # Brask-on-Sea: a small word between two hyphens
        if n >= last or tokens[n].start != tokens[n - 1].end:
            return end
        if _is_name_word(tokens[n]) or tokens[end - 1].text in _PREFIXES:
            return n + 1
        if n + 1 >= last or tokens[n + 1].text not in DASHES or tokens[n + 1].start != tokens[n].end:
            return end
    return end


def _inside(tokens: Sequence[Token]) -> bool:
    """Whether the tagger has all of them within one long name, after its beginning."""
    return all(t.label in _LONG_LABELS and not t.begins for t in tokens)


def _joined(tokens: tuple[Token, ...], first: int, end: int, after: int) -> bool:
    """Whether the small words from `end` up to the name word at `after` lie inside one name."""
    inside = _inside(tokens[end : after + 1])
    small, head = tokens[end].text, tokens[end - 1].text
    if small in ("of", "for", "on"):
        titled = head in name_words.TITLES and small == "of"  # "Minister of Defence Ana Brask"
        headed = head in name_words.BODY_HEADS or head in name_words.PLACE_HEADS
        return titled or headed or (inside and small != "on")
    if small == "&" or (small == "and" and _goes_on(tokens, first, end, after)):
        return True
    if small == "and":  # "Ministry of Trade and Works", "Vell and Marrow Bank"; not "Vell and Marrow"
        if tokens[end + 1].text == "the":
            return False  # "Vell Fire Service and the Harbor Police"
        bodied = any(t.text in name_words.BODY_WORDS for t in tokens[after : after + 3])
        return inside and (bodied or any(t.text in name_words.BODY_HEADS for t in tokens[first:end]))
    return inside


def _goes_on(tokens: tuple[Token, ...], first: int, end: int, after: int) -> bool:
    """Whether "and" joins two fields of one body: "Center for Missing and Exploited Children"; not "and Marrow"."""
    if any(names.gazetteer().kind(names.fold(tokens[i].text)) is not None for i in (end - 1, after)):
        return False
    if any(load_frequencies().get(tokens[i].text.lower(), 0) < FIELD for i in (end - 1, after)):
        return False
    before = pairwise(tokens[first:end])
    if any(a.text in name_words.BODY_HEADS and b.text in ("of", "for", "on") for a, b in before):
        return True
    bodied = any(t.text in name_words.BODY_WORDS for t in tokens[after + 1 : after + 3])  # "Parks and Wildlife Agency"
    return bodied and tokens[end - 1].label not in ("", "PERSON") and tokens[after].label != "PERSON"


def _opens(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a name may begin at token i."""
    return _is_name_word(tokens[i]) and (not opens(tokens, i) or _named_at_start(tokens[i]))


def opens(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether any word would have a capital at token i: at the start of a sentence, line or quotation."""
    if i == 0 or tokens[i - 1].sentence != tokens[i].sentence:
        return True
    return tokens[i - 1].text in _QUOTES or tokens[i - 1].text in ":—…•"


def _named_at_start(token: Token) -> bool:
    """Whether a word that would be capitalized anyway is a name: by label, tag or gazetteer."""
    return (
        (token.label in LABEL_KINDS and token.tag in ("NNP", "NNPS", "JJ", "NN", "NNS", "FW"))
        or token.tag in ("NNP", "NNPS")
        or names.gazetteer().kind(names.fold(token.text)) is not None
    )


def _is_name_word(token: Token) -> bool:
    """Whether a word can be part of a name by its looks and its tag."""
    text = token.text
    if text.islower() or not _NAME_WORD.fullmatch(text) or (text[0].isdigit() and not text[-1].isalpha()):
        return False
    if token.label == "PERSON":
        return token.tag not in ("DT", "PRP", "PRP$", "IN", "CC", "WP", "WRB")
    if names.is_plain_word(text):
        return False
    if token.label and token.label not in LABEL_KINDS:
        return False
    if token.tag in ("NNP", "NNPS") or token.label in LABEL_KINDS:
        return True
    return names.gazetteer().kind(names.fold(text)) is not None or (
        len(text) > 1 and text.isupper() and token.pos not in ("PRON", "DET", "ADP")
    )


