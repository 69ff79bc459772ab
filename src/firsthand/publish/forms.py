"""Every form in which an edition is written: the one list that the command line and the pages offer.

Nothing heavy is imported before a form is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Literal

from firsthand.model import Edition

Evidence = Literal["findings", "quotations", "disagreements"]
GraphShape = Literal["graphml", "gexf"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `render` takes an edition of one story or more; it raises InputError where something is missing."""

    name: str  #: what `--format` and an address call it; it stays the same
    media_type: str
    suffix: str  #: of its files, with the point
    about: str  #: what it is, in one sentence
    render: Callable[[Edition], bytes]
    text: bool = True  #: whether it can be read on a terminal
    missing: Callable[[], str | None] = lambda: None  #: what it wants and is not there, a sentence with the way out


def form_of_file(name: str) -> Form | None:
    """The form that a file's name asks for by its end, the longest that fits; None where none does."""
    endings = {f.suffix: f for f in FORMS.values()} | {end: FORMS[form] for end, form in _ENDINGS.items()}
    fitting = [end for end in endings if name.lower().endswith(end)]
    return endings[max(fitting, key=len)] if fitting else None


def _json(edition: Edition) -> bytes:
    from firsthand.publish.encoded import json_bytes
    from firsthand.publish.records import edition_record

    return json_bytes(edition_record(edition), indent=None)


def _markdown(edition: Edition) -> bytes:
    from firsthand.publish.markdown import render_markdown

    return render_markdown(edition).encode("utf-8", "replace")


def _html(edition: Edition) -> bytes:
    from firsthand.publish.page import render_page

    return render_page(edition).encode("utf-8", "replace")


def _pdf(edition: Edition) -> bytes:
    from firsthand.publish.page import render_page
    from firsthand.publish.pdf import render_pdf

    return render_pdf(render_page(edition))


def _no_browser() -> str | None:
    from firsthand.publish.pdf import no_browser

    return no_browser()


def _no_pyarrow() -> str | None:
    from firsthand.publish.evidence_tables import no_pyarrow

    return no_pyarrow()


def _csv(edition: Edition, kind: Evidence) -> bytes:
    from firsthand.publish.evidence_tables import evidence_csv

    return evidence_csv(edition, kind)


def _parquet(edition: Edition, kind: Evidence) -> bytes:
    from firsthand.publish.evidence_tables import evidence_parquet

    return evidence_parquet(edition, kind)


def _derivations(edition: Edition, shape: GraphShape) -> bytes:
    from firsthand.publish.graphs import derivation_graph, written_graph

    return written_graph(derivation_graph(edition), shape)


def _actors(edition: Edition, shape: GraphShape) -> bytes:
    from firsthand.publish.graphs import actor_graph, written_graph

    return written_graph(actor_graph(edition), shape)


def _linked_data(edition: Edition) -> bytes:
    from firsthand.publish.linked_data import edition_linked_data

    return edition_linked_data(edition)


def _annotations(edition: Edition) -> bytes:
    from firsthand.publish.selectors import annotation_collection

    return annotation_collection(edition)


def _stix(edition: Edition) -> bytes:
    from firsthand.publish.stix import stix_bundle

    return stix_bundle(edition)


def _ftm(edition: Edition) -> bytes:
    from firsthand.publish.follow_the_money import ftm_lines

    return ftm_lines(edition)


def _sheet(kind: Evidence, about: str) -> tuple[Form, Form]:
    """A table as CSV and as Parquet."""
    sheet, frame = partial(_csv, kind=kind), partial(_parquet, kind=kind)
    return (
        Form(f"{kind}.csv", _CSV, f".{kind}.csv", f"{about} as a sheet.", sheet),
        Form(f"{kind}.parquet", _PARQUET, f".{kind}.parquet", f"{about} for data frames.", frame, False, _no_pyarrow),
    )


_CSV = "text/csv; charset=utf-8; header=present"
_PARQUET = "application/vnd.apache.parquet"
_GRAPHS: dict[GraphShape, tuple[str, str]] = {
    "graphml": ("application/graphml+xml", "GraphML"),
    "gexf": ("application/gexf+xml", "GEXF"),
}
_ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_ACTING = "The actors, tied where they act together in a finding"

_ALL = (
    Form("html", "text/html; charset=utf-8", ".html", "One self-contained page.", _html),
    Form("pdf", "application/pdf", ".pdf", "The same page, printed.", _pdf, False, _no_browser),
    Form("md", "text/markdown; charset=utf-8", ".md", "The account as Markdown.", _markdown),
    Form("json", "application/json", ".json", "Everything: the articles and the stories.", _json),
    *_sheet("findings", "The findings, each with where it is claimed,"),
    *_sheet("quotations", "The quotations, each with where it stands,"),
    *_sheet("disagreements", "The disagreements, a row a side,"),
    *(
        Form(f"derivations.{s}", t, f".derivations.{s}", f"Who took from whom, as {n}.", partial(_derivations, shape=s))
        for s, (t, n) in _GRAPHS.items()
    ),
    *(
        Form(f"actors.{s}", t, f".actors.{s}", f"{_ACTING}, as {n}.", partial(_actors, shape=s))
        for s, (t, n) in _GRAPHS.items()
    ),
    Form("jsonld", "application/ld+json", ".jsonld", "Stories and articles in the words of schema.org.", _linked_data),
    Form("annotations", _ANNOTATIONS, ".annotations.json", "The citations as W3C Web Annotations.", _annotations),
    Form("stix", "application/stix+json;version=2.1", ".stix.json", "STIX 2.1: a report with its sources.", _stix),
    Form("ftm", "application/json+ftm", ".ftm.json", "Entities of FollowTheMoney, one a line.", _ftm),
)
#: Shorter ends of file names, and the form that each asks for.
_ENDINGS = {
    ".htm": "html",
    ".csv": "findings.csv",
    ".parquet": "findings.parquet",
    ".graphml": "derivations.graphml",
    ".gexf": "derivations.gexf",
    ".annotations.jsonld": "annotations",
    ".ftm": "ftm",
    ".ftm.jsonl": "ftm",
    ".stix": "stix",
}

#: The forms by name, in the order in which they are offered.
FORMS: Mapping[str, Form] = MappingProxyType({form.name: form for form in _ALL})
