from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from firsthand.collect.fetch import Fetched, Fetcher, Request
from firsthand.config import CollectConfig
from firsthand.desk.web import Ask, Web
from firsthand.errors import ConfigError, FetchError
from tests.desk.press import SETTINGS, Clock, Page, Press, open_press

NEVER = threading.Event()


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as made:
        yield made


def test_answers_carry_the_numbers_of_what_was_asked(press: Press) -> None:
    urls = {n: press.page(f"/{n}", f"Page {n}") for n in range(20)}
    with Web(SETTINGS, now=Clock()) as web:
        answers = {a.n: a.outcome for a in web.ask([Ask(n, Request(u)) for n, u in urls.items()], NEVER)}
    assert {n: a.url for n, a in answers.items() if isinstance(a, Fetched)} == urls


def test_what_is_to_be_kept_is_asked_about_and_its_reservations_come_along(press: Press) -> None:
    page = press.page("/a", "Text", headers={"TDM-Reservation": "1"})
    lenient = replace(SETTINGS, tdm="record")
    for settings, kept in ((SETTINGS, False), (lenient, True)):
        with Web(settings, now=Clock()) as web:
            (answer,) = web.ask([Ask(0, Request(page), keep=True)], NEVER)
        assert isinstance(answer.outcome, Fetched) is kept
        assert [(o.kind, o.value) for o in answer.optouts] == [("tdmrep", "tdm-reservation: 1")]


def test_without_time_a_host_is_asked_once_and_the_rest_is_left(press: Press) -> None:
    urls = [press.page(f"/{n}", "Text") for n in range(5)]
    with Web(replace(SETTINGS, spacing=0.01), now=Clock()) as web:
        answers = list(web.ask([Ask(n, Request(u)) for n, u in enumerate(urls)], NEVER, seconds=0.0))
    assert [a.n for a in answers] == [0]


def test_a_stop_cuts_off_what_is_under_way(press: Press) -> None:
    stop = threading.Event()
    stop.set()
    with Web(replace(SETTINGS, spacing=60.0), now=Clock()) as web:
        asks = [Ask(n, Request(press.page(f"/{n}", "Text"))) for n in range(3)]
        assert len(list(web.ask(asks, stop))) < 3


def test_a_pause_that_a_robots_file_asks_for_is_known(press: Press) -> None:
    press.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7", kind="text/plain")
    with Web(SETTINGS, now=Clock()) as web:
        assert web.delay("127.0.0.1") == 0.0
        list(web.ask([Ask(0, Request(press.page("/a", "Text")))], NEVER, seconds=0.0))
        assert web.delay("127.0.0.1") == 7.0


def test_what_sites_said_is_remembered_by_whoever_is_told(press: Press) -> None:
    clock = Clock()
    url = press.page("/a", "Text")
    with Web(SETTINGS, now=clock) as web:
        list(web.ask([Ask(0, Request(url))], NEVER))
        records = web.permissions()
    with Web(SETTINGS, now=clock, known=records) as web:
        list(web.ask([Ask(0, Request(url))], NEVER))
    assert (press.count("/robots.txt"), press.count("/a")) == (1, 2)


def test_a_fault_of_the_program_is_told_as_that_addresss_own(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch = Fetcher.fetch

    async def broken(self: Fetcher, request: Request, *, ask: bool = True) -> Fetched:
        if request.url.endswith("/bad"):
            raise LookupError("unknown coding")
        return await fetch(self, request, ask=ask)

    monkeypatch.setattr(Fetcher, "fetch", broken)
    good = press.page("/good", "Text")
    with Web(SETTINGS, now=Clock()) as web:
        asks = [Ask(0, Request(press.url + "/bad")), Ask(1, Request(good))]
        answers = {a.n: a.outcome for a in web.ask(asks, NEVER)}
    assert isinstance(answers[1], Fetched)
    assert isinstance(answers[0], FetchError)
    assert answers[0].reason == "A fault of the program: LookupError: unknown coding."


def test_nothing_starts_without_a_contact_address() -> None:
    with pytest.raises(ConfigError, match="contact"):
        Web(CollectConfig(), now=Clock())
