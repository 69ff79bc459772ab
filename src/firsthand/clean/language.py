"""The language of a text, told cautiously: a wrong "not English" would leave an English article unread."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: The commonest English words that are rare or unknown in other languages written in Latin letters.
_FUNCTION_WORDS = frozenset(
    "the of and to is that was for with as his he she be this have from or had by not but what are were we when your "
    "which their if will each how them then these so some her would him has more its who been after they said there "
    "about than into could other only new over also two first our because people against between before while "
    "where".split()
)
#: Words that are looked at: more does not change the answer.
_SAMPLE = 400
#: Share of function words from which a text is English, and that is all. English news has .25 to .40 and lists of
#: figures .10; German, French, Spanish and Dutch stay under .06.
ENGLISH_SHARE = 0.08
#: The same for a page that declares itself English, as many in other languages do whose template came so.
DECLARED_SHARE = 0.02
#: Words under which no other language than English is believed unless its script rules English out.
FEW_WORDS = 20
#: Share of Latin letters under which the script rules English out.
LATIN_SHARE = 0.5
#: How sure the identifier must be of another language in Latin letters.
SURE = 0.95
#: What the identifier takes filler text ("Lorem ipsum") for. No press is written in it.
FILLER = "la"
#: Characters that the identifier reads; it is linear, and sure long before.
_READ = 3000


def find_language(text: str, declared: str | None = None) -> str:
    """BCP 47: "en" wherever the text may be English, "und" where it has no letters."""
    words = [w.lower() for w in _WORD.findall(text[: 20 * _SAMPLE])][:_SAMPLE]
    if not words:
        return "und"
    share = sum(w in _FUNCTION_WORDS for w in words) / len(words)
    says_english = (declared or "").lower().startswith("en")
    if share >= (DECLARED_SHARE if says_english else ENGLISH_SHARE):
        return "en"
    latin = sum(c < "\u0250" for w in words for c in w) / sum(map(len, words))
    if latin >= LATIN_SHARE and len(words) < FEW_WORDS:
        return "en"
    language, probability = _identifier().classify(text[:_READ])
    return str(language) if language != FILLER and (probability >= SURE or latin < LATIN_SHARE) else "en"


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401  (py3langid has no types)
    """Loading takes half a second, and most inputs never need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
