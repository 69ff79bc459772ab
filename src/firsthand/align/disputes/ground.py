"""What every search for disputes stands on: the claims of one story, how alike they are, and the words between them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from firsthand.align.similarity import Matrix
from firsthand.inference.frequencies import rarity
from firsthand.model import Claim, DisagreementType, Figure, Reading, Side, Slot, Span

#: Letters by which two words count as one: "assaulted" and "assault". At four unlike words met.
STEM = 5
#: Lemmas that say next to nothing of what a claim is about.
LIGHT = frozenset(
    "be have do make say tell get go know think take give come see want let ’s ’ 's - one time year "
    "day thing way".split()
)
#: A verb this common says too little of which act is meant: "make", "take", "call" and "show" fall below, "arrest" not.
TELLING = 0.3
#: Sentences at the top of an article, its headline among them, that tell the happening itself.
OPENING = 2
#: Months back from which a sentence tells of another time than its report.
OLD = 2
#: The month, the quarter or the whole year that a time names, whether or not its year is known.
_PERIOD = re.compile(r"(?:\d{4}|XXXX)(?:-(\d\d|Q\d))?")
_YEAR = re.compile(r"[12]\d{3}")
_MONTH = re.compile(r"[12]\d{3}-\d\d")


@dataclass(frozen=True, slots=True)
class Value:
    """What one claim gives for the disputed slot."""

    claim: Claim
    key: str  #: what is compared
    words: str  #: the outlet's own
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement before it is named and explained."""

    slot: Slot
    type: DisagreementType
    about: str
    sides: tuple[Side, ...]
    why: str  #: what makes it a disagreement, in one plain sentence


@dataclass(frozen=True)
class Ground:
    """The claims of one story and what is asked of them again and again."""

    by_id: Mapping[str, Reading]
    claims: Sequence[Claim]
    alike: Matrix  #: the probability for each pair that they speak of one thing, disputable slots left aside
    actor_of: Mapping[str, str]  #: the actor's id for every name and alias

    def words(self, claim: Claim) -> str:
        """The claim's own words, on one line."""
        return " ".join(self.by_id[claim.span.article].article.quote(claim.span).split())

    def sentence(self, claim: Claim) -> str:
        """The claim's whole sentence, on one line."""
        return " ".join(self.by_id[claim.span.article].article.quote(claim.sentence).split())

    def published(self, claim: Claim) -> str:
        """When the claim's article was published, as it is given; empty where it is not."""
        return self.by_id[claim.span.article].article.published_at or ""

    def actor(self, name: str | None) -> str | None:
        """One id for all spellings of a name; the word itself for what is no actor."""
        return self.actor_of.get(name, name.lower()) if name else None

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The telling words of each claim, shortened so that their forms meet."""
        return tuple(frozenset(stem(t) for t in c.terms if t not in LIGHT) for c in self.claims)

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each of `stems` tells: more, the rarer it is in English and in this story."""
        spread = Counter(s for stems in self.stems for s in stems)
        rare: dict[str, float] = {}
        for term in {t for c in self.claims for t in c.terms}:
            rare[stem(term)] = max(rare.get(stem(term), 0.0), rarity(term))
        return {s: (0.1 + rare[s]) * math.log1p(len(self.claims) / n) for s, n in spread.items()}

    def covered(self, i: int, j: int) -> float:
        """The share of what claim i's words weigh that claim j has, too; 0 to 1."""
        total = math.fsum(self.weights[s] for s in self.stems[i])
        return math.fsum(self.weights[s] for s in self.stems[i] & self.stems[j]) / total if total else 0.0

    def two_voices(self, a: Claim, b: Claim) -> bool:
        """Whether two claims are of two who speak: two speakers, else two articles.

        Who speaks for another ("a spokesman for Marr") is no voice of his own beside him.
        """
        first, second = self.actor(a.asserted_by), self.actor(b.asserted_by)
        if first is None and second is None:
            return a.span.article != b.span.article
        if first == second:
            return False
        names = [str(c.asserted_by).lower().split()[-1:] for c in (a, b)]
        whole = [str(c.asserted_by).lower().split() for c in (a, b)]
        return not (first and second and (names[0][0] in whole[1] or names[1][0] in whole[0]))

    def one_act(self, a: Claim, b: Claim) -> bool:
        """Whether two claims may tell one act: one telling verb, nobody else who does or suffers it."""
        if a.predicate is None or a.predicate != b.predicate or rarity(a.predicate) < TELLING:
            return False
        for one, other in ((a.agent, b.agent), (a.patient, b.patient)):
            if (
                one
                and other
                and one in self.actor_of
                and other in self.actor_of
                and self.actor(one) != self.actor(other)
            ):
                return False
        return True

    def old(self, claim: Claim) -> bool:
        """Whether the claim's sentence names a month or a year well before the report, and so tells of another time.

        Where the report's own day is not known, the last month that it names stands for it.
        """
        times = [
            t for t in self.by_id[claim.span.article].annotations.times if t.kind == "DATE" and _YEAR.match(t.value)
        ]
        day = self.published(claim)[:7] or max((t.value[:7] for t in times if _MONTH.match(t.value)), default="")
        told = (t.value[:7] for t in times if claim.sentence.covers(t.span))
        return bool(day) and any(v < day and v != day[:4] and _months(v, day) > OLD for v in told)

    def opens(self, claim: Claim) -> bool:
        """Whether a claim stands in the first sentences of its article, its headline among them."""
        return claim.sentence in self.by_id[claim.span.article].annotations.sentences[:OPENING]

    def periods(self, claim: Claim) -> set[str]:
        """The months, quarters and years of which the claim's sentence speaks, without the years they are in."""
        times = self.by_id[claim.span.article].annotations.times
        found = (_PERIOD.fullmatch(t.value) for t in times if claim.sentence.covers(t.span))
        return {m[1] or "year" for m in found if m}

    def two_periods(self, a: Claim, b: Claim) -> bool:
        """Whether two claims count over different times: one in June, the other in July or in the year so far."""
        first, second = self.periods(a), self.periods(b)
        return bool(first and second) and not first & second

    def shared(self, a: Claim, b: Claim) -> set[str]:
        """What the sentences of two claims have in common besides their verb: who and what they name."""
        own = [{str(self.actor(x)) for x in self.told[c.sentence]} - {a.predicate, b.predicate} for c in (a, b)]
        return own[0] & own[1]

    @cached_property
    def told(self) -> dict[Span, set[str]]:
        """Who and what each sentence names."""
        told: dict[Span, set[str]] = {}
        for c in self.claims:
            told.setdefault(c.sentence, set()).update(x for x in (*c.entities, *c.terms, c.agent, c.patient) if x)
        return {k: v - LIGHT for k, v in told.items()}


def _months(earlier: str, later: str) -> int:
    """Months between two ISO months or years; a year stands for its end."""
    one, other = ((int(v[:4]) * 12 + (int(v[5:7]) if v[5:7].isdigit() else 12)) for v in (earlier, later))
    return other - one


def stem(word: str) -> str:
    """The letters of a word that its forms share."""
    return word.lower()[:STEM]


def one_moment(a: Claim, b: Claim) -> bool:
    """Whether two claims may be of one time: neither month nor year tells them apart, nor what is to come."""
    if a.future != b.future:
        return False
    if not a.happened or not b.happened:
        return True
    shorter = min(len(a.happened), len(b.happened), 7)
    return a.happened[:shorter] == b.happened[:shorter]


def linked(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected groups of claims, by index, in order; each is at odds with another of its group."""
    group_of: dict[int, list[int]] = {}
    for i, j in pairs:
        joined = sorted({*group_of.get(i, [i]), *group_of.get(j, [j])})
        group_of.update(dict.fromkeys(joined, joined))
    return [g for i, g in sorted(group_of.items()) if g[0] == i]


def sides_of(values: Iterable[Value], key: Callable[[Value], str] = lambda v: v.key) -> tuple[Side, ...]:
    """The values as sides, in the order of their keys; each in the words of its first claim."""
    by_key: dict[str, list[Value]] = {}
    for value in values:
        by_key.setdefault(key(value), []).append(value)
    return tuple(
        Side(held[0].words, max((v.key for v in held), key=len), tuple(dict.fromkeys(v.claim for v in held)))
        for _, held in sorted(by_key.items())
    )


def kind_of(sides: Sequence[Side]) -> DisagreementType:
    """Attribution, where each side is some named speaker's word; else the outlets themselves conflict."""
    speakers = [{c.asserted_by for c in s.claims} for s in sides]
    apart = all(None not in s for s in speakers) and not set.intersection(*speakers)
    return "attribution" if apart else "conflict"


def apart(sides: Sequence[Side]) -> bool:
    """Whether the sides are two or more, of two articles, or of speakers whom one article sets against each other."""
    if len(sides) < 2:
        return False
    return len({c.span.article for s in sides for c in s.claims}) > 1 or kind_of(sides) == "attribution"
