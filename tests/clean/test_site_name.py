"""What a page shows of the outlet that it belongs to."""

from __future__ import annotations

from firsthand.clean import clean
from firsthand.clean.extract import parse_page
from tests.clean.pages import captured, page

CANONICAL = '<link rel="canonical" href="https://{}.example/ferry-late">'
PARAGRAPH = "<p>The ferry between Vellmark and Sund was late for the third time this week, the harbour board said.</p>"


def shown(title: str, masthead: str, notice: str, host: str = "vellcourier") -> str | None:
    head = CANONICAL.format(host) if host else ""
    return parse_page(
        f"<html><head><title>{title}</title>{head}</head><body><a href='/'>{masthead}</a>"
        f"<h1>Ferry to Sund late again</h1>{PARAGRAPH * 5}<footer><p>{notice}</p></footer></body></html>"
    ).publisher


def test_the_end_of_the_title_names_the_outlet_if_the_address_agrees() -> None:
    assert (
        shown("Ferry to Sund late again - Vell Valley Courier", "Home", "All rights reserved") == "Vell Valley Courier"
    )
    assert shown("Ferry to Sund late again - Harbour", "Home", "All rights reserved") is None


def test_the_masthead_or_the_line_on_copyright_names_it_as_well() -> None:
    assert shown("Ferry to Sund late again", "Vell Valley Courier", "") == "Vell Valley Courier"
    assert shown("Ferry to Sund late again", "Home", "© 2026 Vell Valley Courier") == "Vell Valley Courier"


def test_two_places_that_agree_need_no_address() -> None:
    title = "Ferry to Sund late again | Vell Valley Courier"
    assert shown(title, "Vell Valley Courier", "", host="") == "Vell Valley Courier"
    assert shown(title, "Home", "© 2026 Vell Valley Courier", host="x9") == "Vell Valley Courier"


def test_what_the_metadata_state_is_believed_first() -> None:
    head = '<meta property="og:site_name" content="Sund Today">' + CANONICAL.format("vellmarkcourier")
    assert parse_page(page(head)).publisher == "Sund Today"


def test_the_name_goes_with_the_host() -> None:
    publisher = clean(captured(page(CANONICAL.format("vellmarkcourier")))).publisher
    assert publisher is not None
    assert (publisher.id, publisher.name) == ("vellmarkcourier.example", "Vellmark Courier")
