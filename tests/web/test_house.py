"""Secrets, addresses, and what may listen where."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.config import SECRET, Config, ServeConfig
from firsthand.desk.opening import Desk
from firsthand.errors import ConfigError
from firsthand.web.house import House, hosts_of, open_house, secret_of
from firsthand.web.serving import listen

LONG = "forty-two grey herons by the weir at dawn"


@pytest.fixture(autouse=True)
def no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET, raising=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "news.example"])
def test_listening_to_others_needs_a_secret(tmp_path: Path, host: str) -> None:
    with pytest.raises(ConfigError, match="sessions need a secret"):
        secret_of(Config(tmp_path), host)
    assert secret_of(Config(tmp_path, serve=ServeConfig(secret=LONG)), host) == LONG.encode()


def test_a_secret_of_the_environment_goes_first_and_must_be_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "short")
    with pytest.raises(ConfigError, match="fewer than 32"):
        secret_of(Config(tmp_path, serve=ServeConfig(secret=LONG)), "0.0.0.0")
    monkeypatch.setenv(SECRET, LONG * 2)
    assert secret_of(Config(tmp_path, serve=ServeConfig(secret=LONG)), "0.0.0.0") == (LONG * 2).encode()


def test_on_loopback_one_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret_of(Config(tmp_path), "127.0.0.1")
    assert len(first) == 32
    assert secret_of(Config(tmp_path), "127.0.0.1") == first
    assert stat.S_IMODE((tmp_path / ".firsthand" / "secret").stat().st_mode) == 0o600


def test_a_damaged_secret_is_named(tmp_path: Path) -> None:
    secret_of(Config(tmp_path), "localhost")
    (tmp_path / ".firsthand" / "secret").write_text("zz")
    with pytest.raises(ConfigError, match="secret"):
        secret_of(Config(tmp_path), "localhost")


def test_the_address_is_where_it_listens_or_what_readers_use(told_desk: Desk) -> None:
    assert open_house(told_desk, port=8470).base == "http://127.0.0.1:8470"
    assert open_house(told_desk, host="::1", port=1).base == "http://[::1]:1"
    serve = replace(told_desk.config.serve, public_url="https://news.example", hosts=("mirror.example",))
    there = open_house(Desk(replace(told_desk.config, serve=serve), told_desk.store))
    assert there.base == "https://news.example"
    assert there.secure
    assert {"news.example", "mirror.example", "localhost"} <= set(hosts_of(there))


def test_what_is_signed_cannot_be_shifted_between_its_parts(house: House) -> None:
    assert house.sign("ab", "c") != house.sign("a", "bc")
    assert house.sign("a") == house.sign("a")


def test_a_port_that_is_taken_is_named() -> None:
    (held,) = listen("127.0.0.1", 0)
    with held, pytest.raises(ConfigError, match=r"Name another with --port"):
        listen("127.0.0.1", held.getsockname()[1])
