"""Two invented reports of one wreck, an agency's and a newspaper's that took some of it over, and one of a garden."""

from __future__ import annotations

from pathlib import Path

from firsthand.model import Comparison
from firsthand.pipeline import compare
from tests.command import write_records

AGENCY = {
    "id": "agency",
    "publisher": "Vellmark Press Agency",
    "published": "2026-03-13T20:40:00+00:00",
    "title": "Seven dead as ferry hits rocks off Dunmar",
    "text": """Seven people were killed when the ferry Alma Rosk ran onto the rocks off Dunmar on Friday, police said.

The ferry had left Halven at 4:10 p.m. with 212 passengers on board and the captain on the bridge, the Sile Line said.

“We heard a noise like a falling tree, and then all the lights went out,” said Jonna Tiel, a passenger.

Harbor master Edda Lorne said that the light on the rocks had been repaired in January.

The owner of the ferry has opened an inquiry of its own.""",
}
PAPER = {
    "id": "paper",
    "publisher": "Dunmar Post",
    "published": "2026-03-14T06:10:00+00:00",
    "title": "A town mourns its dead",
    "text": """Nine people were killed when the ferry Alma Rosk ran onto the rocks off Dunmar on Friday, doctors said.

The ferry had left Halven at 4:10 p.m. with 230 passengers on board and the captain on the bridge, the Sile Line said.

“We heard a noise like a falling tree, and then all the lights went out,” Jonna Tiel told the Vellmark Press Agency.

The mayor, Tomas Werrin, closed the schools of the town for Monday.

Candles stood in most windows along the quay.""",
}
GARDEN = {
    "id": "garden",
    "publisher": "Lissel Gazette",
    "published": "2024-06-02",
    "title": "Roses in bloom",
    "text": "The old rose garden of Lissel opens its gates again. Visitors may bring a picnic and their dogs.",
}


def write_pair(folder: Path, a: dict[str, str] = AGENCY, b: dict[str, str] = PAPER) -> tuple[Path, Path]:
    """The two as files of one record each."""
    return write_records(folder / "a.jsonl", [a]), write_records(folder / "b.jsonl", [b])


def lay(folder: Path, a: dict[str, str] = AGENCY, b: dict[str, str] = PAPER) -> Comparison:
    """The two side by side."""
    return compare(*write_pair(folder, a, b))
