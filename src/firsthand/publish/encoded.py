"""Text from outside made fit for documents of XML and JSON, and names for things that last."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from firsthand.publish.wording import harmless, moment, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What XML 1.0 does not allow, even escaped; `harmless` has taken most of it already.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Under which names become UUIDs (version 5). Made once, at random; another would give everything another name.
NAMESPACE = UUID("6f0a4d1e-3c52-4b8e-9a57-2d1c80f7e6b4")


def xml_text(text: str) -> str:
    """Outside text for a place in XML, without what XML refuses or what draws nothing."""
    return _NO_XML.sub("", harmless(text))


def xml_line(text: str) -> str:
    """The same on one line."""
    return _NO_XML.sub("", one_line(text))


def xml_bytes(root: _Element) -> bytes:
    """A tree as a document in UTF-8, indented."""
    from lxml import etree

    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def json_bytes(record: object, indent: int | None = 1) -> bytes:
    """A record as JSON in UTF-8, ending in a line feed; half characters, which UTF-8 cannot hold, become "?"."""
    written = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent)
    return written.encode("utf-8", "replace") + b"\n"


def uuid_of(*names: str) -> str:
    """A UUID that is the same for the same names, on every machine."""
    return str(uuid5(NAMESPACE, "\x1f".join(harmless(n) for n in names)))


def urn_of(*names: str) -> str:
    """The same as a URN."""
    return f"urn:uuid:{uuid_of(*names)}"


def utc_text(time: datetime) -> str:
    """A time as RFC 3339 has it, in UTC: `2026-03-14T06:10:00Z`."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def utc_of(value: str | None) -> str | None:
    """An ISO day or time likewise, a day as its beginning; None where it is neither."""
    time = moment(value)
    return utc_text(time) if time else None


def without_nothing(record: dict[str, object]) -> dict[str, object]:
    """The record without fields that hold nothing."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {}, ())}
