"""Who is meant by "he" and who by "she": from titles, given names, nouns of kin, and the article's own pronouns."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from firsthand.annotate.name_words import KIN
from firsthand.inference.tagger import Tagged
from firsthand.model import Mention

#: Third-person singular pronouns, each by the one that stands for its gender.
GENDER = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What goes with a name that covers two persons by mistake: "Ms. Bram" and "Mr. Bram", Tad and Ida.
UNCLEAR = "?"
_GENDERS = ("she", "he")
#: Words between a noun of kin and the name that it introduces: "her late husband, Tad Dove".
_KIN_WORDS = 2


@cache
def _gendered() -> dict[str, dict[str, frozenset[str]]]:
    """Of names, titles and nouns, those that go with each of "he" and "she"."""
    text = files("firsthand.annotate").joinpath("genders.toml").read_text("utf-8")
    return {k: {p: frozenset(words.split()) for p, words in v.items()} for k, v in tomllib.loads(text).items()}


def noun_gender(noun: str) -> str | None:
    """The pronoun for whom a common noun describes, in lower case: "she" for "actress"; None where it does not tell."""
    nouns = _gendered()["nouns"]
    return next((g for g in _GENDERS if noun in nouns[g]), None)


def name_gender(given: str) -> str | None:
    """The pronoun for the bearer of a given name; of a double name its first part decides: "Ana-Marta"."""
    names = _gendered()["names"]
    parts = (given, given.split("-")[0])
    return next((g for part in parts for g in _GENDERS if part in names[g]), None)


def possessed(tagged: Tagged, pronoun: int) -> Iterator[int]:
    """The heads of the names beside a noun that a pronoun possesses, who are others than the pronoun's person.

    Those of "her cousin, Tad Dove", "Tad Dove, her cousin" and "his wife Ana".
    """
    noun = tagged.tokens[pronoun].head
    if tagged.tokens[pronoun].dep != "poss":
        return
    yield noun
    if tagged.tokens[noun].dep == "appos":
        yield tagged.tokens[noun].head
    for child in tagged.children[noun]:
        if tagged.tokens[child].dep in ("appos", "compound", "nmod"):
            yield child


def learn_genders(
    tagged: Tagged, mentions: Iterable[Mention], head_of: Mapping[int, str], quoted: Sequence[bool]
) -> dict[str, str]:
    """The pronoun that goes with each person of an article, where something tells it.

    `head_of` gives the person that a token names by the head of its mention; `quoted` says of each token whether it
    stands in quotation marks. What stands with a name comes first, then the given name, then the pronouns of
    sentences around which nobody else is named.
    """
    known: dict[str, str] = {}
    given: dict[str, str] = {}
    for mention in mentions:
        if mention.kind != "person":
            continue
        told = _told(tagged, mention)
        if told is not None and known.setdefault(mention.entity, told) != told:
            known[mention.entity] = UNCLEAR
        first = name_gender(mention.entity.split()[0])
        if first is not None:
            given[mention.entity] = first
    learned = _from_pronouns(tagged, head_of, quoted)
    two = {entity: UNCLEAR for entity, told in known.items() if given.get(entity, told) != told}
    return {**learned, **given, **known, **two}


def _told(tagged: Tagged, mention: Mention) -> str | None:
    """What title, role and kin tell: Mrs Bram, the actress Ida Bram, her husband Tad Dove."""
    inside = tagged.tokens_in(mention.span.start, mention.span.end)
    if not inside:
        return None
    titles, first = _gendered()["titles"], inside[0]
    words = mention.role.split() if mention.role else []
    before = [t.text for t in tagged.tokens[max(0, first - _KIN_WORDS) : first]]
    for gender in _GENDERS:
        if (before and before[-1].rstrip(".") in titles[gender]) or any(w.rstrip(".") in titles[gender] for w in words):
            return gender
    if words:
        told = noun_gender(words[-1].lower())
        if told is not None:
            return told
    kin = next((w for w in reversed(before) if w.isalpha()), "").lower()
    introduces = kin in KIN and (before[-1] != "," or tagged.tokens[inside[-1]].dep == "appos")
    return noun_gender(kin) if introduces else None


def _from_pronouns(tagged: Tagged, head_of: Mapping[int, str], quoted: Sequence[bool]) -> dict[str, str]:
    """From the pronouns in whose sentence one person alone is named, before them and as a subject."""
    there: dict[int, set[str]] = {}
    subjects: dict[int, int] = {}
    for head, entity in head_of.items():
        if not quoted[head]:
            token = tagged.tokens[head]
            there.setdefault(token.sentence, set()).add(entity)
            if token.dep in SUBJECTS:
                subjects[token.sentence] = min(head, subjects.get(token.sentence, head))
    votes: dict[str, Counter[str]] = {}
    for i, token in enumerate(tagged.tokens):
        gender = GENDER.get(token.text.lower())
        objective = token.tag == "PRP" and token.text.lower() in ("him", "her")
        if gender is None or objective or quoted[i] or subjects.get(token.sentence, i) >= i:
            continue
        near = there.get(token.sentence, set())
        others = {head_of[h] for h in possessed(tagged, i) if h in head_of}
        if len(near) == 1 and not others & near:
            votes.setdefault(next(iter(near)), Counter())[gender] += 1
    learned = {}
    for entity, counts in votes.items():
        (most, count), *rest = counts.most_common()
        if count > sum(n for _, n in rest):
            learned[entity] = most
    return learned
