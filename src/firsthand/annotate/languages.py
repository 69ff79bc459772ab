"""Which articles are annotated: those in English. English rules on any other language would only invent."""

from __future__ import annotations

from firsthand.model import Article

#: English names of the languages that news is most often written in (ISO 639-1), for messages to people.
NAMES = dict(
    pair.split("=")
    for pair in (
        "ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish de=German el=Greek es=Spanish et=Estonian "
        "fa=Persian fi=Finnish fr=French he=Hebrew hi=Hindi hr=Croatian hu=Hungarian id=Indonesian it=Italian "
        "ja=Japanese ko=Korean lt=Lithuanian lv=Latvian ms=Malay nl=Dutch no=Norwegian pl=Polish pt=Portuguese "
        "ro=Romanian ru=Russian sk=Slovak sl=Slovenian sr=Serbian sv=Swedish sw=Swahili ta=Tamil th=Thai tr=Turkish "
        "uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese"
    ).split()
)


def foreign(article: Article) -> str | None:
    """Why an article is not annotated, in one sentence; None where it is in English, or has no letters at all."""
    code = article.language.split("-")[0].lower()
    if code in ("en", "und"):
        return None
    named = f"{NAMES[code]} ({article.language})" if code in NAMES else f"the language {article.language!r}"
    return f"It is written in {named}: it was kept, and nothing in it was annotated."
