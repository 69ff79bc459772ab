"""What a publisher says of an article, of its sources, of its rights: disclosures, and nothing of the world.

The same words serve reports of the world: a report is published, a plan has an earlier version, a song first appeared.
So a notice must speak of *this* article, or begin as no sentence of a report does.
"""

from __future__ import annotations

import re

#: Characters from which a line is a paragraph: it is a notice only if it begins as one.
PARAGRAPH = 450
#: Characters of a line under the text in which "The article was first published" speaks of this one.
_CLOSING_NOTE = 240

_PIECE = (
    r"(?:article|story|post|piece|column|essay|op-ed|commentary|dispatch|interview|review|blog ?post|blog|newsletter"
    r"|podcast|video|graphic|headline|caption|photo caption|profile|obituary|page|news item|press release|web story)"
)
_THIS = rf"(?:this|our) (?:\w+ )?(?:{_PIECE}|report|copy|file)"
_CHANGED = r"(?:updated|corrected|amended|edited|revised|modified|clarified|refiled|re-filed|refreshed|changed)"
#: What follows where "the article" is this article: otherwise a constitution has articles, and a fort is a post.
_TO_SAY = (
    r"(?: (?:to (?:reflect|include|correct|clarify|remove|show|add|note|say|fix|make clear|delete|restore)"
    r"|with (?:additional|new|more|further|comments?|details|information|quotes?|reaction)|after publication"
    r"|throughout)\b"
    r"| (?:on|at) [^.]{4,40}(?:\.|$)|\.?$)"
)

#: A line that begins so is a notice, however it goes on.
_AT_START: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "states rights",
        re.compile(
            r"copyright\W{0,4}(?:©|\(c\)|(?:19|20)\d\d|by\b|the (?=(?-i:[A-Z])))"
            r"|copyright (?-i:[A-Z])[\w.&'’]*(?: (?-i:[A-Z])[\w.&'’]*){0,5}(?: (?:19|20)\d\d)?[.\s]*$"
            r"|(?:©|&copy;)\s?(?:copyright|(?:19|20)\d\d|[a-z](?![^.]{0,30}/))|\(?c\)\s?(?:copyright|(?:19|20)\d\d)"
            r"|all (?:content )?rights reserved|(?:unauthori[sz]ed )?(?:reproduction|republication|redistribution"
            r"|copying)"
            r"\b[^.]{0,80}\b(?:prohibited|forbidden|not permitted|not allowed)"
            r"|(?:this (?:material|content|article|story|publication|report)"
            r"|the content of this)\b[^.]{0,90}\b(?:may|must)"
            r" not be (?:\w+, )*(?:published|reproduced|copied|republished|distributed|broadcast|rewritten|used)"
            r"|no part of this (?:material|content|article|story|publication|website)\b|all trademarks\b",
            re.I,
        ),
    ),
    (
        "says how the publisher works",
        re.compile(
            rf"denial of responsibility|(?:legal |affiliate )?disclaimer\s?[:\-–—.]|{_THIS} (?:has been|was|is"
            rf"|were|had been)"
            r" (?:automatically |partly |also |re)?(?:auto-?generated|generated (?:by|from|with)|sourced from"
            r"|syndicated"
            r"|published (?:from|under|with permission|in partnership)|published with|printed|republished|reprinted"
            r"|translated (?:from|by|into|and)"
            r"|(?:written|created|produced|drafted|summari[sz]ed|edited|translated) (?:by|with|using) (?:the (?:help|"
            r"assistance|aid|use) of )?(?:an? )?(?:ai|artificial intelligence|chatgpt|generative)\b|produced (?:by|in"
            r" partnership|in collaboration|with (?:support|funding))|sponsored|paid for|supported by|made possible by"
            r"|funded by|adapted from|excerpted from|part of (?:a|an|our|the)\b|brought to you by)"
            rf"|{_THIS} (?:does not constitute|is not intended|is for (?:general )?information|should not be (?:taken|"
            r"considered|construed))|(?:this|the) (?:article|story|post|report) has not been edited by\b"
            r"|\(?only the headline\b|(?:the )?(?:views|opinions"
            r"|statements)(?:,? (?:and )?\w+){0,3} expressed (?:in (?:this|the (?:article|column"
            r"|piece|above|commentary|story|post|video))|here|are|is"
            r"|by (?:the |our )?(?:authors?|writers?|contributors?|columnists?|guests?)|on this|above|within)\b"
            r"|views (?:are |expressed )?(?:are )?personal\b|our standards\s?:|(?:the|this) (?:author|writer)s?"
            r" (?:does not|do not|holds?|owns?|has no|had no)\b[^.]{0,80}\b(?:shares|positions?|funding|stake"
            r"|stocks?)\b"
            rf"|(?:this (?:news )?report|this {_PIECE}) is (?:made possible|brought to you) by"
            r"|\S[^.]{2,60} is not responsible for (?:the )?content (?:of|on) external",
            re.I,
        ),
    ),
    (
        "is a note of the editors",
        re.compile(
            r"(?:editor['’]?s?['’]? ?notes?|editors['’] note|note to (?:readers|editors)|publisher['’]?s note"
            r"|author['’]?s note|update note)\b(?: \([^)]{1,40}\))?(?:\s?:|\s?[–—]|\s-)\s?\S"
            r"|(?:corrections?(?: (?:and|&) (?:clarifications?|amplifications?))?"
            r"|clarifications?|(?:full )?disclosures?"
            rf")\b(?: \([^)]{{1,40}}\))?(?:\s?:|\s?[–—]|\s-)\s*+(?=(?-i:[^a-z])|an? |this )"
            rf"|updates?(?: \([^)]{{1,40}}\))?\s?[:\-–—]\s?(?:this|the) {_PIECE}\b"
            rf"|{_THIS},? (?:is (?:still )?(?:being updated|developing)|corrects|clarifies|updates|will be updated)\b"
            rf"|{_THIS},? (?:has been |was |is being |had been )?(?:last |later |since )?(?:been )?{_CHANGED}\b"
            rf"|this (?:\w+ )?{_PIECE},? (?:was |has been )?(?:first |originally )?(?:published|appeared|posted"
            rf"|aired)\b"
            rf"|this report,? (?:was |has been )?(?:first|originally) (?:published|appeared|posted|aired)\b"
            r"|this is an? (?:breaking|developing) (?:news )?(?:story|news)"
            rf"|the (?:article|story|headline|column|caption) (?:has been|was) {_CHANGED}{_TO_SAY}"
            rf"|the post \S.{{2,200}} (?:appeared first|first appeared) on\b"
            r"|more to (?:come|follow)[\s.…]*$|(?:story|live) developing\b|developing story\b(?=\W|$)"
            r"|read (?:the|our) (?:original|full) (?:article|story|report|post|piece|interview)\b(?=(?: (?:on|at|in) "
            r"(?-i:[A-Z])| here|\.|$))|please see our terms\b",
            re.I,
        ),
    ),
)

#: A line that says this anywhere is a notice, unless it is a paragraph or reports what somebody said.
_ANYWHERE: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("states rights", ("rights reserved", "fair use", "trademark", "may not be"), re.compile(
        r"\ball rights reserved\b|\ball trademarks\b|\b(?:this|our) (?:site|website|video|article|page|channel"
        r"|post|blog)"
        r"\b.{0,120}\bfair use\b|\bmay not be published, broadcast\b", re.I)),
    ("says how the publisher works",
     ("aggregator", "except for", "generated", "responsible", "expressed", "commission", "affiliate", "edited by"),
     re.compile(
        r"\bautomatic (?:news )?aggregator\b|\bexcept for the headline\b|\bauto-?generated (?:from"
        r"|by)\b.{0,30}(?:feed|source)"
        r"|\bsolely responsible for (?:all|this|its|the) (?:content|journalism)\b|\bhas not been edited by\b"
        r"|\b(?:views|opinions) expressed (?:in this|here)\b"
        r"|\b(?:we|i|our)\b.{0,60}\b(?:may|can|might) (?:earn|receive|get|make) (?:an? |some )?(?:\w+ )?commission"
        r"|\b(?:this|our|some|these|are)\b.{0,60}\baffiliate (?:links?|commission|program|partner)", re.I)),
    ("is a note of the editors", ("version of", "originally", "first ", "breaking news"), re.compile(
        rf"\ban? (?:earlier|previous|prior|original|different|longer|shorter) version of (?:this|our) (?:\w+ )?"
        rf"(?:{_PIECE}|report|graphic|map|chart)\b"
        rf"|\ban? (?:earlier|previous|prior|original) version of the (?:article|story|headline|column)\b"
        rf"|\bversion of this (?:{_PIECE}|report) (?:appear(?:s|ed)|ran|was|first|originally|is)\b"
        rf"|\bthis (?:{_PIECE}|report)(?: was)? (?:originally|first) (?:published|appeared|posted|ran|aired)\b"
        r"|\b(?:originally|first) (?:published|appeared|posted) (?:on|at) (?:the )?[\w-]+(?:\.[\w-]+){1,3}", re.I)),
)  # fmt: skip
#: Under the text, "the article" is this one too, and it names who had it first.
_AT_END = re.compile(
    r"\b(?:the|original) (?:article|story|column|essay|op-ed|interview)(?: was)? (?:originally|first) (?:published"
    r"|appeared|posted)\b|^\W{0,3}(?:originally|first) (?:published|appeared|posted) (?:on|in|at|by) (?:the )?"
    r"(?-i:[A-Z])[^,]{1,60}$",
    re.I,
)
#: A service to readers that stands under reports of suicide, abuse and disaster.
_HELP = re.compile(
    r"if (?:you(?:['’]ve| have)?|you or (?:someone|anyone|somebody) you (?:know|love)"
    r"|someone you know)\b.{0,200}\b(?:call"
    r"|text|contact|dial)\b.{0,80}(?:\d{3}|helpline|hotline|lifeline|samaritans)"
    r"|if you (?:have been|are|['’]ve been) affected by\b.{0,120}\b(?:call|text|contact|visit|find)\b"
    r"|for (?:confidential |free )?(?:support|help|advice)\b.{0,60}\b(?:call|text|contact|visit)\b",
    re.I,
)
#: What may stand before a notice: a bracket, a bullet, a dash.
_MARK = re.compile(r"^[\s\ufeff([{*•–—_\"“-]+")
_REPORTS = re.compile(
    r"[”\"’],? (?:he|she|they|it|said|says|told|[A-Z]\w+ (?:said|says|told))\b|\b(?:said|says|told|announced"
    r"|warned|urged"
    r"|promised|shouted|ruled|argued|claimed|wrote|according to|police|sued|court)\b|(?<![Ww]e )\bask(?:s|ed)?\b"
)


def find_notice(text: str, closing: bool) -> str | None:
    """Why the line is a notice, or None. `closing`: it stands among the last lines of its text."""
    bare = _MARK.sub("", text)
    for reason, pattern in _AT_START:
        if pattern.match(bare):
            return reason
    if len(text) > PARAGRAPH or reports(text):
        return None
    folded = text.lower()
    for reason, triggers, pattern in _ANYWHERE:
        if any(t in folded for t in triggers) and pattern.search(text):
            return reason
    if closing and len(text) <= _CLOSING_NOTE:
        if _AT_END.search(text):
            return "is a note of the editors"
        if _HELP.match(bare):
            return "tells readers where to find help"
    return None


def reports(text: str) -> bool:
    """Whether the line says what somebody said, and so is a report on cookies, rights or newsletters and no notice."""
    return _REPORTS.search(text) is not None
