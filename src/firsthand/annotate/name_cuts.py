"""One run of capitalized words into names: cut at its title, after nationalities, where the next name begins."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.annotate import name_words, names
from firsthand.inference.frequencies import load_frequencies
from firsthand.inference.tagger import Token
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
#: Small words inside the name of an office: "Minister of Trade and Works".
_OFFICE = frozenset({"of", "and", "the"})
JOINS = frozenset({"of", "for", "on", "and", "&", "the", "in"})
DASHES = frozenset("-–‐‑")
#: Offices whose first word would end the name of a place.
_OF_COURT = frozenset({("District", "Attorney"), ("District", "Judge"), ("State", "Attorney"), ("Court", "Judge")})
#: Occurrences in a billion words from which on a word is a field's and no name: "Sciences", "Exploited".
FIELD = 1500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name's tokens, half-open, with what the tagger and the words before it say."""

    first: int
    last: int
    label: str  #: spaCy's, of most of its tokens; "" where it saw none
    title: tuple[int, int] | None = None  #: tokens of the capitalized title before it


def cut(tokens: tuple[Token, ...], first: int, last: int) -> list[Candidate]:
    """One run into names: at its title, after nationalities, where the tagger changes its label."""
    title = _title(tokens, first, last)
    if title is None:
        return _plain(tokens, first, last, None)
    before = _plain(tokens, first, title[0], None)
    start = title[1]
    if start < last and tokens[start].text == "of":  # "Mayor of Vell Ana Brask", "President of Vell"
        start += 1
        named = start
        while named < last and (named == start or not (tokens[named].begins or _is_given(tokens, named, last))):
            named += 1
        if named < last and (tokens[named].label == "PERSON" or _is_given(tokens, named, last)):
            return [*before, *_plain(tokens, start, named, None), *_plain(tokens, named, last, title)]
        return [*before, *_plain(tokens, start, last, None)]
    return [*before, *_plain(tokens, start, last, title)]


def _is_given(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether a given name with a surname after it stands there."""
    return at + 1 < end and names.fold(tokens[at].text) in names.gazetteer().given


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
    if after < end and (tokens[after].text in DASHES or tokens[after].text in name_words.POSSESSIVES):
        return False
    if text in name_words.TITLES or (after < end and tokens[after].text == "." and text + "." in name_words.TITLES):
        return True
    person = after < end and tokens[after].label == "PERSON" and tokens[after].begins
    return person and text.casefold() in name_words.ROLES


def _leads_title(text: str) -> bool:
    small = text in DASHES or text in _OFFICE or text == "."
    return small or text in name_words.TITLE_PARTS or text in name_words.TITLES


def _ends_name(tokens: tuple[Token, ...], at: int, start: int) -> bool:
    """Whether a word before a title belongs to the name before it: "Vell County" in "Vell County Sheriff"."""
    text = tokens[at].text
    if (text, tokens[at + 1].text) in _OF_COURT:
        return False
    kind = text in name_words.PLACE_WORDS or text in name_words.BODY_WORDS
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
        if _parts(tokens, begin, i, end):
            found.extend(_trimmed(tokens, begin, i, title))
            begin, title = i, None
    found.extend(_trimmed(tokens, begin, end, title))
    return found


def _parts(tokens: tuple[Token, ...], begin: int, i: int, end: int) -> bool:
    """Whether a new name begins at token i of a run."""
    before = tokens[i - 1]
    if before.text in DASHES or before.text in JOINS or before.text in name_words.PARTICLES:
        return False
    if _begins_anew(tokens, begin, i, end) or _begins_person(tokens, begin, i, end):
        return True
    if not tokens[i].begins or before.label not in LABEL_KINDS:
        return False
    if before.tag == "JJ" and before.head == i and any(t.text in ("of", "for") for t in tokens[begin:i]):
        return names.fold(before.text) in names.gazetteer().groups  # "Department of Criminal Justice"
    return tokens[i].label != before.label or names.fold(before.text) in names.gazetteer().groups


def _begins_anew(tokens: tuple[Token, ...], begin: int, i: int, end: int) -> bool:
    """Whether the run says its first two words again, or a known body stands behind another: a caption, a list."""
    text, before = tokens[i].text, tokens[i - 1].text
    if i > begin + 1 and i + 1 < end and (text, tokens[i + 1].text) == (tokens[begin].text, tokens[begin + 1].text):
        return True
    kind = names.gazetteer().kind
    if kind(names.fold(text)) != "organization" or tokens[end - 1].text in name_words.BODY_WORDS:
        return False
    if i + 1 == end and kind(names.fold(" ".join(t.text for t in tokens[begin:i]))) == "place":
        return True  # "New Vell AP", under a picture
    # "Marrow Police Facebook page"
    return before in name_words.BODY_WORDS or kind(names.fold(before)) == "organization"


def _begins_person(tokens: tuple[Token, ...], begin: int, i: int, end: int) -> bool:
    """Whether a given name with another word after it stands behind what is no part of a person's name."""
    text, before = tokens[i].text, tokens[i - 1].text
    if i + 1 >= end or text.isupper() or not tokens[i + 1].text[0].isupper():
        return False
    gazetteer = names.gazetteer()
    if names.fold(text) not in gazetteer.given or gazetteer.kind(names.fold(text)) is not None:
        return False
    if tokens[end - 1].text in name_words.BODY_WORDS or tokens[end - 1].text in name_words.PLACE_WORDS:
        return False
    prefix = names.fold(" ".join(t.text for t in tokens[begin:i]))
    if before in name_words.BODY_WORDS or gazetteer.kind(prefix) == "organization":
        return True
    if (before.isupper() and before.isalpha() and len(before) > 1) or tokens[i - 1].tag == "NNPS":
        return True
    plain = load_frequencies().get(before.lower(), 0) >= FIELD and names.fold(before) not in gazetteer.given
    if before.casefold() in name_words.ALONE or before in name_words.PLACE_HEADS:
        return False  # "San Marco Rovers"
    starts = i == begin + 1 and (begin == 0 or tokens[begin - 1].sentence != tokens[begin].sentence)
    return plain and i + 2 == end and (starts or tokens[i].label != "PERSON")


def _trimmed(
    tokens: tuple[Token, ...], first: int, last: int, title: tuple[int, int] | None
) -> list[Candidate]:
    """The candidate without small words and hyphens at its ends; none where nothing is left."""
    edge = JOINS | DASHES | name_words.POSSESSIVES | {"."}
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
