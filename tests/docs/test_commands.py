"""The commands on the how-to pages that need no store run as they stand, in a directory with a few articles.

Those that need one are run by test_sessions.py and by tests/desk/test_guides.py, each page in a store of its own.
"""

from __future__ import annotations

import json
import re
import shlex
from html import escape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli import app
from firsthand.publish.warc_out import write_warc

ROOT = Path(__file__).parents[2]
STORELESS = ("account", "read", "compare", "schema")
GUIDES = sorted((ROOT / "docs" / "how-to").glob("*.md"))


def commands() -> list[str]:
    """What stands on an indented line after "firsthand", up to a pipe, a redirection or a comment; each once."""
    found = [
        re.split(r" \| | \d?> |  +#", line)[0].strip()
        for guide in GUIDES
        for line in re.findall(r"^    firsthand (.+)$", guide.read_text(encoding="utf-8"), flags=re.M)
    ]
    return sorted({each for each in found if each.split()[0] in STORELESS})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory in which articles/ holds two pieces of the demo, one as one.html, and the tables of the guides."""
    articles = tmp_path / "articles"
    articles.mkdir()
    demo = ROOT / "demo" / "articles"
    (articles / "two.txt").write_bytes((demo / "02-tessera-full.txt").read_bytes())
    (articles / "one.html").write_bytes((demo / "06-sorn-valley-courier.html").read_bytes())
    for guide, file in (("add-an-agency", "agencies"), ("say-who-owns-a-publisher", "families")):
        text = (ROOT / "docs" / "how-to" / f"{guide}.md").read_text(encoding="utf-8")
        (table,) = re.findall(r"^```toml\n(.+?)^```$", text, flags=re.M | re.S)
        (tmp_path / f"{file}.toml").write_text(table, "utf-8")
    text = (ROOT / "docs" / "how-to" / "merge-and-split-stories.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"^```json\n(.+?)^```$", text, flags=re.M | re.S)
    (tmp_path / "judgements.jsonl").write_text(lines, "utf-8")
    write_collected(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_collected(folder: Path) -> None:
    """The feeds, the archive and the ninjs of the guide on feeding articles, each with one piece of the demo."""
    text = (folder / "articles" / "two.txt").read_text("utf-8")
    page = (folder / "articles" / "one.html").read_bytes()
    url, time, content = "https://gazette.example/1", "2026-03-14T18:30:00Z", f"<p>{escape(text)}</p>"
    item = {"id": url, "url": url, "title": "A bridge closes", "content_html": content, "date_published": time}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Gazette", "items": [item]}
    (folder / "feed.json").write_text(json.dumps(feed), "utf-8")
    (folder / "feed.rss").write_text(
        f"<rss version='2.0'><channel><title>The Gazette</title><item><title>A bridge closes</title><link>{url}</link>"
        f"<description>{escape(content)}</description></item></channel></rss>",
        "utf-8",
    )
    (folder / "feed.atom").write_text(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Gazette</title><updated>{time}</updated><entry>"
        f"<title>A bridge closes</title><id>{url}</id><link href='{url}'/><updated>{time}</updated>"
        f"<content type='html'>{escape(content)}</content></entry></feed>",
        "utf-8",
    )
    wire = {"uri": url, "type": "text", "versioncreated": time, "headline": "A bridge closes", "body_text": text}
    (folder / "wire.json").write_text(json.dumps(wire), "utf-8")
    with (folder / "crawl.warc.gz").open("wb") as file:
        write_warc([(url, time, page, "text/html", ())], file)


@pytest.mark.parametrize("command", commands())
def test_a_command_on_a_page_runs(command: str, folder: Path) -> None:
    words = shlex.split(command)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    if "-o" in words:
        assert (folder / words[words.index("-o") + 1]).stat().st_size > 1000
    else:
        assert len(result.output) > 100
