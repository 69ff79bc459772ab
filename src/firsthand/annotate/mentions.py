"""Names in one article, their labels repaired over all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from firsthand.annotate import names
from firsthand.annotate.candidates import LABEL_KINDS, Candidate, find_candidates, is_title_case
from firsthand.annotate.entities import Entity, Name, settle
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Article, Mention, MentionKind

#: Votes, in votes of the tagger, of the words around a name; see `entities`.
_TITLE = 4.0
_ROLE = 3.0
_AGE = 4.0
_IN = 1.5  # "in Vell"
_THE = 1.0  # "the Vell said": no person, seldom a place
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
_ROLE_WORDS = 4  #: words of a role before a name
_APPOSITION_WORDS = 8  #: words of a role after it


def find_mentions(article: Article, tagged: Tagged) -> tuple[Mention, ...]:
    """The names in the telling lines, in order; pronouns are none.

    First the names where capitals mean something, then each known name wherever else it stands.
    """
    candidates = find_candidates(tagged)
    found: dict[str, Name] = {}
    for candidate in candidates:
        _count(tagged, candidate, found)
    candidates = sorted([*candidates, *_repeated(tagged, candidates, found)], key=lambda c: c.first)
    entities = settle(sorted(found.values(), key=lambda n: (n.first, n.key)))
    return tuple(_mentions(article, tagged, candidates, entities))


def _text(tagged: Tagged, candidate: Candidate) -> str:
    return tagged.text[tagged.tokens[candidate.first].start : tagged.tokens[candidate.last - 1].end]


def _count(tagged: Tagged, candidate: Candidate, found: dict[str, Name]) -> None:
    """Add one appearance to what is known of its name."""
    text = " ".join(_text(tagged, candidate).split())
    name = found.setdefault(names.fold(text), Name(names.fold(text), first=candidate.first))
    name.count += 1
    name.written[text] += 1
    name.votes.update(_context(tagged.tokens, candidate))
    if candidate.title is not None:
        name.votes["person"] += _TITLE
    elif _role_before(tagged.tokens, candidate.first) is not None:
        name.votes["person"] += _ROLE
    if _age_after(tagged.tokens, candidate.last):
        name.votes["person"] += _AGE


def _context(tokens: tuple[Token, ...], candidate: Candidate) -> Counter[MentionKind]:
    """What the label and the words right before one appearance say of its kind."""
    votes: Counter[MentionKind] = Counter()
    if candidate.label:
        votes[LABEL_KINDS[candidate.label]] += 1
    if candidate.first and tokens[candidate.first - 1].sentence == tokens[candidate.first].sentence:
        before = tokens[candidate.first - 1].text
        if before == "in" and tokens[candidate.last - 1].dep == "pobj":
            votes["place"] += _IN
        elif before in ("the", "The") and tokens[candidate.last - 1].dep not in _MODIFIERS:
            votes["organization"] += _THE
            votes["person"] -= _THE * 3
    return votes


def _age_after(tokens: tuple[Token, ...], last: int) -> bool:
    """Whether ", 35," follows."""
    return (
        last + 2 < len(tokens)
        and tokens[last].text == ","
        and tokens[last + 1].text.isdigit()
        and len(tokens[last + 1].text) <= 2
        and tokens[last + 2].text in ",.;)"
    )


def _role_before(tokens: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    """The tokens of a lower-case role right before a name: "political analyst"."""
    if first == 0 or tokens[first - 1].text not in names.ROLES or tokens[first - 1].sentence != tokens[first].sentence:
        return None
    begin = first - 1
    while begin > 0 and first - begin < _ROLE_WORDS and (
        tokens[begin - 1].tag in ("NN", "JJ", "HYPH", "VBN") and tokens[begin - 1].text[0].islower() or tokens[begin - 1].text == "-"
    ):
        begin -= 1
    return begin, first


def _role_after(tokens: tuple[Token, ...], last: int) -> tuple[int, int] | None:
    """The tokens of a role after a name, between commas: "chief of the general staff"."""
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return None
    begin = end = last + 1
    role = False
    while end < len(tokens) and end - begin < _APPOSITION_WORDS and tokens[end].text not in (",", ".", ";", ")", "—", "–"):
        if tokens[end].pos in ("VERB", "AUX", "PRON", "SCONJ", "PUNCT", "CCONJ") and not (role or end == begin):
            return None
        if tokens[end].tag in ("WDT", "WP", "WRB", "CC", "MD", "VBD", "VBZ", "VBP", "IN") and tokens[end].text != "of":
            break
        role = role or tokens[end].text.casefold() in names.ROLES
        end += 1
    if not role or tokens[last + 1].pos in ("VERB", "AUX", "PRON", "SCONJ", "ADP"):
        return None
    if tokens[begin].text.casefold() in ("a", "an", "the"):
        begin += 1
    return (begin, end) if begin < end else None


def _repeated(tagged: Tagged, candidates: list[Candidate], found: dict[str, Name]) -> Iterator[Candidate]:
    """Names that stand elsewhere in the article too, where the tagger or a headline's capitals hid them."""
    taken = [False] * len(tagged.tokens)
    for candidate in candidates:
        taken[candidate.first : candidate.last] = [True] * (candidate.last - candidate.first)
    known: dict[str, list[tuple[str, ...]]] = {}
    for words in _surfaces(tagged, candidates):
        known.setdefault(words[0].casefold(), []).append(words)
    for first, last in tagged.sentences:
        loud = is_title_case(tagged.tokens[first:last])
        i = first
        while i < last:
            end = i
            if not taken[i] and tagged.tokens[i].text[0].isupper():
                end = _match(tagged.tokens, i, last, known.get(tagged.tokens[i].text.casefold(), ()))
                if end == i and loud:
                    end = _typed(tagged.tokens, i, last)
                if end > i and not any(taken[i:end]):
                    candidate = Candidate(i, end, "")
                    _count(tagged, candidate, found)
                    yield candidate
                else:
                    end = i
            i = max(end, i + 1)


def _surfaces(tagged: Tagged, candidates: list[Candidate]) -> list[tuple[str, ...]]:
    """The words of every name, and the surnames of persons; longest first."""
    surfaces: set[tuple[str, ...]] = set()
    for candidate in candidates:
        words = tuple(t.text for t in tagged.tokens[candidate.first : candidate.last])
        if len(words) > 1 or not names.is_plain_word(words[0]):
            surfaces.add(words)
        if candidate.label == "PERSON" and len(words) > 1 and len(words[-1]) > 3:
            surfaces.add(words[-1:])
    return sorted(surfaces, key=lambda w: (-len(w), w))


def _match(tokens: tuple[Token, ...], i: int, last: int, known: list[tuple[str, ...]] | tuple[()]) -> int:
    """The end of the longest known name at token i, else i. Case counts but for names in capitals."""
    for words in known:
        end = i + len(words)
        if end <= last and all(
            t.text == w or (t.text.isupper() and len(w) > 3 and t.text == w.upper())
            for t, w in zip(tokens[i:end], words, strict=True)
        ):
            return end
    return i


def _typed(tokens: tuple[Token, ...], i: int, last: int) -> int:
    """The end of a name at token i of a headline that the gazetteer or its given name makes sure, else i."""
    gazetteer = names.gazetteer()
    for length in (3, 2, 1):
        if i + length <= last:
            text = " ".join(t.text for t in tokens[i : i + length])
            if gazetteer.kind(names.fold(text)) is not None and not names.is_plain_word(text):
                return i + length
    if tokens[i].label == "PERSON" and tokens[i].begins and names.fold(tokens[i].text) in gazetteer.given:
        end = i + 1
        while end < last and tokens[end].label == "PERSON" and not tokens[end].begins and tokens[end].text[0].isupper():
            end += 1
        return end if 1 < end - i <= 3 else i
    return i


def _mentions(
    article: Article, tagged: Tagged, candidates: list[Candidate], entities: dict[str, Entity]
) -> Iterator[Mention]:
    for candidate in candidates:
        text = " ".join(_text(tagged, candidate).split())
        entity = entities[names.fold(text)]
        span = article.span(tagged.tokens[candidate.first].start, tagged.tokens[candidate.last - 1].end)
        yield Mention(span, entity.kind, entity.name, _role(tagged, candidate) if entity.kind == "person" else None)


def _role(tagged: Tagged, candidate: Candidate) -> str | None:
    """The words of the title or role that stands with a person's name."""
    tokens = tagged.tokens
    place = candidate.title or _role_before(tokens, candidate.first) or _role_after(tokens, candidate.last)
    if place is None:
        return None
    return " ".join(tagged.text[tokens[place[0]].start : tokens[place[1] - 1].end].split())
