"""Which of two articles is the source of the other, and what shows it."""

from __future__ import annotations

import re
from datetime import datetime

from firsthand.model import Publisher
from firsthand.relate.compare import Text
from firsthand.relate.outlets import load_outlets, outlet_of, same_outlet

#: Hosts and names of governments, forces, universities and courts: what they publish of themselves is nobody's copy.
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|gouv|gob|mil|edu|ac|int)(?:\.|$)")
_OFFICE = re.compile(
    r"^(?:The )?(?:(?:[A-Z][\w-]+ ){0,3}"
    r"(?:Ministry|Government|Parliament|Police|University|Embassy|Presidency|Prosecutors?)\b"
    r"|(?:Department|Office|Ministry|Court|Bureau) (?:of|for)\b)"
)
#: Agencies that the list does not hold call themselves so.
_AGENCY = re.compile(r"\b(?:News|Press|Wire) (?:Agency|Service)\b")


def find_direction(a: Text, b: Text) -> tuple[bool, str]:
    """Whether the second article is the source of the first, and what shows it.

    In this order: one names the other as its source; one is an agency or an office, whose text others carry; one was
    published first. Where nothing shows it the longer is given, since texts are cut more often than drawn out.
    """
    for source, target, turned in ((b, a, True), (a, b, False)):
        if source.outlet and _names(target, source.outlet) and not (target.outlet and _names(source, target.outlet)):
            return turned, f"{target.called} names {source.outlet} as its source"
    one, two = a.reading.article.publisher, b.reading.article.publisher
    for is_source, what in ((_agency, "an agency, which others carry"), (_official, "an office's own publication")):
        if is_source(one) != is_source(two):
            turned = is_source(two)
            return turned, f"{(b if turned else a).called} is {what}"
    first, second = a.reading.article.published_at, b.reading.article.published_at
    if first and second and (later := _later(first, second)):
        return later < 0, f"{(b if later < 0 else a).called} was published first"
    unknown = "which of the two came first is not known, and the longer is given as the source"
    return len(b.words.words) > len(a.words.words), unknown


def _agency(publisher: Publisher | None) -> bool:
    if publisher is None:
        return False
    return outlet_of(publisher) in load_outlets().agencies or bool(_AGENCY.search(publisher.name))


def _official(publisher: Publisher | None) -> bool:
    return publisher is not None and bool(_OFFICIAL.search(publisher.id) or _OFFICE.search(publisher.name))


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
