"""Where names may stand in an article: runs of capitalized words, cut where one name ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.annotate import name_words, names
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import MentionKind

#: spaCy's OntoNotes labels as kinds. Labels that are missing here (dates, money, ordinals) are no names.
LABEL_KINDS: dict[str, MentionKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "other",
}
#: Labels under which "of", "for", "and" may lie inside a name.
_LONG_LABELS = frozenset({"ORG", "LAW", "EVENT", "WORK_OF_ART", "FAC"})
#: Labels of names that may hold a number: "Vell 7".
_NUMBERED = frozenset({"ORG", "PRODUCT", "EVENT"})
#: Small words inside the name of an office: "Minister of Trade and Works".
_OFFICE = frozenset({"of", "and", "the"})
_JOINS = frozenset({"of", "for", "on", "and", "&", "the", "in"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
#: Letters, digits and the marks inside names; with a letter first or a digit before letters.
_NAME_WORD = re.compile(r"\d*[^\W\d_][\w.'’&/-]*")
_DASHES = frozenset("-–‐‑")
_QUOTES = frozenset("\"“”‘’'«»(")
#: Share of a line's longer words that are capitalized from which on capitals say nothing: a headline in title case.
#: Set by reading headlines; lower, and sentences full of names are taken for headlines.
_TITLE_CASE_SHARE = 0.75
#: Words of a line below which the share is not trusted.
_TITLE_CASE_WORDS = 4
_GAP = 2  #: characters of white space beyond which two words are set apart: a table, a list
#: Tokens of the longest name; a longer run is a list or a heading, and is cut there.
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name's tokens, half-open, with what the tagger and the words before it say."""

    first: int
    last: int
    label: str  #: spaCy's, of most of its tokens; "" where it saw none
    title: tuple[int, int] | None = None  #: tokens of the capitalized title before it


def find_candidates(tagged: Tagged) -> list[Candidate]:
    """Every candidate in sentences where capitals mean something, in order."""
    found: list[Candidate] = []
    for first, last in tagged.sentences:
        if not is_title_case(tagged.tokens[first:last]):
            i = first
            while i < last:
                end = _run(tagged.tokens, i, first, last)
                if end > i:
                    found.extend(_cut(tagged.tokens, i, end))
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
    if not _opens(tokens, i, first):
        return i
    end = i + 1
    last = min(last, i + _LONGEST)
    while end < last:
        if tokens[end].start - tokens[end - 1].end > _GAP:
            return end
        if _is_name_word(tokens[end]):
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
    if token.text in _DASHES:
        return _hyphened(tokens, end, last)
    if token.text.isdigit():
        numbered = len(token.text) <= 4 and token.label in _NUMBERED and not token.begins
        return end + 1 if numbered else end
    if token.text in _POSSESSIVES or token.text == ".":
        owned = end + 1 < last and _is_name_word(tokens[end + 1]) and _belongs(tokens, end, last)
        return end + 2 if owned else end
    if token.text == "the":
        return end
    small = name_words.PARTICLES if token.text in name_words.PARTICLES else _JOINS
    n = end
    while n < last and n < end + 3 and (tokens[n].text in small or (tokens[n].text in _DASHES and n > end)):
        n += 1
    if n in (end, last) or not _is_name_word(tokens[n]):
        return end
    return n + 1 if small is not _JOINS or _joined(tokens, first, end, n) else end


def _belongs(tokens: tuple[Token, ...], end: int, last: int) -> bool:
    """Whether a possessive or a point lies inside a name: "Sheriff's Office", "Workers' Party", "Sgt. Brask"."""
    before = tokens[end - 1].text
    if tokens[end].text == ".":
        return before in name_words.TITLES and tokens[end].start == tokens[end - 1].end
    folk = before.casefold() in name_words.ROLES or before.casefold() in name_words.FOLK
    return folk and any(t.text in name_words.BODY_WORDS for t in tokens[end + 1 : min(end + 3, last)])


def _hyphened(tokens: tuple[Token, ...], end: int, last: int) -> int:
    """Past a hyphen without spaces to the next name word, else `end`."""
    if tokens[end].start != tokens[end - 1].end:
        return end
    if end + 2 < last and _is_name_word(tokens[end + 2]) and _inside(tokens[end : end + 3]):
        return end + 3  # Vell X-ray Observatory
    for n in (end + 1, end + 3):  # Brask-on-Sea: a small word between two hyphens
        if n >= last or tokens[n].start != tokens[n - 1].end:
            return end
        if _is_name_word(tokens[n]):
            return n + 1
        if n + 1 >= last or tokens[n + 1].text not in _DASHES or tokens[n + 1].start != tokens[n].end:
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
    if small == "&":
        return True
    if small == "and":  # "Ministry of Trade and Works", "Vell and Marrow Bank"; not "Vell and Marrow"
        bodied = any(t.text in name_words.BODY_WORDS for t in tokens[after : after + 3])
        return inside and (bodied or any(t.text in name_words.BODY_HEADS for t in tokens[first:end]))
    return inside


def _opens(tokens: tuple[Token, ...], i: int, first: int) -> bool:
    """Whether a name may begin at token i."""
    token = tokens[i]
    if not _is_name_word(token):
        return False
    starts = i == first or tokens[i - 1].text in _QUOTES or tokens[i - 1].text in ":—…•"
    return not starts or _named_at_start(token)


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


def _cut(tokens: tuple[Token, ...], first: int, last: int) -> list[Candidate]:
    """One run into names: at its title, after nationalities, where the tagger changes its label."""
    title = _title(tokens, first, last)
    if title is None:
        return _plain(tokens, first, last, None)
    before = _plain(tokens, first, title[0], None)
    start = title[1]
    if start < last and tokens[start].text == "of":  # "Mayor of Vell Ana Brask", "President of Vell"
        start += 1
        named = start
        while named < last and (named == start or not tokens[named].begins):
            named += 1
        if named < last and tokens[named].label == "PERSON":
            return [*before, *_plain(tokens, start, named, None), *_plain(tokens, named, last, title)]
        return [*before, *_plain(tokens, start, last, None)]
    return [*before, *_plain(tokens, start, last, title)]


def _title(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a title in a run: "Defence Minister" in "Vell Defence Minister Ana Brask"."""
    for last in range(end - 1, start - 1, -1):
        if end - start == 1 and tokens[last].label == "PERSON":
            return None  # somebody whose name is a title's word
        if not _is_title(tokens, last, end) or (last + 1 < end and _is_part_of_body(tokens, last, end)):
            continue
        begin = last
        while begin > start and _leads_title(tokens[begin - 1].text) and not _ends_name(tokens, begin - 1, start):
            begin -= 1
        return begin, _title_end(tokens, last + 1, end)
    return None


def _is_title(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether a word of a run is a title; a role with a capital is one before a person's name alone."""
    text, after = tokens[at].text, at + 1
    if after < end and tokens[after].text in _DASHES:
        return False
    if text in name_words.TITLES:
        return True
    person = after < end and tokens[after].label == "PERSON" and tokens[after].begins
    return person and text.casefold() in name_words.ROLES


def _leads_title(text: str) -> bool:
    small = text in _DASHES or text in _OFFICE or text == "."
    return small or text in name_words.TITLE_PARTS or text in name_words.TITLES


def _ends_name(tokens: tuple[Token, ...], at: int, start: int) -> bool:
    """Whether a word before a title belongs to the name before it: "Vell County" in "Vell County Sheriff"."""
    kind = tokens[at].text in name_words.PLACE_WORDS or tokens[at].text in name_words.BODY_WORDS
    return kind and at > start and not _leads_title(tokens[at - 1].text)


def _title_end(tokens: tuple[Token, ...], stop: int, end: int) -> int:
    """Past the "of Defence" of a title, where what follows "of" is an office; past the "Staff" of "General Staff"."""
    while stop + 1 < end and (tokens[stop].text in name_words.TITLE_PARTS or tokens[stop].text == "."):
        stop += 1
    after = stop + 1
    if stop < end and tokens[stop].text == "of":
        while after < end and (tokens[after].text in name_words.TITLE_PARTS or tokens[after].text in _OFFICE):
            after += 1
    return after if after > stop + 1 else stop


def _is_part_of_body(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether a title word belongs to the name of a body: "General Motors", "Prince Street"."""
    if tokens[end - 1].text in name_words.BODY_WORDS or tokens[end - 1].text in name_words.PLACE_WORDS:
        return True
    inside = tokens[at].label == tokens[at + 1].label and not tokens[at + 1].begins
    return inside and tokens[at].label in ("ORG", "GPE", "LOC", "FAC") and tokens[at].begins


def _plain(
    tokens: tuple[Token, ...], start: int, end: int, title: tuple[int, int] | None
) -> list[Candidate]:
    """A run without titles, cut after nationalities and where the label changes."""
    found: list[Candidate] = []
    begin = start
    for i in range(start + 1, end):
        if tokens[i].begins and tokens[i - 1].label in LABEL_KINDS and _parts(tokens, i):
            found.extend(_trimmed(tokens, begin, i, title))
            begin, title = i, None
    found.extend(_trimmed(tokens, begin, end, title))
    return found


def _parts(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a new name begins at token i."""
    if tokens[i - 1].text in _DASHES or tokens[i - 1].text in _JOINS or tokens[i - 1].text in name_words.PARTICLES:
        return False
    return tokens[i].label != tokens[i - 1].label or names.fold(tokens[i - 1].text) in names.gazetteer().groups


def _trimmed(
    tokens: tuple[Token, ...], first: int, last: int, title: tuple[int, int] | None
) -> list[Candidate]:
    """The candidate without small words and hyphens at its ends; none where nothing is left."""
    edge = _JOINS | _DASHES | _POSSESSIVES | {"."}
    while first < last and tokens[first].text.casefold() in edge:
        first += 1
    while first < last and (tokens[last - 1].text.casefold() in edge or tokens[last - 1].text in name_words.PARTICLES):
        last -= 1
    if first == last:
        return []
    found: list[Candidate] = []
    groups = names.gazetteer().groups
    whole = " ".join(t.text for t in tokens[first:last])
    split = names.fold(tokens[first].text) in groups and names.fold(whole) not in groups
    if last - first > 1 and split and not _whole(tokens, first, last):
        found.append(Candidate(first, first + 1, "NORP"))
        first += 1
    labels = [t.label for t in tokens[first:last] if t.label in LABEL_KINDS]
    label = max(sorted(set(labels)), key=labels.count) if labels else ""
    return [*found, Candidate(first, last, label, title)]


def _whole(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the tagger saw a name that begins with a nationality as one: "Korean Air"."""
    label = tokens[first].label
    named = label in LABEL_KINDS and label != "NORP"
    return named and all(t.label == label and not t.begins for t in tokens[first + 1 : last])
