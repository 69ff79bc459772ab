from __future__ import annotations

import re
import stat
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from firsthand.errors import InputError
from firsthand.publish import pdf
from firsthand.publish.page import render_page
from firsthand.publish.pdf import find_browser, render_pdf
from tests.publish.edition import make_edition

needs_browser = pytest.mark.skipif(find_browser() is None, reason="no browser: none of pdf.BROWSERS is on the PATH")


def streams(document: bytes) -> list[bytes]:
    """What the file's streams hold, unpacked."""
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", document, re.S):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found


def words(document: bytes) -> str:
    """The letters that the pages draw, by the fonts' own tables of what each sign is (ToUnicode)."""
    unpacked = streams(document)
    letters: dict[str, str] = {}
    for table in unpacked:
        if b"beginbfchar" in table or b"beginbfrange" in table:
            text = table.decode("latin-1")
            for sign, meant in re.findall(r"^<(\w{4})> <(\w{4,})>$", text, re.M):
                letters[sign.upper()] = bytes.fromhex(meant).decode("utf-16-be")
            for first, last, meant in re.findall(r"^<(\w{4})> <(\w{4})> <(\w{4})>$", text, re.M):
                for n in range(int(last, 16) - int(first, 16) + 1):
                    letters[f"{int(first, 16) + n:04X}"] = chr(int(meant, 16) + n)
    drawn = []
    for page in unpacked:
        for sign in re.findall(rb"<([0-9A-Fa-f]+)>", page) if b" Tf" in page else ():
            text = sign.decode().upper()
            drawn += [letters.get(text[n : n + 4], "") for n in range(0, len(text), 4)]
    return "".join(drawn)


def program(folder: Path, script: str) -> Path:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@needs_browser
def test_a_page_is_printed_with_its_words() -> None:
    printed = render_pdf(render_page(make_edition("one")))
    assert printed.startswith(b"%PDF-") and printed.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 2
    assert b"/StructTreeRoot" in printed and b"/Outlines" in printed  # for screen readers, and for finding one's way
    drawn = words(printed).replace(" ", "")
    assert "NinepeoplewerekilledwhentheOrrinbridgefell" in drawn
    assert "Itwentdownlikeadrawerbeingpulledout" in drawn  # of a text that is folded on the screen


class Asked(BaseHTTPRequestHandler):
    """Writes down who asks."""

    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@needs_browser
def test_a_page_that_asks_for_the_network_gets_none() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            host = f"http://127.0.0.1:{server.server_address[1]}"
            sheet = f'<link rel="stylesheet" href="{host}/sheet">'
            page = f'{sheet}<p>Here.</p><img src="{host}/image"><iframe src="{host}/frame"></iframe>'
            drawn = words(render_pdf(page))
        finally:
            server.shutdown()
            thread.join()
    assert "Here." in drawn
    assert Asked.paths == []


def test_without_a_browser_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "INSTALLED", ())
    with pytest.raises(InputError, match="No Chromium, Chrome or Edge is on the PATH: install one, or write html"):
        render_pdf("<p>x</p>")


def test_a_browser_that_never_ends_is_ended(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"took longer than 0\.2 seconds"):
        render_pdf("<p>x</p>", browser=program(tmp_path, "exec tail -f /dev/null"), seconds=0.2)


def test_a_browser_that_writes_nothing_is_said_to(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"wrote no PDF: .* It says: no display\?"):
        render_pdf("<p>x</p>", browser=program(tmp_path, "echo 'no display\x1b?' >&2"))
    with pytest.raises(InputError, match="cannot be started"):
        render_pdf("<p>x</p>", browser=tmp_path / "none")
