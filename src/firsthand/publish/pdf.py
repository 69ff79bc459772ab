"""The one-file page as PDF, printed by the Chromium, Chrome or Edge of this machine by the page's own print style.

The page is our own: its policy lets no script run, and the words of others are escaped. The browser gets no network all
the same: no name resolves, and every other address goes to a proxy that is not there. It works in a folder of its own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from firsthand.errors import InputError

#: Seconds for one page. A story of 9 articles takes 2 on two cores, one of 200 with 400 findings 15.
SECONDS = 60.0
#: What browsers of the Chromium family are called on a PATH, the plainest first.
BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser"),
)
#: Where installers of macOS and Windows put them, which is not on the PATH.
INSTALLED = tuple(
    Path(place)
    for place in (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
        "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    )
)
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_WAY_OUT = "write html instead and print it from any browser"
_NO_BROWSER = f"No Chromium, Chrome or Edge is on the PATH: install one, or {_WAY_OUT}."


def render_pdf(html: str, *, browser: Path | None = None, seconds: float = SECONDS) -> bytes:
    """A page as PDF.

    `browser` is the program to print with, by default what `find_browser` finds. Raises InputError where there
    is none, where it takes longer than `seconds`, and where it writes no PDF; the reason names the way out.
    """
    program = browser or find_browser()
    if program is None:
        raise InputError("pdf", _NO_BROWSER)
    with TemporaryDirectory(prefix="firsthand-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8", errors="replace")
        said = _run(program, page, printed, folder, seconds)
        content = printed.read_bytes() if printed.is_file() else b""
    if not content.startswith(b"%PDF-"):
        told = f" It says: {said}" if said else ""
        raise InputError("pdf", f"{program.name} wrote no PDF: {_WAY_OUT}.{told}")
    return content


def find_browser() -> Path | None:
    """The program that would print: of BROWSERS on the PATH, else where installers put it; None where there is none."""
    found = (shutil.which(name) for name in BROWSERS)
    return next((Path(f) for f in found if f), None) or next((p for p in INSTALLED if p.is_file()), None)


def no_browser() -> str | None:
    """What to do where no browser is found; None where one is."""
    return None if find_browser() else _NO_BROWSER


def _run(program: Path, page: Path, printed: Path, folder: Path, seconds: float) -> str:
    """Have the browser print; the last line that it wrote to standard error. Raises InputError."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    own = (f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={printed}", *(("--no-sandbox",) if root else ()))
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        try:
            child = subprocess.Popen(
                [str(program), *_ARGUMENTS, *own, page.as_uri()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise InputError("pdf", f"{program} cannot be started ({error.strerror}): {_WAY_OUT}.") from error
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise InputError("pdf", f"{program.name} took longer than {seconds:g} seconds: {_WAY_OUT}.") from error
        finally:
            _end(child)
    lines = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
    return "".join(c for c in lines[-1] if c.isprintable())[:200] if lines else ""


def _end(child: subprocess.Popen[bytes]) -> None:
    """The browser and all that it started, which is a group of its own; nothing where all have ended."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()
