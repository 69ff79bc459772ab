"""What feeds say of articles, as it is kept beside each address, and what of it asks for another look at the page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from firsthand.collect.canonical import canonical_url
from firsthand.model import Entry

#: Times that a feed's word that an article changed is taken. A feed that changes its entries at each look would have
#: all its pages fetched at each look; after this many only the looks below are left.
MOST_AGAIN = 20
#: When a page is looked at again after its feed first named it, unasked: most corrections are made on the first day.
#: Two requests more for each article; without them an edit is seen only where the feed tells of it.
AGAIN = (timedelta(days=1), timedelta(days=7))

_TAG = re.compile(r"<[^<>]*+>")


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed says of an article, and what is needed to tell that it says something else."""

    entry: Entry
    digest: str | None = None  #: of the words that the feed carries, without markup; None where it carries none
    again: int = 0  #: times that the page was fetched again because the feed said something else


def said_of(entry: Entry) -> Said:
    """What is kept of an entry."""
    words = " ".join(_TAG.sub(" ", f"{entry.content or ''} {entry.summary or ''}").split())
    digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16] if words else None
    return Said(entry, digest)


def without_text(said: Said) -> Said:
    """The same without the words of the article: they are kept with the page, or the article, itself."""
    return replace(said, entry=replace(said.entry, content=None, summary=None))


def dumped(said: Said) -> bytes:
    """As JSON: the fields of the entry that are filled, and beside them those of Said."""
    import msgspec

    fields = {k: v for k, v in msgspec.to_builtins(said.entry).items() if v}
    return msgspec.json.encode(fields | {"url": said.entry.url, "digest": said.digest, "again": said.again})


def loaded(data: bytes) -> Said:
    """What `dumped` gave."""
    import msgspec

    found = msgspec.json.decode(data)
    digest, again = found.pop("digest", None), found.pop("again", 0)
    return Said(msgspec.convert(found, Entry), digest, again)


def key_of(entry: Entry, feed: str) -> str | None:
    """What makes it the same entry again: its address, else the feed and its own name for it; None where it has none.

    Names are often given twice in a feed, and addresses are what readers are led to: so the address goes first.
    """
    url = canonical_url(entry.url) if entry.url else None
    if url:
        return url
    name = entry.guid or (f"{entry.published or ''} {entry.title}" if entry.title else None)
    return f"{feed}#{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:32]}" if name else None


def differs(before: Said, now: Said) -> bool:
    """Whether a feed says of an article what makes one look again: a later time of its change, a title, other words."""
    if before.again >= MOST_AGAIN:
        return False
    earlier, later = moment(before.entry.updated), moment(now.entry.updated)
    if later is not None and (earlier is None or later > earlier):
        return earlier is not None or later != moment(now.entry.published)
    return before.entry.title != now.entry.title or before.digest != now.digest


def look_again_at(first_seen: datetime, now: datetime) -> datetime | None:
    """When a page that is kept is looked at again; None where it is not."""
    return next((first_seen + after for after in AGAIN if first_seen + after > now), None)


def moment(written: str | None) -> datetime | None:
    """A time as the feeds' reader writes it, aware; a day is its first moment in UTC. None where it is none."""
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:  # of the year 1 or 9999
        return None
