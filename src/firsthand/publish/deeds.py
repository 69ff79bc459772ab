"""Who did what to whom, as the claims of a story have it: an actor, a verb, and another actor or thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.model import Article, Claim, MentionKind, Span, Story
from firsthand.publish.outlets import in_time
from firsthand.publish.wording import counted, listed, one_line, outlet_name

#: Verbs that tell of no deed: what somebody or something is or has, or that somebody speaks, which quotations show.
_NO_DEEDS = frozenset(
    {
        *("be", "have", "become", "seem", "appear", "remain", "lie", "stand", "mean", "include", "contain"),
        *("say", "tell", "state", "add", "write", "report", "note", "explain", "claim", "deny", "confirm", "declare"),
    }
)
#: Actors named in the sentence; the table has them all.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something that acts or is acted upon."""

    name: str
    kind: MentionKind | None = None  #: None for what is no actor of the story: "dam", "inspector"
    actor: str | None = None  #: its id among the story's actors


@dataclass(frozen=True, slots=True)
class Told:
    """Where one outlet tells it first."""

    article: Article
    outlet: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does, with every outlet that tells it, in order of report."""

    who: Party
    verb: str  #: its lemma: "approve"
    whom: Party | None
    told: tuple[Told, ...]
    denied: bool  #: the outlets tell that it is not so, or that somebody denies it
    speakers: tuple[str, ...]  #: whom all of them cite for it; empty where one tells it of its own
    announced: bool  #: still to come in all of them


@dataclass(frozen=True, slots=True)
class Deeds:
    """The deeds of a story, those of its actors first, what most outlets tell before the rest, and their sentence."""

    rows: tuple[Deed, ...]
    sentence: str


def deeds_of(story: Story, articles: Mapping[str, Article]) -> Deeds:
    """What the claims of a story's findings say that its actors did, or that was done to them.

    A claim counts where its agent or its patient is an actor of the story; nothing is inferred from the words around.
    """
    known = _Known(story)
    groups: dict[tuple[Party, str, Party | None, bool], list[Claim]] = defaultdict(list)
    seen: set[tuple[Span, str | None]] = set()
    for finding in story.findings:
        for claim in finding.claims:
            key = known.deed(claim)
            if key is not None and (claim.span, claim.predicate) not in seen:
                seen.add((claim.span, claim.predicate))
                groups[key].append(claim)
    order = {a.id: n for n, a in enumerate(in_time([articles[a] for a in story.articles]))}
    rows = [_deed(key, claims, articles, order) for key, claims in groups.items()]
    rows.sort(key=lambda d: (d.who.actor is None, -len(d.told), order[d.told[0].article.id], d.told[0].span))
    return Deeds(tuple(rows), _sentence(rows))


class _Known:
    """The actors of a story by every name that claims have for them."""

    def __init__(self, story: Story) -> None:
        self._of = story.actor_of()
        self._actors = {a.id: a for a in story.actors}
        self._parties: dict[str, Party] = {}

    def deed(self, claim: Claim) -> tuple[Party, str, Party | None, bool] | None:
        """Who does what to whom in a claim, and whether it is denied; None where no actor of the story is in it."""
        if claim.agent is None or claim.predicate is None or claim.predicate in _NO_DEEDS:
            return None
        who, whom = self._party(claim.agent), self._party(claim.patient) if claim.patient else None
        if who.actor is None and (whom is None or whom.actor is None):
            return None
        return who, one_line(claim.predicate), whom, claim.negated or claim.certainty == "denied"

    def _party(self, name: str) -> Party:
        found = self._parties.get(name)
        if found is None:
            actor = self._actors.get(self._of.get(name, ""))
            found = Party(one_line(actor.name), actor.kind, actor.id) if actor else Party(one_line(name))
            self._parties[name] = found
        return found


def _deed(
    key: tuple[Party, str, Party | None, bool],
    claims: list[Claim],
    articles: Mapping[str, Article],
    order: Mapping[str, int],
) -> Deed:
    told: dict[str, Told] = {}
    for claim in sorted(claims, key=lambda c: (order[c.span.article], c.span)):
        article = articles[claim.span.article]
        name = outlet_name(article)
        told.setdefault(name, Told(article, name, claim.span, one_line(article.quote(claim.span))))
    speakers = [claim.asserted_by for claim in claims]
    cited = tuple(dict.fromkeys(one_line(s) for s in speakers if s)) if all(speakers) else ()
    who, verb, whom, denied = key
    return Deed(who, verb, whom, tuple(told.values()), denied, cited, all(c.future for c in claims))


def _sentence(rows: list[Deed]) -> str:
    if not rows:
        return "No article says in so many words what one of the actors did."
    acting: dict[str, int] = defaultdict(int)
    for deed in rows:
        if deed.who.actor is not None:
            acting[deed.who.name] += 1
    told = f"{counted(len(rows), 'deed')} {'is' if len(rows) == 1 else 'are'} told of actors by name".capitalize()
    denied = sum(d.denied for d in rows)
    if denied:
        told += f", {denied} of them as denied or not so"
    most = sorted(acting, key=lambda name: -acting[name])[:NAMED]
    if not most:
        return f"{told}."
    names = listed([f"{name} ({acting[name]})" for name in most])
    return f"{told}. {names} {'acts' if len(most) == 1 else 'act'} most."
