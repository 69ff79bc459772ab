"""Publishers whose text others carry: agencies, and offices that tell of themselves."""

from __future__ import annotations

import re

from firsthand.model import Publisher
from firsthand.relate.outlets import load_outlets, outlet_of

#: Hosts and names of governments, forces, universities and courts, and of companies' own pages: what they publish of
#: themselves is nobody's copy.
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|gouv|gob|mil|edu|ac|int)(?:\.|$)|^(?:blogs?|investors?|media-?room|newsroom|press|press-?room)\."
)
_OFFICE = re.compile(
    r"^(?:The )?(?:(?:[A-Z][\w-]+ ){0,3}"
    r"(?:Ministry|Government|Parliament|Police|University|Embassy|Presidency|Prosecutors?)\b"
    r"|(?:Department|Office|Ministry|Court|Bureau) (?:of|for)\b)"
)
#: Agencies that the list does not hold call themselves so.
_AGENCY = re.compile(r"\b(?:News|Press|Wire) (?:Agency|Service)\b")


def is_agency(publisher: Publisher | None) -> bool:
    """Whether a publisher is an agency, whose text reaches readers through others."""
    if publisher is None:
        return False
    return outlet_of(publisher) in load_outlets().agencies or bool(_AGENCY.search(publisher.name))


def is_official(publisher: Publisher | None) -> bool:
    """Whether a publisher tells of itself: an office, a court, a university, or a company's own pages."""
    return publisher is not None and bool(_OFFICIAL.search(publisher.id) or _OFFICE.search(publisher.name))
