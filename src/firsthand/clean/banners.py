"""Banners: longer lines that ask the reader for something. They speak to the reader, as no report does."""

from __future__ import annotations

import re

#: A line that holds one of these is furniture, whatever else it holds.
MARKS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "speaks of cookies",
        ("cookie",),
        re.compile(
            r"\b(?:uses?|using|accept(?:ing)?|our|of|manage|enable|via|disable|these|non-essential|necessary"
            r"|third[- ]party|tracking) (?:\w+ ){0,2}cookies\b.{0,160}\b(?:experience|consent|privacy|site"
            r"|website|browser|settings?|preferences|policy|content|agree|traffic|you)\b"
            r"|\b(?:this (?:site|website|web site|page)|we|by (?:using|continuing"
            r"|clicking))\b.{0,80}\bcookies\b|\bcookie (?:policy|settings|consent|preferences|notice|banner)\b",
            re.I,
        ),
    ),
    (
        "asks to sign up",
        (
            "sign",
            "subscri",
            "inbox",
            "access",
            "app",
            "members",
            "keep up",
            "log",
            "register",
            "enter your",
            "as an interest",
            "invalid",
            "by c",
            "by submitting",
            "your e",
            "your d",
            "your i",
            "journalism",
        ),
        re.compile(
            r"\b(?:sign up|subscribe|signing up|subscribing|sign-up)\b.{0,60}\b(?:newsletters?|inbox"
            r"|e-?mails?|alerts|briefing|updates|notifications|channel|podcast|today|now|free|digital"
            r"|for only|for just)\b"
            r"|\bget (?:the|our|all|your|breaking|daily|more|unlimited)\b.{0,60}\b(?:inbox|newsletters?"
            r"|by e-?mail|access to|digital access)\b|\bdelivered (?:straight |directly "
            r"|right )?to your (?:inbox|e-?mail|phone)\b"
            r"|\b(?:download|get|install) (?:our|the) (?:\w+ ){0,3}app\b|\balready a (?:subscriber|member)\b"
            r"|\bthis (?:article|content|story) is (?:for|only available to|reserved for"
            r"|exclusive(?:ly)? (?:to|for)) (?:\w+ )?(?:subscribers|members)\b"
            r"|\bkeep up with this story and more\b|\b(?:subscribe|log ?in|sign in|register) to (?:continue"
            r"|read|keep reading|unlock|access|view|watch)\b|\benter your e-?mail\b"
            r"|\badd \w+ as an interest\b|\bemail address is invalid\b"
            r"|\bby (?:signing up|subscribing|clicking|submitting|continuing|registering)\b.{0,80}\b(?:agree"
            r"|consent|accept|acknowledge|terms|privacy)\b"
            r"|\bsupport (?:our|independent|local|quality|free) (?:\w+ )?journalism\b"
            r"|\bsubscribe to (?:\S+ ){1,7}?(?:from|for|at) (?:only |just )?\S*\d.{0,30}\b(?:an?|per|each) (?:day|week"
            r"|month|year|issue)\b|\bwe(?:['’]ll| will| won['’]t| never"
            r"| may)? (?:never )?(?:send|share|spam|sell|use)\b.{0,40}\byour (?:e-?mail|data|information"
            r"|details)\b",
            re.I,
        ),
    ),
    (
        "asks to follow",
        (
            "follow",
            "like",
            "join",
            "find",
            "connect",
            "visit",
            "tweet",
            "reach",
            "contact",
            "mail",
            "message",
            "@",
            "write to",
        ),
        re.compile(
            r"^(?:(?:you can )?(?:also )?follow|like|join|find|connect with|visit|tweet|reach|contact|e-?mail"
            r"|message) (?:\S+ ){0,8}?(?:on|at|via|in|through) (?:our )?(?:facebook|twitter|instagram"
            r"|linkedin|youtube|telegram|whatsapp|google news|tiktok|threads|bluesky|mastodon|x\b|flipboard)"
            r"|^follow (?:@|us\b|the author|live)|^e-?mail:? \S+@\S+|^\S+@\S+\.\w{2,6}$"
            r"|^\(?e-?mail (?:the )?(?:author|reporter|writer)|^(?:contact|reach|email"
            r"|write to) (?:the )?(?:author|reporter|writer|editor|us|[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:at|on"
            r"|via) \S*[@+\d]",
            re.I,
        ),
    ),
    (
        "invites the reader",
        (
            "let us know",
            "tell us",
            "your say",
            "share your",
            "do you have",
            "tip",
            "scroll",
            "swipe",
            "click",
            "tap",
            "continue",
            "just watched",
            "enlarge",
            "for more",
            "javascript",
            "browser",
            "photo",
            "image",
            "video",
            "media",
            "got a",
        ),
        re.compile(
            r"\b(?:let us know|tell us|have your say|share your (?:thoughts|views|opinion|story"
            r"|experience))\b.{0,60}\b(?:comments?|below|e-?mail|at|in touch)\b"
            r"|\bdo you have (?:a )?(?:news )?(?:tips?|story|information|more information"
            r"|any information)\b.{0,40}\?|\bgot a (?:news )?(?:tip|story)\b"
            r"|\bsend (?:us )?(?:your )?(?:news )?tips?\b"
            r"|\b(?:scroll|swipe|click|tap) (?:down |here |on )?(?:for|to) (?:video|view|see|read|more|expand"
            r"|play|watch|enlarge|the)\b|\bcontinue reading\b.{0,30}(?:story|below)|\b(?:article"
            r"|story) continues (?:below|after)\b"
            r"|^just watched\b|^enlarge (?:this )?image|^for more .{0,60}coverage:? (?:https?|www|visit|go to|on"
            r"|see)|\bjavascript\b.{0,60}\b(?:enable|disabled|required|browser)\b|\benable javascript\b"
            r"|\byour browser does(?: not|n['’]t) support\b"
            r"|^(?:photo|image|video|media) (?:player|gallery|slideshow)|^\(?(?:click|tap) (?:here|on)\b",
            re.I,
        ),
    ),
    (
        "speaks to its readers",
        (
            "stay", "get ", "register", "newsletter", "follow", "more", "recaptcha", "tip", "story", "typo",
            "correction",
            "affected", "write to", "opinion", "support", "journalism", "receive", "cookies", "javascript", "download",
            "catch", "join", "send", "sponsor", "http", "journalism", "subscri", "want", "question",
        ),
        re.compile(
            r"^stay (?:up to date|updated|informed|connected|ahead|on top|in the know)\b.{0,80}\b(?:news"
            r"|headlines|latest"
            r"|updates?|newsletters?|stories|app|coverage)\b|^stay tuned\b|^stay with (?-i:[A-Z])[\w ]{1,30} for\b"
            r"|^get (?:the |our |all |your |more )?(?:latest|breaking|top|daily|weekly|news|real[- ]time|instant"
            r"|live|updates"
            r"|alerts|headlines|notifications)\b|^register (?:now|today|here|free|for free)\b|^privacy notice\s?:"
            r"|^i (?:would like|agree|want|wish|consent) to (?:receive|get|be contacted)\b|\bprotected by recaptcha\b"
            r"|\bnewsletter is (?:our|your|the|a)\b.{0,120}\b(?:sign up|subscribe|inbox)\b|^want (?:more"
            r"|to (?:read|get|receive|see) more) [^.?]{0,60}\?"
            r"|^follow our \w+ (?:channel|page|account)|^to (?:view|see|watch|read|play|listen to) (?:this"
            r"|the) (?:content|video"
            r"|post|audio|embed|clip)\b|^please (?:enable|turn on|accept|allow|disable) |^to (?:report|submit"
            r"|suggest|request) (?:an? "
            r")?(?:correction|typo|error|tip|story)\b|^(?:have|got) (?:a |an |any )?(?:news |story )?(?:tips?"
            r"|story|story idea|question"
            r"|comment|thought)s?\b.{0,80}\?|^have you been affected\b|^(?:are|were) you (?:affected|there"
            r"|a witness)\b.{0,80}\?"
            r"|^if you have (?:a|any|an) (?:story|tip|news|question|comment|photo|video|correction)\b"
            r"|^send (?:us )?(?:your|in your|news|story|any) (?:\w+ ){0,3}(?:ideas|tips|stories|photos|videos"
            r"|news|letters|questions"
            r"|comments)\b|^have something to say\b|^do you have an opinion\b|^do you (?:know|want) (?:more|to know)\b"
            r"|\bjournalism (?:costs|takes|needs|matters)\b.{0,120}\b(?:support|donat|subscri|contribut)"
            r"|^for more (?:\w+ ){0,4}(?:news|coverage|stories|updates|on this story|like this|headlines|videos),?"
            r"(?: (?:from|on|about) .{2,40},)? (?:visit|go to|listen|watch|follow|see|click|check|read|download"
            r"|subscribe|head)\b"
            r"|^for more,? (?:sign up|subscribe|follow|visit|go to|download)\b"
            r"|^(?:more )?(?-i:AP) [\w ]{2,30}: https?://\S+$"
            r"|^(?:more|follow) .{0,80}(?:news|coverage|reporting).{0,40}(?:https?:|www\.|at \S+\.\w{2,}/)"
            r"|^(?:join|follow|subscribe to) (?:us|our|the) .{0,40}(?:channel|group|page|community)\b"
            r"|^sponsor message\b"
            r"|^subscribe to .{2,40} on$|^(?-i:Follow|FOLLOW|Like) (?-i:[A-Z@])\S*(?: [A-Z0-9]\S*){0,4}\s?:?$",
            re.I,
        ),
    ),
    (
        "says how to reach somebody",
        ("@", "twitter", "facebook", "instagram"),
        re.compile(
            r"^(?:[A-Z][\w.'’-]+[ ,|:–-]{1,4}){0,5}(?:e-?mail|contact|mail)?:?\s?\S{1,40}@\S{2,40}\.\w{2,10}\W{0,3}$"
            r"|^(?:[A-Z][\w.'’-]+[ ,|:–-]{1,4}){0,5}@\w{2,30}\W{0,2}$|^(?:twitter|x|facebook|instagram|threads"
            r"|bluesky)\s?:\s?@?\w{2,40}$"
        ,
            re.I,
        ),
    ),
)
