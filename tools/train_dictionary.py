"""Train the dictionary by which the store packs small records: src/firsthand/store/dictionary.1.

    python tools/train_dictionary.py OUTPUT

It is trained on the invented texts of the demo and of tests/quality, and on what is understood of them. A dictionary
that was released is never changed, since stores hold what was packed by it: train a new one under the next number.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import zstandard

from firsthand.pipeline import read
from firsthand.store.codec import decompress, pack

#: Bytes. 64 KB packs 1 % better, 16 KB 2 % worse.
SIZE = 32_768
NUMBER = 1
ROOT = Path(__file__).parents[1]


def main(output: str) -> None:
    """Train, and write the file."""
    folders = (ROOT / "tests" / "quality" / "texts", ROOT / "demo" / "articles")
    samples: list[bytes] = []
    for reading in read(folders, workers=1).readings:
        article = reading.article
        samples.append(decompress(pack(replace(reading, article=replace(article, text="")))))
        samples.append(article.text.encode())
        samples += [article.quote(block.span).encode() for block in article.blocks]
    trained = zstandard.train_dictionary(SIZE, samples, dict_id=NUMBER)
    Path(output).write_bytes(trained.as_bytes())


if __name__ == "__main__":
    main(sys.argv[1])
