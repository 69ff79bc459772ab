"""The public contract of the outputs, as JSON Schema (2020-12)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Literal

Output = Literal["read", "account", "compare"]

#: The schemas whose definitions another one uses, the nearest first.
_RESTS_ON: dict[Output, tuple[Output, ...]] = {"read": (), "account": ("read",), "compare": ("account", "read")}


def schema(of: Output) -> dict[str, Any]:
    """The schema of one output, whole in itself: a line of `read --format jsonl`, or `account` or `compare` as JSON."""
    found = _load(of)
    for below in _RESTS_ON[of]:
        found["$defs"] = _load(below)["$defs"] | found["$defs"]
    return found


def schema_text(of: Output) -> str:
    """The same as JSON, indented."""
    return json.dumps(schema(of), indent=2)


def _load(of: Output) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        (files("firsthand.publish") / "schemas" / f"{of}.schema.json").read_text("utf-8")
    )
    return loaded
