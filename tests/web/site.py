"""The whole site for tests in a browser: a real server on a free port of loopback, and Chromium that hears no other."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from firsthand.config import Config, MailConfig, ServeConfig
from firsthand.desk.accounts import make_account
from firsthand.desk.audit import COMMAND_LINE, Actor
from firsthand.desk.opening import Desk
from firsthand.desk.roles import Role
from firsthand.desk.sessions import begin_session
from firsthand.store.database import Store
from firsthand.store.stories import stories_of
from firsthand.web.app import make_app
from firsthand.web.cookies import SESSION
from firsthand.web.house import House
from tests.web.houses import SECRET, open_desk
from tests.web.watching import Watch

CHROMIUM = Path("/usr/bin/chromium")
#: Nothing but loopback has an address: what a page would load from elsewhere cannot come, and `Watch` sees it asked.
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic", "--font-render-hinting=none"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
NEEDS_CHROMIUM = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser: {CHROMIUM} is not installed")
PASSWORD = "twelve grey herons by the weir"
SERVE = ServeConfig(requests_a_minute=0, logins_a_minute=0, notices_an_hour=0)
#: A mail server that is never asked: what is to be sent stays in the outbox.
MAIL = MailConfig(host="mail.vellmark.example", sender="firsthand <news@vellmark.example>")
#: Milliseconds until a browser that waits in vain fails the test: many times what a busy machine takes.
PATIENCE = 30_000

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium. One for a module: Playwright holds the thread's event loop, which other tests want for themselves."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Site:
    """The running site."""

    address: str  #: without a slash at its end
    house: House

    @property
    def desk(self) -> Desk:
        """The desk behind it."""
        return self.house.desk

    def stories(self) -> dict[str, int]:
        """How many articles each story has, the largest story first."""
        with self.desk.store.reading() as connection:
            found = {row.id: row.articles for row in stories_of(connection, limit=1_000)}
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def account(self, name: str, role: Role) -> None:
        """Somebody who can sign in, with PASSWORD."""
        make_account(self.desk, name, role, PASSWORD, Actor(COMMAND_LINE), self.house.now())

    def session(self, name: str) -> str:
        """The cookie of a session of theirs, without the form."""
        with self.desk.store.writing() as connection:
            return begin_session(connection, name, self.house.now(), 14)

    @contextmanager
    def visited(self, browser: Browser, who: str = "", **settings: Any) -> Iterator[Visit]:  # noqa: ANN401
        """A browser of somebody, nobody by default. At its end the test fails if the browser had anything to say."""
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "timezone_id": "UTC"} | settings
        with browser.new_context(**settings) as context:
            context.set_default_timeout(PATIENCE)
            if who:
                token = self.session(who)
                context.add_cookies([{"name": SESSION, "value": token, "url": self.address}])
            watch = Watch(self.address)
            watch.listen(context)
            yield Visit(self, context, watch)
            watch.finish()
        assert not watch.faults, "\n".join(watch.faults)


@dataclass(frozen=True)
class Visit:
    """A browser at the site."""

    site: Site
    context: BrowserContext
    watch: Watch

    def to(self, path: str) -> str:
        """The whole address of a path."""
        return self.site.address + path


@contextmanager
def serving(desk: Desk, now: Clock = wall_clock) -> Iterator[Site]:
    """A desk's site until the end, with the time that `now` says it is."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)  # at once, so that who comes before the server stands waits for it
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    house = House(desk, SECRET, address, now)
    server = uvicorn.Server(uvicorn.Config(make_app(house), log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield Site(address, house)
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def demo_site(told_store: Path, folder: Path, now: Clock = wall_clock) -> Iterator[Site]:
    """The site of the demo's stories, on a store of its own."""
    desk = open_desk(told_store, folder, serve=SERVE, mail=MAIL)
    try:
        with serving(desk, now) as site:
            yield site
    finally:
        desk.store.close()


@contextmanager
def empty_site(folder: Path) -> Iterator[Site]:
    """The site of an empty store."""
    config = Config(folder, workers=1, serve=SERVE, mail=MAIL)
    store = Store.open(config.store_url, create=True)
    try:
        with serving(Desk(config, store)) as site:
            yield site
    finally:
        store.close()


def articles_file(folder: Path, articles: Sequence[dict[str, Any]]) -> str:
    """Articles as a file that `firsthand add` takes."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")
    return str(file)
