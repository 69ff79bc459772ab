"""Which addresses may be reached, and how hosts and addresses are read: as browsers read them."""

from __future__ import annotations

import json
import os
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.collect.addresses import literal, networks, unwrapped, why_refused
from firsthand.collect.hosts import ipv6_text, parse_host
from firsthand.collect.urls import UrlError, parse_url

PUBLIC = ["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "2606:4700::1111"]


@pytest.mark.parametrize("address", [*PUBLIC, "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_what_anybody_can_reach_may_be_reached(address: str) -> None:
    assert why_refused(ip_address(address)) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.8.9.1", "this machine"),
        ("0.0.0.0", "this network"),
        ("10.255.0.1", "private"),
        ("100.64.0.1", "provider"),
        ("169.254.169.254", "link-local"),
        ("168.63.129.16", "cloud"),
        ("192.0.0.170", "reserved"),
        ("198.19.0.1", "measurements"),
        ("239.1.1.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "this network"),
        ("::1", "this machine"),
        ("::8.8.8.8", "obsolete"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:0:10.0.0.1", "private network, through a translation"),
        ("64:ff9b::a9fe:a9fe", "link-local network, through a translation"),
        ("64:ff9b:1::1", "private"),
        ("2001:0:1::", "Teredo"),
        ("2002:808:808::1", "6to4"),
        ("2001:db8::1", "examples"),
        ("fd00:ec2::254", "private"),
        ("fe80::1", "link-local"),
        ("fe80::1%2", "link-local"),
        ("2a00::1%2", "link-local"),
        ("fec0::1", "private"),
        ("ff05::1", "multicast"),
        ("4000::1", "reserved"),
        ("200::1", "reserved"),
        ("e000::1", "reserved"),
    ],
)
def test_what_lies_inside_is_named(address: str, said: str) -> None:
    assert said in (why_refused(ip_address(address)) or "")


def test_a_network_can_be_let_in_and_no_other_with_it() -> None:
    allowed = networks(["10.1.0.0/16", "fd00::/8"])
    assert why_refused(ip_address("10.1.2.3"), allowed) is None
    assert why_refused(ip_address("::ffff:10.1.2.3"), allowed) is None
    assert why_refused(ip_address("fd12::1"), allowed) is None
    assert why_refused(ip_address("10.2.0.1"), allowed) == "a private network"


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_nothing_that_python_knows_as_inside_is_reached(address: IPv4Address) -> None:
    if why_refused(address) is None:
        assert address.is_global or address in networks(["192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"])


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_of_ipv6_only_global_unicast_is_reached(address: IPv6Address) -> None:
    if why_refused(address) is None:
        assert address in networks(["2000::/3"])[0] or literal(str(unwrapped(address))) is not None
        assert not (address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified)


@given(st.integers(0, 2**32 - 1), st.sampled_from("dohxDH"), st.integers(1, 4), st.booleans())
def test_every_notation_of_an_ipv4_address_is_that_address(number: int, notation: str, parts: int, dot: bool) -> None:
    form = {"d": "{}", "o": "0{:o}", "h": "0x{:x}", "x": "0X{:X}", "D": "{}", "H": "0x000{:x}"}[notation]
    leading = [number >> 8 * (3 - place) & 255 for place in range(parts - 1)]
    last = number & (256 ** (5 - parts) - 1)
    written = ".".join(form.format(part) for part in [*leading, last]) + "." * dot
    assert parse_host(written) == str(IPv4Address(number))
    assert parse_host("".join(f"%{ord(c):02x}" for c in written)) == str(IPv4Address(number))
    assert parse_host("".join(chr(ord(c) + 0xFEE0) for c in written)) == str(IPv4Address(number))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_ipv6_is_written_so_that_it_reads_as_the_same(address: IPv6Address) -> None:
    text = ipv6_text(address)
    assert IPv6Address(text) == address
    assert parse_host(f"[{address.exploded}]") == f"[{text}]"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("::", "::"),
        ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
        ("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0"),
        ("::ffff:1.2.3.4", "::ffff:102:304"),
        ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4"),
    ],
)
def test_ipv6_is_written_as_the_standard_has_it(address: str, text: str) -> None:
    assert ipv6_text(IPv6Address(address)) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HTTPS://News.Vellmark.example:443/a/../b?q=ü#top", "https://news.vellmark.example/b?q=%C3%BC"),
        (" http://news.vellmark.example\n", "http://news.vellmark.example/"),
        ("http:\\\\news.vellmark.example\\a b", "http://news.vellmark.example/a%20b"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://faß.example/", "http://xn--fa-hia.example/"),
        ("http://a.example:0080/%2e%2E/x", "http://a.example/x"),
        ("http://a.example/\ud800", "http://a.example/%EF%BF%BD"),
        ("http://my_desk.example./", "http://my_desk.example./"),
    ],
)
def test_addresses_are_read_as_browsers_read_them(written: str, read: str) -> None:
    assert str(parse_url(written)) == read


@pytest.mark.parametrize(
    ("reference", "joined"),
    [
        ("b", "http://a.example/x/b"),
        ("/b", "http://a.example/b"),
        ("../../b", "http://a.example/b"),
        ("?q", "http://a.example/x/y?q"),
        ("", "http://a.example/x/y?z"),
        ("//c.example", "http://c.example/"),
        ("\\\\c.example/d", "http://c.example/d"),
        ("https:c.example", "https://c.example/"),
        ("http:b", "http://a.example/x/b"),
        (".", "http://a.example/x/"),
    ],
)
def test_references_are_joined_as_browsers_join_them(reference: str, joined: str) -> None:
    assert str(parse_url(reference, parse_url("http://a.example/x/y?z"))) == joined


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://a.example/", "//", "http://a.example:"]))
def test_reading_any_text_ends_in_an_address_that_reads_as_itself_or_in_a_reason(text: str, start: str) -> None:
    try:
        url = parse_url(start + text, parse_url("http://base.example/x"))
    except UrlError as error:
        assert str(error).endswith(".")
        return
    assert parse_url(str(url)) == url
    assert str(url).isascii() and not set(url.host) & set("@/\\?# ")


@pytest.mark.parametrize(
    "host", ["a..b", ".", "a" * 64 + ".example", "a." * 130 + "example", "xn--a", "a%zz", "[::1", "[1]"]
)
def test_a_host_that_can_never_be_looked_up_is_refused(host: str) -> None:
    with pytest.raises(UrlError):
        parse_url(f"http://{host}/")


@pytest.mark.skipif("FIRSTHAND_WPT_URLS" not in os.environ, reason="FIRSTHAND_WPT_URLS names no urltestdata.json")
def test_the_cases_of_the_web_platform_are_read_alike_or_refused() -> None:
    """Of WPT's cases for http and https: the same host and address, or a refusal; none that must fail is taken."""
    cases = [case for case in json.loads(Path(os.environ["FIRSTHAND_WPT_URLS"]).read_text()) if isinstance(case, dict)]
    same, refused = 0, []
    for case in cases:
        try:
            base = parse_url(case["base"]) if case.get("base") else None
            url = parse_url(case["input"], base)
        except UrlError:
            if case.get("protocol") in ("http:", "https:") and not (case["username"] or case["password"]):
                refused.append(case["input"])
            continue
        assert not case.get("failure"), case
        assert (url.authority, str(url)) == (case["host"], case["href"].partition("#")[0]), case
        same += 1
    # Hosts with empty labels and symbols, which have no place in the domain name system.
    assert same > 150 and len(refused) < 12, refused
