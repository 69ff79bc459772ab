"""Words that stand around articles: what publishers, their forms and their templates say, and not the report.

Each table pairs a reason with a pattern. `WHOLE` must account for a line from end to end, so that a sentence which
merely speaks of newsletters or cookies stays body; `MARKS` need to be found only once, and so hold phrases that no
report uses of the world.
"""

from __future__ import annotations

import re

#: The reason that a line is furniture which others, listed under it, share.
LIST_HEAD = "heads a list of other articles"
_VERB = r"(?:sign up|subscribe|register|log ?in|sign in|join)"


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(patterns) + r")[\s.!?:»>›…*]*", re.I)


#: A line that is one of these from end to end is furniture.
WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "says how long reading takes",
        _whole(
            r"(?:estimated )?(?:read(?:ing)? time\s?:?\s?)?(?:about |approx\.? )?\d{1,3}[ -]?(?:min(?:ute)?s?"
            r"|m)\.?(?: of)?(?: to)?(?: read(?:ing)?)?(?: time)?",
            r"\d{1,6}(?:[.,]\d)?k? (?:views?|shares?|comments?|likes?|reads?|votes?|reactions?|followers?)",
        ),
    ),
    (
        "asks to share",
        _whole(
            r"(?:please )?(?:share|save|print|tweet|like|pin|e-?mail|send|copy|post|follow|bookmark)(?:(?:,"
            r"|\s|/|\||&|and|or|·|•)+(?:this|it|us|the|link|article|story|page|post|news|on|to|via|by|with"
            r"|your|friends?|a friend|facebook|twitter|x|whatsapp|linkedin|e-?mail|telegram|pinterest|reddit"
            r"|messenger|print|copy|save|share|tweet|like|pin|comment|tumblr|flipboard|instagram|youtube"
            r"|google|news|more|url|now))*",
            r"(?:facebook|twitter|whatsapp|linkedin|telegram|pinterest|reddit|instagram|youtube|tiktok"
            r"|e-?mail|print|copy link|flipboard|messenger|tumblr)(?:(?:,|\s|/|\||&|and|·|•)+(?:facebook"
            r"|twitter|x|whatsapp|linkedin|telegram|pinterest|reddit|instagram|youtube|tiktok|e-?mail|print"
            r"|copy|link|share|messenger|flipboard|tumblr|icon))*",
            r"click (?:here )?to (?:share|tweet|print|e-?mail|copy)[^.]{0,60}",
            r"read or share this (?:story|article)\s?:?\s?\S*",
            r"share\s?(?:this)?\s?(?:via|using)?[^.]{0,20}link(?: copied(?: to clipboard)?)?",
            r"(?:link )?copied(?: to clipboard)?",
            r"(?:save){2,}",
            r"share on \w+(?: share on \w+)*",
        ),
    ),
    (
        "asks for comments",
        _whole(
            r"(?:leave|post|add|write|submit|view|show|hide|load|see|read|join|go to|have|all|no|recent"
            r"|latest|most|top|\d+)(?: (?:a|an|your|the|all|more|to|in))*(?: \d+)? ?(?:comments?|reply"
            r"|replies|response|responses|conversation|discussion)(?: (?:\(?\d+\)?|here|below|yet"
            r"|on this (?:story|article)|cancel(?: reply)?))*",
            r"comments?(?: (?:\(?\d+\)?|section|are (?:closed|off|disabled|moderated)[^.]{0,80}))?",
            r"cancel reply",
            r"your e-?mail (?:address )?(?:will|won['’]t|stays|remains|is (?:never|not|kept)) .{0,160}",
            r"(?:required fields are marked|save my name, e-?mail).{0,120}",
            r"(?:all )?fields (?:marked )?with .{0,30}(?:required|mandatory).{0,10}",
            r"(?:(?:you must|please) (?:be )?)?(?:log(?:ged)?|sign(?:ed)?)[ -]?in to (?:post|leave|write|add|join"
            r"|comment|reply)(?: (?:a |an |your |the )?(?:comments?|reply|conversation|discussion|response))?",
            r"be the first to (?:comment|share|know)[^.]{0,40}",
            r"what do you think(?: about this)?(?: let us know)?.{0,60}comments?(?: section)?(?: below)?",
        ),
    ),
    (
        "asks to sign up",
        _whole(
            _VERB + r"(?: (?:up|now|here|today|free|for free|to|for|our|the|us|with|and|your|in|a|daily|weekly"
            r"|free|morning|evening|breaking|news|e-?mail|inbox|newsletters?|alerts?|updates?|channel"
            r"|podcast|telegram|whatsapp|group|get|receive|latest|top|stories|headlines|by|via|on|more"
            r"|account|mailing|list))*",
            r"(?:our |the |free |daily |weekly |e-?mail |news )*newsletters?(?: (?:sign[ -]?up|subscription"
            r"|form|box|registration|promo))*",
            r"please wait",
            r"thank you(?: for (?:sign(?:ing)? up|subscribing|your subscription|registering|joining))?",
            r"thanks for (?:signing up|subscribing|registering|joining)[^.]{0,60}",
            r"(?:please )?(?:enter|provide|type) (?:a |an |your )?(?:valid |correct )?(?:e-?mail|name"
            r"|password)(?: address)?(?: here| below)?",
            r"(?:your )?e-?mail(?: address)?(?: \(?required\)?)?",
            r"(?:invalid|valid) e-?mail(?: address)?",
            r"(?:something|an error) (?:went wrong|occurred|has occurred)[^.]{0,60}",
            r"(?:loading|submit|send|search|menu|close|open|next|previous|prev|back|skip|more|ok|okay|got it"
            r"|go it|accept(?: all)?|i accept|i agree|agree|decline|reject(?: all)?|dismiss|continue|cancel"
            r"|home|play|pause|replay|advertis(?:e)?ment|ad|ads|sponsored(?: content)?|promoted|photo|video"
            r"|image|gallery|photos|watch|listen|toggle caption|scroll down for video"
            r"|story continues below.{0,20}|article continues (?:below|after)[^.]{0,40}"
            r"|continue reading(?: the main story| below)?(?: with a subscription)?"
            r"|advertisement continue reading the main story|just watched|must watch|replay more videos"
            r"|more videos|hide caption|enlarge (?:this )?image|view gallery|show all|skip (?:to|past)[^.]{0,40}"
            r"|back to top|go to top|top)(?:[ ,/|·•]+(?:ok|go it|got it|next|previous|close|cancel|photos?"
            r"|videos?))*",
        ),
    ),
    (
        "is residue of the template",
        _whole(
            r"#\w+=\(.{0,200}",
            r"\{\{.{0,200}\}\}",
            r"\[/?\w+(?: \w+=[^\]]{0,200})?\]",
            r"<[/a-z][^>]{0,200}>",
            r"(?:https?://|www\.|pic\.twitter\.com/)\S+",
            r"[_=*~.•·|–—-]{2,}",
            r"\(?function\s?\(.{0,400}",
            r"(?:var|let|const) \w+ ?=.{0,400}",
            r"googletag\..{0,400}",
            r"dmca[\w\s.-]{0,60}(?:image|badge|status|protected|compliant)?",
        ),
    ),
    (
        LIST_HEAD,
        _whole(
            r"(?:you )?(?:may|might) (?:also )?(?:like|be interested in|have missed|want to read)[^.]{0,60}",
            r"(?:related|more|popular|trending|recommended|recent|latest|similar|other|top|most read"
            r"|most popular|featured|suggested|editor['’]?s?|further|also)(?: (?:articles?|stories|story"
            r"|posts?|news|content|topics?|coverage|reading|read|videos?|links?|on this (?:story|topic)"
            r"|for you|now|picks?|headlines|tags?|like this|in this section|from (?:this|the) (?:author"
            r"|section)))+",
            r"(?:tag(?:s|ged)?|topics?|filed under|categories|category|posted in|keywords|in this (?:article|story)"
            r"|references?|trending|share this)(?:\s?:.{0,200})?",
            r"more from [^.]{2,40}",
            r"(?:most (?:read|viewed|popular|shared)|trending(?: now)?|what(?:['’]s| to) (?:next|read next)"
            r"|read next|up next|don['’]t miss|in case you missed it|explore more|discover more"
            r"|table of contents|contents)",
            r"(?:previous|next|older|newer) (?:article|post|story)(?:\s?[:»›].{0,200})?",
        ),
    ),
)

#: A line that begins so and goes on with a title points to another article.
POINTERS = re.compile(
    r"(?:read (?:more|also|next|the full|all)|also read|see also|see more|see also|related(?: (?:article"
    r"|story|stories|coverage|content|post|link|video|news|reading))?s?|more(?: (?:on|from|news|stories"
    r"|coverage|to read))?"
    r"|recommended|watch(?: (?:more|also|now|live|below|this))?|listen(?: (?:now|to this|below))?"
    r"|don['’]t miss|in pictures|in pics|photos|must[- ]read|click here(?: (?:to|for))?"
    r"|you may (?:also )?like|further reading|explainer|opinion|analysis|review|video|gallery|live|next"
    r"|previous|up next|also in|from the archives?|trending)"
    r"\s{0,3}(?:[:|»>›–—-]{1,2})\s",
    re.I,
)
#: An end by which a link to another article is known.
_LINK_END = r"(?:\bread more|\bread full (?:story|article)|\bsee more|\bfind out more|»|›|>>)\W{0,3}$"
LINK_END = re.compile(_LINK_END, re.I)

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
)

#: What a publisher says of the article, of its sources or of its rights.
DISCLOSURES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "states rights",
        ("copyright", "©", "(c)", "&copy;", "rights reserved", "may not be", "trademark", "dmca", "fair use"),
        re.compile(
            r"^\W{0,3}(?:copyright\b(?=.{0,40}(?:\d{4}|©|\(c\)|by\b|all rights|the\b))|(?:©|\(c\)"
            r"|&copy;)\s?(?:copyright|(?:19|20)\d\d|[A-Z](?![^.]{0,30}/)))|\ball rights reserved\b"
            r"|may not be (?:published|reproduced|copied|republished)\b.{0,60}(?:broadcast|permission"
            r"|redistributed|consent|distributed|without)|\btrademarks? belongs? to\b|\bdmca\b"
            r"|\bfair use\b.{0,40}\bcopyright\b",
            re.I,
        ),
    ),
    (
        "says how the publisher works",
        (
            "aggregator",
            "denial",
            "disclaimer",
            "this ",
            "the article",
            "the story",
            "the post",
            "the content",
            "the material",
            "the report",
            "the text",
            "not been edited",
            "the headline",
            "generated",
            "views expressed",
            "opinions expressed",
            "commission",
            "affiliate",
        ),
        re.compile(
            r"\bautomatic (?:news )?aggregator\b|\bdenial of responsibility\b|^(?:legal )?disclaimer\b"
            r"|\b(?:this|the) (?:article|story|post|content|material|report|text) (?:has been|was|is|were"
            r"|had been) (?:auto-?generated|automatically generated|generated (?:by|from|with)|sourced from"
            r"|syndicated|published from|republished|reprinted|translated|written by ai|created (?:by"
            r"|with) (?:ai|an? ai)|produced by|sponsored|paid for)|\bhas not been edited by\b"
            r"|\bexcept for the headline\b|\bauto-?generated (?:from|by)\b.{0,30}(?:feed|source)"
            r"|\bthe views expressed\b.{0,120}\b(?:author|own|reflect|represent)"
            r"|\bopinions expressed\b.{0,80}\b(?:author|own|reflect|represent)|\b(?:may|can|might) (?:earn"
            r"|receive|get) (?:an? |some )?(?:\w+ )?commission\b|\baffiliate (?:links?|commission|program)\b",
            re.I,
        ),
    ),
    (
        "is a note of the editors",
        (
            "note",
            "correct",
            "clarif",
            "updat",
            "disclos",
            "version",
            "this ",
            "the ",
            "more to",
            "developing",
            "originally",
            "first ",
            "our terms",
        ),
        re.compile(
            r"^\W{0,4}(?:editor['’]?s?['’]? ?notes?|editors['’] note|corrections?|clarifications?"
            r"|note to (?:readers|editors)|publisher['’]?s note|author['’]?s note|disclosures?"
            r"|full disclosure)\b(?: \([^)]{1,40}\))?\s?[:\-–—]\s?\S|^\W{0,4}updates?\s?[:\-–—]\s?(?:this"
            r"|the) (?:article|story|post|report|piece)\b|^\W{0,4}(?:an|a) (?:earlier|previous|prior"
            r"|original) version of (?:this|the)\b|^\W{0,3}(?:this|the) (?:is a )?(?:article|story|post"
            r"|report|headline|piece|caption|version|file|copy|breaking news)(?: story)?,? (?:has been|was"
            r"|will be|is being|originally|first|have been|more)\s?(?:been )?(?:updated|corrected|amended"
            r"|edited|published|appeared|revised|modified|clarified|to follow|follows)"
            r"|\bthis is a (?:breaking|developing) (?:news )?(?:story|news)|^\W{0,3}(?:more to (?:come"
            r"|follow)|this story is developing|developing story)\b|\b(?:originally|first) (?:published"
            r"|appeared) (?:on|in|at|by)\b|\bread the (?:original|full) (?:article|story|report|post) (?:on"
            r"|at|in|here)\b|\bplease see our terms\b",
            re.I,
        ),
    ),
)
