"""Articles out of files, directories and standard input."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from firsthand.model import Capture, Failure, Given


def collect(inputs: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Capture | Failure]:
    """Each article that the inputs hold, or why it could not be read."""
    for name in inputs:
        path = Path(name)
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            body = file.read_bytes()
            if file.suffix == ".gz":
                body = gzip.decompress(body)
            if ".jsonl" in file.suffixes:
                for number, line in enumerate(body.splitlines(), 1):
                    row = json.loads(line)
                    media = "text" if "text" in row else "html"
                    content = row[media].encode()
                    yield Capture(hashlib.sha256(content).hexdigest(), f"{file}:{number}", media, content, "utf-8",  # type: ignore[arg-type]
                                  Given(*(row.get(k) for k in ("id", "url", "publisher", "published", "title"))))
            else:
                media = "text" if file.suffix == ".txt" else "html"
                yield Capture(hashlib.sha256(body).hexdigest(), str(file), media, body)  # type: ignore[arg-type]
