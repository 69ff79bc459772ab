"""`firsthand` without one of its parts, for score.py: FIRSTHAND="python -m benchmarks.without 'times: context of …'".

    python -m benchmarks.without PART read INPUT... --format jsonl

PART is a name of `parts.PARTS`, or "nothing" for the whole program. It runs in one process. FIRSTHAND_TAGGED may name
a folder in which tagged texts are kept from one run to the next.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.cached import CachedParser, CachedTagger, in_this_process
from benchmarks.parts import Part, part_named, switched_off
from firsthand.cli import main as run
from firsthand.model import Annotations, Article

#: Stands for a part that is switched off where none is.
NOTHING = "nothing"
#: Names the folder of tagged texts.
TAGGED = "FIRSTHAND_TAGGED"
#: Set where pages alone are measured: all that is in them is settled before an article is annotated.
PAGES = "FIRSTHAND_PAGES"


def main() -> None:
    """Run the command that follows the name of the part."""
    _, name, *command = sys.argv
    part = Part(NOTHING, {}) if name == NOTHING else part_named(name)
    bare = Part(NOTHING, {"firsthand.annotate:annotate": _not_annotated} if os.environ.get(PAGES) else {})
    folder = os.environ.get(TAGGED)
    tagger = CachedTagger(Path(folder) if folder else None)
    sys.argv = ["firsthand", *command, "--quiet", "--workers", "1"]
    with in_this_process(tagger, CachedParser()), switched_off(bare), switched_off(part):
        run()


def _not_annotated(article: Article, _: object) -> Annotations:
    return Annotations(article.id)


if __name__ == "__main__":
    main()
