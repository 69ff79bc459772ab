"""Which of two articles is the source of the other, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from firsthand.relate.compare import Text, same_publisher
from firsthand.relate.outlets import same_outlet
from firsthand.relate.primaries import is_agency, is_official


@dataclass(frozen=True, slots=True)
class Direction:
    """Which of two articles is the source of the other."""

    turned: bool  #: the second is the source of the first
    reason: str  #: what shows it
    known: bool = True  #: False where nothing shows it, and one is given for want of better


def find_direction(a: Text, b: Text) -> Direction:
    """Which of two articles is the source, and what shows it.

    In this order: one links to the other, or names it as its source; one is an agency or an office, whose text others
    carry; one was published first. Where nothing shows it the longer is given, since texts are cut more often than
    drawn out; of one newsroom's the shorter, since its reports grow.
    """
    for source, target, turned in ((b, a, True), (a, b, False)):
        if source.id in target.linked and target.id not in source.linked:
            return Direction(turned, f"{target.called} links to {source.called}")
    for source, target, turned in ((b, a, True), (a, b, False)):
        if source.outlet and _names(target, source.outlet) and not (target.outlet and _names(source, target.outlet)):
            return Direction(turned, f"{target.called} names {source.outlet} as its source")
    one, two = a.reading.article.publisher, b.reading.article.publisher
    for is_source, what in ((is_agency, "an agency, which others carry"), (is_official, "an office's own publication")):
        if is_source(one) != is_source(two):
            turned = is_source(two)
            return Direction(turned, f"{(b if turned else a).called} is {what}")
    first, second = a.reading.article.published_at, b.reading.article.published_at
    if first and second and (later := _later(first, second)):
        return Direction(later < 0, f"{(b if later < 0 else a).called} was published first")
    longer = len(b.words.words) > len(a.words.words)
    unknown = "which of the two came first is not known, and the"
    if same_publisher(a, b) and len(a.words.words) != len(b.words.words):
        why = f"{unknown} shorter is given as the source, since a newsroom's report grows"
        return Direction(not longer, why, known=False)
    return Direction(longer, f"{unknown} longer is given as the source", known=False)


def _later(first: str, second: str) -> int:
    """1 where the second moment is certainly later, -1 where it is earlier, 0 where it cannot be told."""
    if first[:10] == second[:10] and (len(first) <= 10 or len(second) <= 10):
        return 0
    try:
        moments = datetime.fromisoformat(first), datetime.fromisoformat(second)
    except ValueError:
        return 0
    if (moments[0].tzinfo is None) != (moments[1].tzinfo is None) or moments[0].tzinfo is None:
        days = moments[0].date(), moments[1].date()  # clocks of unknown zones differ by hours
        return (days[0] < days[1]) - (days[0] > days[1])
    return (moments[0] < moments[1]) - (moments[0] > moments[1])


def _names(text: Text, outlet: str) -> bool:
    if any(same_outlet(credit, outlet) for credit in text.credits):
        return True
    return any(same_outlet(x.outlet, outlet) and x.reports for x in text.attributions)


def first_named(text: Text, outlet: str) -> float:
    """Where an article first attributes something to a publisher, as a part of its length; 1 where it does not."""
    length = max(1, len(text.reading.article.text))
    return min((x.start / length for x in text.attributions if x.outlet == outlet and x.reports), default=1.0)
