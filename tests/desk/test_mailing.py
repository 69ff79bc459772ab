from __future__ import annotations

import smtplib
import socket
import ssl
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.config import Config, MailConfig
from firsthand.desk.mailing import Letter, mail_address, mail_session, make_message
from firsthand.errors import DeliveryError, InputError
from tests.desk.mail_server import CERTIFICATE, PASSWORD, USER, mail_server, silent_server

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
SENDER = "News desk <news@desk.example>"
LINK = "https://news.example/digest/unsubscribe/" + "x" * 24


def letter(to: str = "reader@post.example", subject: str = "Daily digest", **other: object) -> Letter:
    fields: dict[str, object] = {"text": "Two stories – one new.\n", "html": "<p>Two stories – one new.</p>"}
    return Letter(to, subject, **(fields | {"id": "7.3", "at": NOW} | other))  # type: ignore[arg-type]


def config(port: int, **mail: object) -> Config:
    fields = {"host": "127.0.0.1", "port": port, "security": "none", "sender": SENDER} | mail
    return Config(Path(), mail=MailConfig(**fields))  # type: ignore[arg-type]


def trusted() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATE)


def test_a_letter_comes_as_it_was_written() -> None:
    with mail_server() as server, mail_session(config(server.port)) as post:
        post(letter(unsubscribe=LINK))
    (got,), (envelope,) = server.letters, server.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("news@desk.example", ["reader@post.example"])
    assert (got["From"], got["To"], got["Subject"]) == (SENDER, "reader@post.example", "Daily digest")
    assert got["Date"].datetime == NOW
    assert got["Message-ID"] == "<7.3@desk.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"] == f"<{LINK}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got.get_content_type() == "multipart/alternative"
    text, html = got.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == ["Two stories – one new."]
    assert "Two stories – one new." in html.get_content()
    assert max(len(line) for line in server.raw().split(b"\r\n") if b"Unsubscribe" not in line) <= 78


def test_a_long_link_to_unsubscribe_is_neither_broken_nor_encoded() -> None:
    link = "https://a-long-name-of-a-house.news.example/under/a/path/digest/unsubscribe/" + "y" * 60
    raw = bytes(make_message(letter(unsubscribe=link), SENDER))
    assert f"\r\nList-Unsubscribe: <{link}>\r\n".encode() in raw


def test_one_click_is_offered_by_https_alone() -> None:
    message = make_message(letter(unsubscribe="http://127.0.0.1:8470/digest/unsubscribe/abc"), SENDER)
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8470/digest/unsubscribe/abc>"
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(
    "hostile",
    [
        "Ferry sinks\r\nBcc: victim@post.example",
        "Ferry sinks\nBcc: victim@post.example\n\nbody",
        "Ferry\x0b\x0c\x1c\x1d\x85\u2028\u2029Bcc: victim@post.example",
        "=?utf-8?q?Ferry=0D=0ABcc:=20victim@post.example?=",
        "=?utf-8?b?RmVycnkNCkJjYzogdmljdGltQHBvc3QuZXhhbXBsZQ==?=",
        "Ferry =?utf-8?q?a=0ABcc=3A_victim=40post.example?= " + "é" * 400,
        "\u202eyrreF",
        "\udcff" * 3 + "\x00",
    ],
)
def test_no_headline_writes_a_header(hostile: str) -> None:
    raw = bytes(make_message(letter(subject=hostile), SENDER))
    read = message_from_bytes(raw, policy=default)
    assert read["Bcc"] is None
    assert sorted(k.lower() for k in read) == sorted(k.lower() for k in make_message(letter(), SENDER))
    assert "\r" not in read["Subject"] and "\n" not in read["Subject"]
    assert not any(line.lower().startswith(b"bcc") for line in raw.splitlines())


@given(st.text(max_size=300))
def test_no_text_in_a_subject_adds_a_header(subject: str) -> None:
    raw = bytes(make_message(letter(subject=subject), SENDER))
    head = raw.split(b"\r\n\r\n", 1)[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert names == [
        *(b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version", b"Content-Type"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "reader@post.example\r\nBcc: victim@post.example",
        "reader@post.example, victim@post.example",
        "reader@post.example>\r\nRCPT TO:<victim@post.example",
        "<reader@post.example>",
        "Reader <reader@post.example>",
        '"a b"@post.example',
        "reader@[127.0.0.1]",
        "reader@127.0.0.1",
        "reader@localhost",
        "@relay.example:reader@post.example",
        "reader@post..example",
        "reader@-post.example",
        ".reader@post.example",
        "réader@post.example",
        "reader@post.example\x00",
        "reader@",
        "@post.example",
        "reader",
        "a" * 65 + "@post.example",
        "reader@" + "a." * 130 + "example",
        "",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match=r"no mail address|no name of a host"):
        mail_address(address)


def test_an_address_is_kept_as_servers_take_it() -> None:
    assert mail_address(" Reader+news@Post.EXAMPLE ") == "Reader+news@post.example"
    assert mail_address("reader@pöst.example") == "reader@xn--pst-sna.example"


def test_several_letters_go_over_one_connection_and_a_refused_one_stops_no_other() -> None:
    with mail_server() as server, mail_session(config(server.port)) as post:
        server.refused["gone@post.example"] = "550 5.1.1 <gone@post.example> is nobody here"
        post(letter())
        with pytest.raises(DeliveryError) as caught:
            post(letter("gone@post.example"))
        post(letter("other@post.example"))
    assert [e.rcpt_tos for e in server.envelopes] == [["reader@post.example"], ["other@post.example"]]
    assert len(server.sessions) == 1
    assert caught.value.final and not caught.value.ours
    assert "550" in caught.value.reason and "gone@" not in caught.value.reason


def test_what_is_refused_for_now_is_to_be_tried_again() -> None:
    with mail_server() as server, mail_session(config(server.port)) as post:
        server.refused["full@post.example"] = "452 4.2.2 mailbox full"
        with pytest.raises(DeliveryError) as refused:
            post(letter("full@post.example"))
        server.data_answer = "554 5.7.1 spam"
        with pytest.raises(DeliveryError) as judged:
            post(letter())
    assert (refused.value.final, refused.value.ours) == (False, False)
    assert (judged.value.final, judged.value.ours) == (True, False)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_with_tls_and_login(security: str) -> None:
    with mail_server(tls=security, login=security == "starttls") as server:
        login = {"user": USER, "password": PASSWORD} if security == "starttls" else {}
        with mail_session(config(server.port, security=security, **login), tls=trusted()) as post:
            post(letter())
    assert len(server.letters) == 1
    assert server.encrypted == [True]


def test_a_wrong_password_is_told_and_not_shown() -> None:
    with mail_server(tls="starttls", login=True) as server:
        wrong = config(server.port, security="starttls", user=USER, password="another one")
        with mail_session(wrong, tls=trusted()) as post, pytest.raises(DeliveryError) as caught:
            post(letter())
    assert caught.value.ours
    assert caught.value.reason == "The mail server refuses the user or the password."


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(security: str) -> None:
    with mail_server(tls=security) as server:
        with mail_session(config(server.port, security=security)) as post, pytest.raises(DeliveryError) as caught:
            post(letter())
        assert not server.envelopes
    assert caught.value.ours
    assert "certificate" in caught.value.reason


def test_a_server_without_tls_gets_no_letter_where_tls_is_asked_for() -> None:
    with mail_server() as server:
        with mail_session(config(server.port, security="starttls")) as post, pytest.raises(DeliveryError) as caught:
            post(letter())
        assert not server.envelopes
    assert "does not know TLS" in caught.value.reason


def test_no_password_goes_out_unencrypted() -> None:
    settings = config(25, host="mail.example", user=USER, password=PASSWORD)
    with mail_session(settings) as post, pytest.raises(DeliveryError, match="unencrypted"):
        post(letter())


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    with (
        silent_server() as port,
        mail_session(config(port, deadline=0.3)) as post,
        pytest.raises(DeliveryError) as caught,
    ):
        post(letter())
    assert caught.value.ours
    assert "0.3 s" in caught.value.reason


def test_nobody_answers() -> None:
    with mail_session(config(1)) as post, pytest.raises(DeliveryError) as caught:
        post(letter())
    assert caught.value.ours
    assert "cannot be reached" in caught.value.reason


def test_without_a_server_the_setting_is_named() -> None:
    for mail, named in (
        (MailConfig(sender=SENDER), r"\[mail\] host"),
        (MailConfig(host="127.0.0.1", sender="News desk <news@desk..example>"), "sender"),
    ):
        with mail_session(Config(Path(), mail=mail)) as post, pytest.raises(DeliveryError, match=named):
            post(letter())


def test_a_connection_that_was_closed_meanwhile_is_made_again() -> None:
    with mail_server() as first:
        settings = config(first.port)
        with mail_session(settings) as post:
            post(letter())
            for each in _connections(post):
                each.close()
            post(letter("other@post.example"))
    assert len(first.envelopes) == 2


def _connections(post: object) -> list[socket.socket]:
    """The connections that a session keeps: to close them as a server would."""
    cells = [c.cell_contents for c in post.__closure__ or ()]  # type: ignore[attr-defined]
    kept = [each for cell in cells if isinstance(cell, list) for each in cell]
    return [each.sock for each in kept if isinstance(each, smtplib.SMTP) and each.sock]
