"""Copy in the scripts of others that the pages use: src/firsthand/web/static/vendor, with licenses and hashes.

    python tools/vendor_scripts.py                          # the versions that stand in the folder's README.md
    python tools/vendor_scripts.py cytoscape=3.34.4 d3=7.9.2  # others of these

Needs npm. Nothing is built: each file is the package's own, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "src" / "firsthand" / "web" / "static" / "vendor"
#: What each package is for, and the files that are taken from it beside LICENSE.
PACKAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "@observablehq/plot": ("draws the map of places", ("dist/plot.umd.min.js",)),
    "cytoscape": ("draws who took from whom", ("dist/cytoscape.esm.min.mjs",)),
    "d3": ("what Plot stands on", ("dist/d3.min.js",)),
    "htmx.org": ("swaps parts of a page", ("dist/htmx.min.js",)),
    "topojson-client": ("unpacks the borders", ("dist/topojson-client.min.js",)),
    "world-atlas": (
        "borders by Natural Earth (public domain), coarse and finer",
        ("countries-110m.json", "countries-50m.json"),
    ),
}
_ROW = re.compile(r"^\| (\S+) \| (\S+) \| \S+ \| `[^`]+` \| `[0-9a-f]{64}` \|", re.MULTILINE)
_HEAD = """# Scripts and data of others

Copied from npm by `python tools/vendor_scripts.py`, byte for byte, each folder with its license. Do not edit them:
`tests/web/test_vendor.py` holds every file to its hash here.

| package | version | license | file | SHA-256 | what for |
| --- | --- | --- | --- | --- | --- |
"""


def folder_name(package: str) -> str:
    """The folder of a package: the last part of its name."""
    return package.split("/")[-1]


def main(arguments: list[str]) -> None:
    """Fetch each package and write its files and the table."""
    readme = VENDOR / "README.md"
    versions = dict(_ROW.findall(readme.read_text(encoding="utf-8"))) if readme.exists() else {}
    versions |= dict(argument.rsplit("=", 1) for argument in arguments)
    rows = [row for package in PACKAGES for row in _vendor(package, versions.get(package, "latest"))]
    readme.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def _vendor(package: str, version: str) -> list[str]:
    """Write the files of one package; its rows of the table."""
    purpose, names = PACKAGES[package]
    target = VENDOR / folder_name(package)
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    rows = []
    with tempfile.TemporaryDirectory() as work:
        command = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", work]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(work).glob("*.tgz"))) as archive:
            about = json.loads(_member(archive, "package.json"))
            for name in (*names, "LICENSE"):
                content = _member(archive, name)
                file = target / Path(name).name
                file.write_bytes(content)
                if name != "LICENSE":
                    digest = hashlib.sha256(content).hexdigest()
                    label = f"{target.name}/{file.name}"
                    rows.append(
                        f"| {package} | {about['version']} | {about['license']} | `{label}` | `{digest}` "
                        f"| {purpose}: npm’s `{name}` |"
                    )
    return rows


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(f"package/{name}")
    if file is None:
        raise FileNotFoundError(name)
    return file.read()


if __name__ == "__main__":
    main(sys.argv[1:])
