"""Notices and what became of them: as records of the public contract, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from firsthand.publish.wording import counted

Record = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """For people: "2026-03-14 09:30 UTC"."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at else None


def stamp(at: datetime | None) -> str | None:
    """For programs: ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def _for_people(stamped: str | None) -> str | None:
    return moment(datetime.fromisoformat(stamped)) if stamped else None


def notice_record(row: Mapping[str, Any], notice: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> Record:
    """A notice in full, with its lines of the ledger: `firsthand takedown show -f json`."""
    return row_record(row) | {
        "notice": {name: value for name, value in notice.items() if name not in ("url", "reason", "basis")},
        "ledger": [
            {"at": stamp(x["at"]), "act": x["act"], "by": x["by"], "note": x["note"]} for x in lines
        ],
    }


def row_record(row: Mapping[str, Any]) -> Record:
    """A notice in short: a line of `firsthand takedown list -f jsonl`."""
    return {
        "receipt": row["receipt"],
        "url": row["url"],
        "article": row["article"],
        "basis": row["basis"],
        "reason": row["reason"],
        "by": row["by"],
        "at": stamp(row["at"]),
        "decision": row["decision"],
        "decided_at": stamp(row["decided_at"]),
        "decided_by": row["decided_by"],
        "explanation": row["explanation"],
        "undo_until": stamp(row["undo_until"]),
    }


def outcome_record(outcome: Mapping[str, Any]) -> Record:
    """What became of a notice: `firsthand takedown URL -f json`."""
    copies = ({**c, "share": round(c["share"], 3)} for c in outcome["copies"])
    return {**outcome, "undo_until": stamp(outcome["undo_until"]), "copies": list(copies)}


def outcome_lines(outcome: Mapping[str, Any]) -> Iterator[str]:
    """What became of a notice, for people."""
    went = outcome["decision"] == "removed"
    yield f"{outcome['receipt']}: {outcome['decision']}."
    if outcome["lacks"] and outcome["decision"] == "pending":
        yield "The notice lacks:"
        yield from (f"  {each}" for each in outcome["lacks"])
    if outcome["decision"] == "pending":
        more = f"firsthand takedown complete {outcome['receipt']} … adds it. " if outcome["lacks"] else ""
        yield f"{more}firsthand takedown decide {outcome['receipt']} removed|refused … decides."
    if went and (outcome["articles"] or outcome["captures"] or outcome["entries"]):
        parts = (
            counted(len(outcome["articles"]), "article"),
            f"in {counted(outcome['versions'], 'version')}",
            counted(outcome["captures"], "capture"),
            counted(outcome["entries"], "entry of a feed", "entries of feeds"),
        )
        yield f"Gone: {', '.join(parts)}."
    if outcome["decision"] == "restored" and outcome["articles"]:
        yield f"Back: {', '.join(outcome['articles'])}."
    if outcome["copies"]:
        count = len(outcome["copies"])
        carries = "carries the same text and stays" if count == 1 else "carry the same text and stay"
        yield f"{counted(count, 'other article')} {carries}:"
        for each in outcome["copies"]:
            yield f"  {each['url'] or each['id']} ({each['publisher'] or 'no publisher'}, {each['share']:.0%} of it)"
    if went and outcome["undo_until"]:
        yield f"It can be undone until {moment(outcome['undo_until'])}. Until then its content is kept apart."
    elif went and outcome["captures"]:
        yield "It is erased. An undo would only let it be collected again."
    yield from outcome["notes"]


def notice_lines(record: Record) -> Iterator[str]:
    """A notice in full, for people, from its record."""
    yield f"{record['receipt']}: {record['decision']}"
    facts = {
        "address": record["url"],
        "article": record["article"],
        "basis": record["basis"],
        "reason": record["reason"],
        "received": f"{_for_people(record['at'])} by {record['by']}",
        "decided": f"{_for_people(record['decided_at'])} by {record['decided_by']}" if record["decided_at"] else None,
        "explanation": record["explanation"],
        "undo until": _for_people(record["undo_until"]),
    }
    facts |= {name.replace("_", " "): value for name, value in record["notice"].items()}
    for name, value in facts.items():
        if value:
            yield f"  {name}: {'yes' if value is True else value}"
    yield "Ledger:"
    for line in record["ledger"]:
        note = f": {line['note']}" if line["note"] else ""
        yield f"  {_for_people(line['at'])} {line['act']} by {line['by']}{note}"


def row_line(record: Record) -> str:
    """A notice in short, for people, from its record."""
    return f"{record['receipt']}  {record['decision']:8}  {record['at'][:10]}  {record['basis']:14}  {record['url']}"
