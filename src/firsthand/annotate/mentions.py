"""Names in one article, their labels repaired over all of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from firsthand.annotate import name_words, names
from firsthand.annotate.candidates import find_candidates, is_title_case, opens
from firsthand.annotate.entities import LABEL, Entity, Name, own_votes, settle
from firsthand.annotate.name_cuts import Candidate
from firsthand.annotate.namesakes import Namesakes
from firsthand.annotate.roles import is_kin, role_after, role_before
from firsthand.annotate.surroundings import TITLE, votes_around
from firsthand.inference.frequencies import load_frequencies
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Article, Mention

#: What stands before a role in one compound with it: "35-year-old student", "general-turned-president".
_AGE = re.compile(r"^(?:year ?- ?old |[-– ]+|turned-)+")
_SOMEBODY = 3 * LABEL  # a title's word alone that the tagger takes for a person's name as often as this is one

#: Occurrences in a billion words from which on a word that stands only where any word has a capital, and that only the
#: tagger calls a name, is none. Lower loses surnames that are words too ("Cooper"), higher keeps "Slideshow".
_COMMON = 1500
_ACRONYM = 4  #: letters above which capitals may be a word's that is shouted: "CLOSE"
_SHOUTED = 10_000  #: how common such a word is; lower takes acronyms that are on everybody's lips


def find_mentions(article: Article, tagged: Tagged) -> tuple[Mention, ...]:
    """The names in the telling lines, in order; pronouns are none.

    First the names where capitals mean something, then each known name wherever else it stands.
    """
    candidates = find_candidates(tagged)
    found: dict[str, Name] = {}
    for candidate in candidates:
        _count(tagged, candidate, found)
    candidates = sorted([*candidates, *_repeated(tagged, candidates, found)], key=lambda c: c.first)
    headlined = _headlined(article.headline, found)
    for key in headlined:
        found[key].votes["person"] += TITLE
    entities = settle(sorted(found.values(), key=lambda n: (n.first, n.key)))
    for key, name in headlined.items():
        if entities[key] == Entity(found[key].text(), "person"):
            entities[key] = Entity(name, "person")
    small = Counter(t.text for t in tagged.tokens if t.text.islower())
    kept = {k: e for k, e in entities.items() if not _is_junk(found[k], e, small)}
    return tuple(_mentions(article, tagged, candidates, kept))


def _headlined(headline: str | None, found: dict[str, Name]) -> dict[str, str]:
    """The full names that the headline gives for words alone in the text, by folded word."""
    words = [w.strip(".,:;'‘’“”\"") for w in (headline or "").replace("’s ", " ").replace("'s ", " ").split()]
    given = names.gazetteer().given
    full: dict[str, str] = {}
    for first, last in pairwise(words):
        name = found.get(names.fold(last))
        if name is not None and first[:1].isupper() and names.fold(first) in given and last in name.written:
            full[name.key] = f"{first} {last}"
    return full


def _text(tagged: Tagged, first: int, last: int) -> str:
    return " ".join(tagged.text[tagged.tokens[first].start : tagged.tokens[last - 1].end].split())


def _key(tagged: Tagged, candidate: Candidate) -> str:
    return names.fold(_text(tagged, candidate.first, candidate.last))


def _count(tagged: Tagged, candidate: Candidate, found: dict[str, Name]) -> None:
    """Add one appearance to what is known of its name."""
    text = _text(tagged, candidate.first, candidate.last)
    name = found.setdefault(names.fold(text), Name(names.fold(text)))
    name.places.append(candidate.first)
    name.opens = name.opens and _is_doubtful(tagged.tokens, candidate)
    name.kin = name.kin or is_kin(tagged.tokens, candidate.first, candidate.last)
    name.written[text] += 1
    name.votes.update(votes_around(tagged.tokens, candidate))


def _is_doubtful(tokens: tuple[Token, ...], candidate: Candidate) -> bool:
    """Whether a word has its capital from where it stands, and is neither taken for a person nor a clause's subject."""
    token = tokens[candidate.first]
    return opens(tokens, candidate.first) and candidate.label != "PERSON" and token.dep not in ("nsubj", "nsubjpass")


def _is_junk(name: Name, entity: Entity, small: Counter[str]) -> bool:
    """Whether words are a name by their capitals alone: nobody labelled it, it also stands small, or it is shouted."""
    text = name.text()
    if len(name.words) > 1 and text.isupper():
        shouted = [w.capitalize() for w in text.split()]
        return all(_is_common(w) for w in shouted) and shouted[-1] not in name_words.BODY_WORDS
    if len(name.words) > 1 or entity.name != text or names.gazetteer().kind(name.key) is not None:
        return False
    if not +(name.votes + own_votes(text)):
        return True
    if name.key in name_words.ALONE or names.is_plain_word(text):
        return True
    if text.isupper() and len(text) > _ACRONYM and load_frequencies().get(text.lower(), 0) >= _SHOUTED:
        return True
    if names.is_bare(text):
        return name.votes["person"] < _SOMEBODY
    if name.opens and _is_common(text) and max(name.votes.values(), default=0) <= LABEL:
        return True
    return small[text.lower()] >= name.count and max(name.votes.values(), default=0) < TITLE


def _is_common(text: str) -> bool:
    """Whether English uses a word that is capitalized here as any other: "Billions", "Pause"."""
    small = text.casefold()
    known = small in names.gazetteer().given or (text.isupper() and len(text) > 1)
    return not known and load_frequencies().get(small, 0) >= _COMMON


def _repeated(tagged: Tagged, candidates: Sequence[Candidate], found: dict[str, Name]) -> Iterator[Candidate]:
    """Names that stand elsewhere in the article too, where the tagger or a headline's capitals hid them."""
    taken = [False] * len(tagged.tokens)
    for candidate in candidates:
        taken[candidate.first : candidate.last] = [True] * (candidate.last - candidate.first)
    known = _surfaces(tagged, candidates)
    for first, last in tagged.sentences:
        loud = is_title_case(tagged.tokens[first:last])
        i = first
        while i < last:
            end = i
            if not taken[i] and tagged.tokens[i].text[0].isupper():
                end = _match(tagged.tokens, i, last, known.get(tagged.tokens[i].text.casefold(), ()))
                if end == i and loud:
                    end = _typed(tagged.tokens, i, last)
                if any(taken[i:end]):
                    end = i
            if end > i:
                candidate = Candidate(i, end, "")
                _count(tagged, candidate, found)
                yield candidate
            i = max(end, i + 1)


def _surfaces(tagged: Tagged, candidates: Sequence[Candidate]) -> dict[str, list[tuple[str, ...]]]:
    """The words of every name, and the surnames of persons, by folded first word; the longest first."""
    surfaces: set[tuple[str, ...]] = set()
    for candidate in candidates:
        text = tuple(t.text for t in tagged.tokens[candidate.first : candidate.last])
        if len(text) > 1 or not names.is_plain_word(text[0]):
            surfaces.add(text)
        if candidate.label == "PERSON" and len(text) > 1 and len(text[-1]) > 3:
            surfaces.add(text[-1:])
    known: dict[str, list[tuple[str, ...]]] = {}
    for text in sorted(surfaces, key=lambda w: (-len(w), w)):
        known.setdefault(text[0].casefold(), []).append(text)
    return known


def _match(tokens: tuple[Token, ...], i: int, last: int, known: Sequence[tuple[str, ...]]) -> int:
    """The end of the longest known name at token i, else i. Case counts but for names in capitals."""
    for text in known:
        end = i + len(text)
        if end <= last and all(
            t.text == w or (len(w) > 3 and t.text == w.upper()) for t, w in zip(tokens[i:end], text, strict=True)
        ):
            return end
    return i


def _typed(tokens: tuple[Token, ...], i: int, last: int) -> int:
    """The end of a name at token i of a headline that the gazetteer or its given name makes sure, else i."""
    gazetteer = names.gazetteer()
    for length in (3, 2, 1):
        text = " ".join(t.text for t in tokens[i : i + length])
        known = gazetteer.kind(names.fold(text)) is not None and not names.is_plain_word(text)
        if known and i + length <= last and tokens[i].text != "The":
            return i + length
    end = i
    if tokens[i].label == "PERSON" and tokens[i].begins and names.fold(tokens[i].text) in gazetteer.given:
        end = i + 1
        while end < last and tokens[end].label == "PERSON" and not tokens[end].begins and tokens[end].text[0].isupper():
            end += 1
    return end if 1 < end - i <= 3 else i


def _mentions(
    article: Article, tagged: Tagged, candidates: Sequence[Candidate], entities: dict[str, Entity]
) -> Iterator[Mention]:
    namesakes = Namesakes(e.name for e in entities.values() if e.kind == "person")
    for candidate in candidates:
        entity = entities.get(_key(tagged, candidate))
        if entity is not None:
            span = article.span(tagged.tokens[candidate.first].start, tagged.tokens[candidate.last - 1].end)
            title = candidate.title and _text(tagged, *candidate.title)
            role = _role(tagged, candidate) if entity.kind == "person" else None
            yield Mention(span, entity.kind, namesakes.meant(entity.name, title) if title else entity.name, role)


def _role(tagged: Tagged, candidate: Candidate) -> str | None:
    """The words of the title or role that stands with a person's name; "Mr." is none."""
    title = candidate.title and _text(tagged, *candidate.title)
    if title and title not in name_words.COURTESY:
        return title
    place = role_before(tagged.tokens, candidate.first) or role_after(tagged.tokens, candidate.last)
    return None if place is None else _AGE.sub("", _text(tagged, *place))
