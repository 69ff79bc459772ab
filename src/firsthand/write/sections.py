"""Which part of the account a finding belongs to, how many each part holds, and in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from firsthand.model import Claim, Section
from firsthand.write.choice import Choice, Chooser, repeats

#: Sentences of a lead: what an editor's first paragraph holds.
LEAD = 5
#: Of how many sentences one may tell what is still to come, and one what was before; the rest tells what happened.
NEXT_IN = 6
BACKGROUND_IN = 6
#: Days before the first report from which on a happening is background. On invented and real stories of one to three
#: weeks; fewer take the week before a verdict or a vote for background, more take last month's rally for news.
OLD = 21
#: How much less worth than the last sentence of a plain ranking a sentence may be, to have a part of its own.
SLACK = 1.0
_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|set|due|scheduled|expected|planning|going|likely)|plans? to|planned|"
    r"expects? to|intends? to|hopes? to|promised|vowed|pledged|agreed to|ordered)\b"
    r"|\b(?:said|says|told|added|announced|warned|promised|vowed|pledged)\b.* would\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def section_of(choice: Choice, chooser: Chooser) -> Section:
    """The part of the account that a sentence belongs to by its main clause: of the lead it is chosen later."""
    main = _main(choice, chooser)
    if main.quoted:
        return "said"
    if is_old(choice, chooser):
        return "background"
    if main.future and _AHEAD.search(choice.wording.text) and not main.negated:
        return "next"
    return "happened"


def is_old(choice: Choice, chooser: Chooser) -> bool:
    """Whether what a sentence tells lies well before the first report, by its day or by a year that it names."""
    first = chooser.story.first_reported_at
    if first is None:
        return False
    border = date.fromisoformat(first[:10]) - timedelta(days=OLD)
    main = _main(choice, chooser)
    last = _last_day(main.happened or (choice.finding.happened if main == choice.claim else None))
    if last is not None:
        return last < border
    years = [int(y) for y in _YEAR.findall(choice.wording.text)]
    return bool(years) and max(years) < border.year


def _main(choice: Choice, chooser: Chooser) -> Claim:
    """The claim that the sentence makes in its main clause; the one it was chosen for where that is none."""
    if choice.claim.main:
        return choice.claim
    return next((c for c in chooser.inside(choice.wording) if c.main), choice.claim)


def _last_day(happened: str | None) -> date | None:
    """The last day that an ISO day, month, year or interval may mean."""
    value = (happened or "").split("/")[-1]
    try:
        if len(value) == len("2026"):
            return date(int(value), 12, 31)
        if len(value) == len("2026-03"):
            year, month = int(value[:4]), int(value[5:])
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def choose(
    chooser: Chooser, candidates: Sequence[Choice], spoken: Sequence[Choice], length: int, first: Choice | None
) -> list[tuple[Choice, Section]]:
    """The sentences worth telling, none said twice, each with its part, in the order of the account.

    `first` opens it, `spoken` are quotations, the most widely carried first, `length` counts sentences. Where one part
    has less to tell than its share, the others take the rest.
    """
    told: list[tuple[Choice, Section]] = [(first, "lead")] if first is not None and length > 0 else []
    ranked = sorted(candidates, key=lambda c: (-chooser.worth(c), c.finding.id))
    kinds = {id(c): section_of(c, chooser) for c in ranked}

    def take(pool: Sequence[Choice], section: Section, most: int) -> None:
        taken = 0
        for choice in pool:
            if taken >= most or len(told) >= length:
                return
            if not repeats(choice, [c for c, _ in told]):
                told.append((choice, section))
                taken += 1

    news = [c for c in ranked if kinds[id(c)] == "happened"]
    shared = [c for c in news if c.sources > 1]
    take(shared, "lead", LEAD - len(told))
    if len(told) < LEAD - 2:
        take(news, "lead", LEAD - 2 - len(told))
    left = length - len(told)
    bar = chooser.worth(ranked[min(length, len(ranked)) - 1]) - SLACK if ranked else 0.0
    ahead = [c for c in ranked if kinds[id(c)] == "next"]
    before = [c for c in ranked if kinds[id(c)] == "background"]
    said = [*spoken, *(c for c in ranked if kinds[id(c)] == "said")]
    take([c for c in ahead if chooser.worth(c) >= bar], "next", length // NEXT_IN)
    take([c for c in before if chooser.worth(c) >= bar], "background", length // BACKGROUND_IN)
    take(_each_speaker_once(said), "said", left // 3)
    take(news, "happened", length)
    take(said, "said", length)
    take(before, "background", length)
    take(ahead, "next", length)
    return _in_order(told, chooser)


def _each_speaker_once(said: Sequence[Choice]) -> list[Choice]:
    """The first of each speaker."""
    firsts = {c.claim.asserted_by: c for c in reversed(said)}
    return [c for c in said if firsts[c.claim.asserted_by] is c]


def _in_order(told: Sequence[tuple[Choice, Section]], chooser: Chooser) -> list[tuple[Choice, Section]]:
    """The parts one after the other: the lead and what was said as chosen, the rest in the order of happening."""
    parts: tuple[Section, ...] = ("lead", "happened", "said", "next", "background")
    ordered: list[tuple[Choice, Section]] = []
    for part in parts:
        held = [c for c, section in told if section == part]
        if part not in ("lead", "said"):
            held.sort(key=lambda c: _when(c, chooser))
        ordered += [(c, part) for c in held]
    return ordered


def _when(choice: Choice, chooser: Chooser) -> tuple[str, str, str, int]:
    """The day of happening, else of report; then the place in the article."""
    span = choice.claim.span
    article = chooser.by_id[span.article].article
    happened = (choice.finding.happened or article.published_at or "9999").split("/")[0][:10]
    return (happened, article.moment, span.article, span.start)
