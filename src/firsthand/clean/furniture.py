"""Words that stand around articles: what publishers, their forms and their templates say, and not the report.

`WHOLE` pairs a reason with a pattern that must account for a line from end to end, so that a sentence which merely
speaks of newsletters stays body. The others know a line that points to another article.
"""

from __future__ import annotations

import re

#: The reason that a line is furniture which others, listed under it, share.
LIST_HEAD = "heads a list of other articles"
#: The reason that a line is a button for passing the article on.
SHARING = "asks to share"
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
            r"(?:reading time|read time|time to read)\s?:?\s?\d{0,3}.{0,12}",
            r"\d{1,6}(?:[.,]\d)?k? (?:views?|shares?|comments?|likes?|reads?|votes?|reactions?|followers?)",
        ),
    ),
    (
        SHARING,
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
            r"(?:share|click to share|share this)(?: (?:article|story))? (?:on|to|via"
            r"|with) \w+(?: \(opens in (?:a )?new"
            r" (?:window|tab)\))?|.{0,40}\(?opens in (?:a )?new (?:window|tab)\)?",
            r"(?:about sharing|share page|saved?|unsave|read later|save (?:for later|article|story)|bookmark(?:ed)?"
            r"|(?:gift|give|reuse|republish|print|listen to|send|resize|translate) (?:this |the )?(?:article"
            r"|story|content|text))",
            r"(?:facebook|tweet|x|twitter|threads|bluesky|e-?mail|link|print|comments?|share|whatsapp|sms"
            r"|followed|follow"
            r"|see all topics|copy link|save)(?:[\s,/|·•]+(?:facebook|tweet|x|twitter|threads|bluesky|e-?mail"
            r"|link|print"
            r"|comments?|share|whatsapp|sms|followed|follow|see all topics|copy|save))+",
            r"(?:see all topics|kindly share this (?:story|post|article)|spread the (?:love|word|news)|like loading"
            r"|like this(?:\s?:\s?like loading)?|add (?:us|[\w .]{2,40}) (?:as (?:a "
            r"|your )?preferred source )?on google(?: news)?"
            r"|(?:make|prefer|choose) (?:us|[\w .]{2,40}) (?:a |as |your "
            r"|the )?(?:preferred source )?on google(?: news)?)",
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
            r"(?:\d+ )?(?:pending |new )?comments?|comment on this (?:story|article)|(?:view"
            r"|hide) comments? ?\(?\d*\)?",
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
            r"after newsletter promotion|(?:free )?(?:daily|weekly) newsletters?|newsletters?|invalid e-?mail.{0,40}",
            r"(?:don['’]t |never )miss (?:a|another|an important) (?:story|update|beat|thing|headline|post)",
            r"(?:accept|reject|allow|manage|refuse|cookie|privacy|consent|save|confirm|show|view|essential"
            r"|necessary)(?: (?:all"
            r"|and|my|only|your|the|cookies?|preferences?|settings?|choices?|options?|consent|policy|notice"
            r"|purposes|continue"
            r"|close|essential|necessary))+",
            r"(?:privacy|cookies?|terms|contact|about|advertise|help|corrections|ethics)(?: (?:policy|notice"
            r"|statement|of|use"
            r"|service|services|sale|and|&|conditions|us|with|center|centre|policies))+|advertise|sitemap"
            r"|site map|imprint"
            r"|rss(?: feeds?)?|contact"
            r"|do not sell(?: or share)? my (?:personal )?(?:information|data|info)|your privacy choices"
            r"|code of ethics",
            r"donate(?: now| today| here)?|buy (?:now|a copy)|shop now|order reprints|(?:today['’]s paper)|support us"
            r"|(?:purchase|acquire|buy) licensing rights.{0,30}|reuse this content|(?:submit|suggest) a correction",
            r"(?:report|suggest|submit|spotted|found|see|notice) (?:an? |any )?(?:correction|typo|error|mistake|errors)"
            r"(?: (?:in|on) (?:our|this) (?:story|article|page|report))?\??(?:.{0,60})",
            r"thank(?:s| you)(?: so much)? for (?:reading|visiting|watching|your (?:feedback|support"
            r"|interest))[^.]{0,40}",
            r"what['’]s this|learn more|(?:thomson )?reuters trust principles",
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
            r"[-–—*•\s]*(?:article|story|content)? ?(?:continues? |keep "
            r"|continue )?(?:reading )?(?:below )?(?:this )?[-–—]?\s?"
            r"(?:skip |video )?(?:advertis(?:e)?ments?|ads?)[\s-]*(?:feedback|\(?continue reading below\)?"
            r"|scroll to continue)?[-–—*•\s]*",
            r"(?:(?:sponsored?|promoted|paid|partner)(?: (?:content|stories|story|links?|posts?|message"
            r"|by [\w ]{2,30}))?"
            r"|(?:recommended |powered |ads |content )?by (?:taboola|outbrain|dianomi|revcontent)"
            r"|from our (?:partners|sponsors?)"
            r"|paid for by [\w ]{2,40}|around the (?:web|bbc|internet)|elsewhere on [\w ]{2,30}|we recommend)",
            r"(?:scroll|swipe) (?:to continue|down|for more)[^.]{0,40}|skip (?:ad|advertisement|\w+ post(?: by \S+)?)"
            r"|end of \w+ (?:post|content)(?: by \S+)?|(?:remaining|current|total) time\s?-?[\d:]*"
            r"|this is a modal window.{0,60}"
            r"|(?:now playing|up next|unmute|mute|autoplay|fullscreen|full screen|watch live|live tv|live stream"
            r"|live updates"
            r"|on air|play (?:video|audio|now)|close icon|hide|expand|collapse|toggle|resize|loaded|duration|volume)"
            r"|(?:video|audio) (?:player|ad feedback)|ad feedback",
            r"(?:next|previous|prev|last|first) (?:image|photo|slide|picture|page|video)|prev(?:ious)? next"
            r"|(?:image|photo|slide|picture|page)? ?\d{1,3} (?:of|/) \d{1,3}|slideshow(?: \(\d+ images\))?"
            r"|story highlights|list of \d+ items|end of list|list \d+ of \d+",
            r"listen(?: (?:to|now|here))?(?: (?:this|the|our|full))?(?: (?:article|story|piece|report|episode"
            r"|podcast))?(?:\s?[·•|(–-]"
            r"?\s?\d.{0,14})?|\d{1,2}:\d\d(?: ?/ ?\d{1,2}:\d\d)?|(?:audio )?by (?:vocalize|carbonatix|blubrry)"
            r"|audio by \w+"
            r"|this audio is (?:auto-?|ai-?)generated.{0,60}|(?:new)?you can now listen to .{2,40} articles"
            r"|\d(?:\.\d)?x(?: \d(?:\.\d)?x)*",
            r"(?:text|font) size|a a a|(?:small|normal|medium|large)(?: (?:small|normal|medium|large|larger|text"
            r"|font))+",
            r"(?:view|see) (?:this )?(?:post|tweet|more)? ?on (?:x|twitter|instagram|facebook|youtube|tiktok"
            r"|threads)|view this post on \w+"
            r"|a post shared by .{2,80}|allow \w+ content|warning: (?:third[- ]party|bbc) .{2,80}"
            r"|this video can ?not be played.{0,40}",
            r"(?:here (?:are|is)|these are|see|read|check out"
            r"|catch(?: up)?(?: on)?(?: with)?)(?: all)? (?:of )?(?:the |today['’]s |our |more )?"
            r"(?:latest|top|breaking|live|biggest|business|local|other)(?:(?:,| and|&)? (?:top|latest|breaking"
            r"|live|business|local|world"
            r"|sports?|national|political|market))* (?:news|stories|headlines|updates|videos|events)\b.{0,120}",
            r"posted (?:on|in|by)|published(?: (?:on|by))?|last updated|published on|updated|original (?:story"
            r"|article|post)",
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
            r"|references?|trending|share this)(?:\s?:.{0,200})?|(?:(?-i:TAGS?|TAGGED|TOPICS)|tagged(?: (?:in"
            r"|under|with))?)"
            r" [^.]{2,120}",
            r"more (?:from|on|about) [^.]{2,40}",
            r"(?:read|see|watch|listen|discover|explore) (?:more|also|next)(?: about| on| from| stories)?"
            r"|also (?:read|watch|see)"
            r"|(?:[a-z]+ )?(?:top|hot|best|daily) (?:deals|picks|offers)|related (?:internet )?links"
            r"|explore more on these topics"
            r"|see more on\s?:.{0,200}|suggested topics.{0,80}|(?:trending|popular) (?:right now|now|today"
            r"|stories|this week)",
            r"(?:most (?:read|viewed|popular|shared)|trending(?: now)?|what(?:['’]s| to) (?:next|read next)"
            r"|read next|up next|don['’]t miss|in case you missed it|explore more|discover more"
            r"|table of contents|contents)",
            r"(?:previous|next|older|newer) (?:article|post|story)(?:\s?[:»›].{0,200})?",
        ),
    ),
)

#: A line that begins so and goes on with a title points to another article.
POINTERS = re.compile(
    r"[\s•*>›»▶►→·–—-]{0,4}(?i:read (?:more|also|next|the full|all)|read|also (?:read|watch|see)|see also|see more"
    r"|related(?: (?:article|story|stories|coverage|content|post|link|video|news|reading))?s?|more(?: (?:on|from|news"
    r"|stories|coverage|to read))?|recommended|watch(?: (?:more|also|now|live|below|this))?"
    r"|listen(?: (?:now|to this|below))?|don['’]t miss|must[- ]read|click here(?: (?:to|for))?|you may (?:also )?like"
    r"|further reading|in other news|also in|from the archives?|trending|up next)"
    r"\s{0,3}[:|»>›–—-]{1,2}\s{1,3}(?=[^a-z\s])"
)
#: These head a sentence of a report as well: "Analysis: The war will cost more." A title has no stop.
WEAK_POINTERS = re.compile(
    r"[\s•*>›»▶►→·–—-]{0,4}(?i:in pictures|in pics|photos|explainer|explained|opinion|analysis|review|video"
    r"|gallery|live"
    r"|next|previous|podcast|interview|editorial)\s{0,3}[:|»>›–—-]{1,2}\s{1,3}(?=[^a-z\s])"
)
#: A label in the case of labels, and the title behind it without a mark between: as text copied from a page has them.
LABELS = re.compile(
    r"(?:Related (?:Coverage|Stor(?:y|ies)|Articles?|Content|Videos?|Reads?|News|Links?)|Related stories"
    r"|RELATED(?: [A-Z]+)?"
    r"|MORE (?:VIDEOS?|NEWS|STORIES|COVERAGE)|(?:MOST|Most) (?:READ|Read)(?: (?:IN|In) [A-Z][\w&]+(?: (?:&"
    r"|[A-Z])[\w&]*){0,3})?"
    r"|READ MORE|READ NEXT|RECOMMENDED|TRENDING|WATCH NOW)\s[^a-z\s]"
    r"|(?:Read|See) more (?:about|on|at|in|from|here)\b"
)
#: An end by which a link to another article is known.
LINK_END = re.compile(
    r"(?:\bread more|\bread full (?:story|article)|\bsee more|\bfind out more|»|›|>>|→)\W{0,3}$", re.I
)
