"""Which outlet says, differs on, denies or leaves out each finding of a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.model import Article, Claim, Disagreement, Finding, Side, Span, Story
from firsthand.publish.outlets import in_time
from firsthand.publish.wording import one_line, outlet_key, outlet_name

Stance = Literal["says", "differs", "denies", "both", "silent"]

SIGNS: dict[Stance, str] = {"says": "✓", "differs": "≠", "denies": "✗", "both": "±", "silent": "–"}
WORDS: dict[Stance, str] = {
    "says": "says",
    "differs": "differs",
    "denies": "denies",
    "both": "says both",
    "silent": "silent",
}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher in a story, with its articles in order of report."""

    key: str
    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet does with one finding."""

    stance: Stance
    spans: tuple[Span, ...] = ()  #: where it does so
    note: str = ""  #: the other value, or whom it cites


_SILENT = Cell("silent")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding and what each outlet does with it, in the order of the outlets."""

    finding: Finding
    cells: tuple[Cell, ...]


def outlets_of(story: Story, articles: Mapping[str, Article]) -> tuple[Outlet, ...]:
    """The outlets of a story in the order of their first report."""
    groups: dict[str, list[Article]] = {}
    for article in in_time([articles[a] for a in story.articles]):
        groups.setdefault(outlet_key(article), []).append(article)
    return tuple(Outlet(key, outlet_name(group[0]), tuple(group)) for key, group in groups.items())


def rows_of(story: Story, articles: Mapping[str, Article], outlets: Sequence[Outlet]) -> tuple[Row, ...]:
    """Every finding with the stance of each outlet: disputed ones first, then by independent sources."""
    key_of = {a: outlet_key(articles[a]) for a in story.articles}
    disputes: dict[str, list[Disagreement]] = {}
    for disagreement in story.disagreements:
        for finding_id in disagreement.findings:
            disputes.setdefault(finding_id, []).append(disagreement)
    rows = []
    for finding in story.findings:
        at_odds = _at_odds(finding, disputes.get(finding.id, []), articles)
        cells = _cells(finding, key_of, at_odds)
        rows.append(Row(finding, tuple(cells.get(o.key, _SILENT) for o in outlets)))
    return tuple(sorted(rows, key=lambda r: (r.finding.standing != "disputed", -r.finding.independent_sources)))


def is_compared(row: Row) -> bool:
    """Whether more than one outlet speaks on the finding, so that a comparison says something."""
    return sum(c.stance != "silent" for c in row.cells) > 1


def _at_odds(
    finding: Finding, disputes: Sequence[Disagreement], articles: Mapping[str, Article]
) -> list[tuple[Claim, Stance, str]]:
    """The claims that stand against a finding, each with how and with the value that it has instead."""
    against: list[tuple[Claim, Stance, str]] = []
    own = {c.span for c in finding.claims}
    for disagreement in disputes:
        home = max(disagreement.sides, key=lambda s: _kinship(s, finding, own, articles))
        stance: Stance = "denies" if disagreement.slot == "whether" else "differs"
        for side in disagreement.sides:
            if side is not home:
                against.extend((claim, stance, one_line(side.value)) for claim in side.claims)
    negative = _is_negative(_stating(finding, articles))
    against.extend((c, "denies", "") for c in finding.claims if _is_negative(c) != negative)
    return against


def _kinship(side: Side, finding: Finding, own: set[Span], articles: Mapping[str, Article]) -> tuple[bool, int]:
    spans = {c.span for c in side.claims}
    return _stating(finding, articles).span in spans, len(spans & own)


def _stating(finding: Finding, articles: Mapping[str, Article]) -> Claim:
    """The claim whose words the finding's statement is; the first where none is."""
    same = (c for c in finding.claims if articles[c.span.article].quote(c.span) == finding.statement)
    return next(same, finding.claims[0])


def _is_negative(claim: Claim) -> bool:
    return claim.negated or claim.certainty == "denied"


def _cells(
    finding: Finding, key_of: Mapping[str, str], at_odds: Sequence[tuple[Claim, Stance, str]]
) -> dict[str, Cell]:
    """What each outlet that is not silent does with a finding, by its key."""
    against: dict[str, list[tuple[Claim, Stance, str]]] = {}
    for claim, stance, value in at_odds:
        against.setdefault(key_of.get(claim.span.article, ""), []).append((claim, stance, value))
    spans_against = {key: {c.span for c, _, _ in some} for key, some in against.items()}
    saying: dict[str, list[Claim]] = {}
    for claim in finding.claims:
        key = key_of.get(claim.span.article, "")
        if claim.span not in spans_against.get(key, ()):
            saying.setdefault(key, []).append(claim)
    return {key: _cell(saying.get(key, ()), against.get(key, ())) for key in {**saying, **against}}


def _cell(saying: Sequence[Claim], against: Sequence[tuple[Claim, Stance, str]]) -> Cell:
    """What one outlet does: its claims of the finding, and those against it, with how and the value instead."""
    spans = tuple(sorted({c.span for c in saying} | {c.span for c, _, _ in against}))
    values = "; ".join(dict.fromkeys(value for _, _, value in against if value))
    if saying and against:
        return Cell("both", spans, values)
    if against:
        return Cell(against[0][1], spans, values or _cited([c for c, _, _ in against]))
    return Cell("says", spans, _cited(saying))


def _cited(claims: Sequence[Claim]) -> str:
    """Whom the outlet names for it, where it never says it itself."""
    speakers = [c.asserted_by for c in claims]
    return "citing " + ", ".join(dict.fromkeys(one_line(s) for s in speakers if s)) if all(speakers) else ""
