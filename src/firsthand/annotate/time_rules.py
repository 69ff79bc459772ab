"""What counts as a time, and what it means: the table of rules, to be read like an annotation guideline.

The extent is that of TIMEX3 (TimeML 1.2.1, TempEval-3): the whole phrase with its "early", "late" and "the", without
prepositions. Ages ("35-year-old") are no times. A range is two times ("July 11-12": July 11, and 12). Clock times stand
in the zone of the place that the text speaks of.

A rule is an example, its kind and its recipe in one line, and below it, indented, its pattern: a regular expression in
which a space stands for any gap and lines are joined without one. `<name>` is a word of `time_words`, read into the
recipe as `{name}`; `<a=name>` is read as `{a}`; `<:name>` is not read. `[sign]` opens the rules that need such a word.
The recipe is what `calendar.value_of` reads, with two additions that `times` fills in: `~` is the direction that the
tense of the sentence gives, and `ref UNIT` the time last spoken of that is at least as precise as the unit. A recipe
after `;` is that of the group `then`, where a rule finds two times.
Where two rules meet in the text the longer match wins, then the rule that stands first.
"""

from __future__ import annotations

TABLE = r"""
[month]
June 24, 2023 | DATE | on {year}-{month}-{day}
    <:edge><:on-weekday><month> (?:the )?(?:<day><:th>|<day2=ordinal-day>),? <year>
24 June 2023 | DATE | on {year}-{month}-{day}
    <:on-weekday>(?:the )?<day><:th>(?: of)? <month>,? <year>
July 11-12, 2023 | DATE | on {year}-{month}-{day} ; on {year}-{month}-{then_day}
    (?P<first><month> <day>)(?: ?- ?| to | and )(?P<then><then_day=day>,? <year>)
11-12 July 2023 | DATE | on {year}-{month}-{day} ; on {year}-{month}-{then_day}
    (?P<first><day>)(?: ?- ?| to | and )(?P<then><then_day=day> <month>,? <year>)
July 11-12 | DATE | date {month}-{day} ~ ; date {month}-{then_day} ~
    (?P<first><:on-weekday><month> <day>)(?: ?- ?| to | and | or )(?P<then><then_day=day>)(?! [a-z]+s\b)
11-12 July | DATE | date {month}-{day} ~ ; date {month}-{then_day} ~
    (?P<first><day>)(?: ?- ?| to | and | or )(?P<then><then_day=day> <month>)
9 p.m. on June 24, 2023 | TIME | on {year}-{month}-{day}|clock {clock}
    <:about><clock>,?(?: on)? <:on-weekday>(?:<month> <day><:th>|<day2=day><:th> <month2=month>),? <year>
June 24, 2023, at 9 p.m. | TIME | on {year}-{month}-{day}|clock {clock}
    <:on-weekday>(?:<month> <day><:th>|<day2=day><:th> <month2=month>),? <year>,?(?: at| around)? <clock>
9 p.m. on June 24 | TIME | date {month}-{day} ~|clock {clock}
    <:about><clock>,?(?: on)? <:on-weekday>(?:<month> <day><:th>|<day2=day><:th> <month2=month>)
June 24 at 9 p.m. | TIME | date {month}-{day} ~|clock {clock}
    <:on-weekday>(?:<month> <day><:th>|<day2=day><:th> <month2=month>),?(?: at| around) <clock>
the night of June 24 | TIME | date {month}-{day} ~|part {part}
    (?:the )?<part> of <month> <day>
June 24 last year | DATE | shift {step} year|inside date {month}-{day}
    <month> <day>,?(?: of)? <step> year
last June 24 | DATE | date {month}-{day} {which}
    <which> <month> <day>
Saturday, June 24 | DATE | date {month}-{day} ~{with_weekday}
    <:edge>(?:(?:this (?:coming )?|last |next )?<weekday>,? )?<month> (?:the )?
    (?:<day><:th>|<day2=ordinal-day>)(?![.,]\d|%| (?:percent|per cent|million|billion))
Saturday 24 June | DATE | date {month}-{day} ~{with_weekday}
    (?:<weekday>,? )?(?:the )?<day><:th>(?: of)? <month>
the week of June 24 | DATE | date {month}-{day} ~|at week
    the week of <month> <day>
June 2023 | DATE | on {year}-{month}
    <:edge><month>(?:,| of)? <year>
June last year | DATE | shift {step} year|inside month {month}
    <:edge><month>,?(?: of)? <step> year
June of that year | DATE | ref year|at year|inside month {month}
    <:edge><month>,?(?: of)? (?:that|the same) year
last June | DATE | month {month} {which}
    <:edge><which> <month>
every July | SET | is XXXX-{month}
    (?:every|each) <month>
June | DATE | month {month} ~
    <:edge>(?-i:<month=full-month>)

[year]
2023-06-24 | DATE | on {iso}
    (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!-?\d)
13/07/2023 | DATE | on {year}-{m}-{day}
    (?=1[3-9]|2\d|3[01])<day>/<m=day>/<year>
7/13/2023 | DATE | on {year}-{m}-{day}
    <m=day>/(?=1[3-9]|2\d|3[01])<day>/<year>
H1 2023 | DATE | on {year}-H{h}
    (?-i:H)(?P<h>[12])(?: of)? <year>
2019-2021 | DATE | on {year} ; on {then_year}
    (?P<first><year>) ?- ?(?P<then>(?P<then_year>(?:19|20)\d\d))(?!\d|-)
2020-21 | DATE | on {year} ; on 20{yy}
    (?P<first>(?P<year>20\d\d))[-/](?P<then>(?P<yy>\d\d))(?!\d|[-/])
the end of 2023 | DATE | on {year}
    (?<!\d-)<:edge>(?:the (?:fiscal )?year )?<year>(?!(?:[.,:/-]?\d|%|s\b))
fiscal 2023 | DATE | on {year}
    (?:the )?(?:fiscal|financial)(?:[ -]year)? <year>
the 1990s | DATE | on {decade}
    (?:the )?<:edge>(?:the )?(?P<decade>(?:1[5-9]|20)\d)0'?s
the '90s | DATE | on 19{tens}
    (?:the <:edge>'?|<:edge>(?:the )?')(?P<tens>[2-9])0'?s
the nineties | DATE | on 19{nineties}
    (?:the )?<:edge>(?:the )?(?P<nineties>(?:twen|thir|for|fif|six|seven|eigh|nine)ties)
the 2022 quarter | DATE | on {year}
    the <year> (?:quarter|period)
the 2023 third quarter | DATE | on {year}-Q{nth}
    (?:the )?(?:fiscal )?<year> <nth>[ -]quarter
Q3 2023 | DATE | on {year}-Q{q}
    Q(?P<q>[1-4])(?: of)? <year>

[season]
the summer of 2023 | DATE | on {year}-{season}
    (?:the )?<:edge>(?:the )?<season>(?: of|,)? <year>
later that summer | DATE | ref year|at year|inside season {season}
    <:edge>(?:that|the same) <season>
last summer | DATE | season {season} {which}
    <:edge><which> <season>
the summer | DATE | season {season} ~
    (?:(?<=\bin )|(?<=\bduring )|(?<=\bby )|(?<=\bsince )|(?=the ))(?:the )?<:edge>(?:the )?(?-i:<season>)

[feast]
Thanksgiving 2023 | DATE | on {year}|inside holiday {movable}
    <movable>,? <year>
last Thanksgiving | DATE | holiday {movable} {which}
    <which> <movable>
Thanksgiving | DATE | holiday {movable} ~
    <movable>
Christmas 2023 | DATE | on {year}-{feast}
    <feast>,? <year>
last Christmas | DATE | date {feast} {which}
    <which> <feast>
Christmas | DATE | date {feast} ~
    <feast>

[weekday]
9 p.m. Friday | TIME | weekday {weekday} ~|clock {clock}
    <:about><clock>(?:,| on)? <weekday>(?!')
Friday at 9 p.m. | TIME | weekday {weekday} ~|clock {clock}
    <weekday>(?:,? at| around|,) <clock>
every Friday night | SET | is XXXX-WXX-{weekday}{with_part}
    (?:every|each) (?:other )?<weekday>(?: <part>)?
Friday nights | SET | is XXXX-WXX-{weekday}{with_part}
    <weekday> <part>s
Fridays | SET | is XXXX-WXX-{weekday}
    (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s
Friday of last week | DATE | shift {step} week|inside weekday {weekday}
    <weekday>,?(?: of)? <step> week
last Friday | DATE | weekday {weekday} {which}{with_part}
    <:early><which> <weekday>(?:(?: on)?,? <part>)?
the day before Friday | DATE | weekday {weekday} ~|shift -1 day
    (?:the )?day before <weekday>
the day after Friday | DATE | weekday {weekday} ~|shift 1 day
    (?:the )?day after <weekday>
early Friday | DATE | weekday {weekday} ~
    <:early><weekday>
late Friday night | TIME | weekday {weekday} ~|part {part}
    <:early><weekday>(?:'s)?,? (?:late |early )?<part>
the evening of Friday | TIME | weekday {weekday} ~|part {part}
    (?:the )?<part=daylight> (?:on|of) <weekday>(?!,? <:month>|,? \d)
the early hours of Friday | TIME | weekday {weekday} ~|part MO
    (?:the )?(?:early|small|wee)(?: morning)? hours (?:on|of) <weekday>(?: morning)?(?!,? <:month>|,? \d)
overnight Friday | TIME | weekday {weekday} ~|part NI
    overnight(?: on)? <weekday>
overnight into Friday | TIME | weekday {weekday} ~|shift -1 day|part NI
    overnight (?:in)?to <weekday>

[near-day]
9 p.m. yesterday | TIME | shift {near_day} day|clock {clock}
    <clock>,? <near-day>
mid-afternoon yesterday | TIME | shift {near_day} day|part {part}
    (?:mid-|early |late )?<part> <near-day>
yesterday | DATE | shift {near_day} day
    <:early><near-day>
tomorrow night | TIME | shift {near_day} day|part {part}
    <:early><near-day>,? <part>
the day before yesterday | DATE | shift -2 day
    the day before yesterday
the day after tomorrow | DATE | shift 2 day
    the day after tomorrow
9 p.m. tonight | TIME | shift 0 day|clock {clock}
    <clock>,? tonight
tonight | TIME | shift 0 day|part NI
    <:edge>tonight
overnight | TIME | shift -1 day|part NI
    overnight

[clock]
9 p.m. | TIME | ref day|clock {clock}
    <:about><clock>(?: in the (?:morning|afternoon|evening))?

[part]
last night | TIME | shift -1 day|part {part}
    <:edge>last (?P<part>night|evening)
this morning | TIME | shift 0 day|part {part}
    <:edge>this <part>
the next morning | TIME | ref day|shift 1 day|part {part}
    the (?:following|next) <part>
that night | TIME | ref day|part {part}
    (?:that|the same) <part>
in the morning | TIME | ref day|part {part}
    (?<=\bin )the (?:early |late )?<part>

[unit]
the third quarter of 2023 | DATE | on {year}-Q{nth}
    (?:the )?(?:fiscal[ -]|fiscal \d{4} )?<nth>[ -]quarter,?(?: of| in)? (?:fiscal )?<year>
the third quarter of last year | DATE | shift {step} year|inside quarter {nth}
    (?:the )?<nth>[ -]quarter(?: of)? <step> year
next year's first quarter | DATE | shift {step} year|inside quarter {nth}
    <step> year's <nth>[ -]quarter
the year-earlier third quarter | DATE | quarter {nth} past|shift -1 year
    the year-(?:ago|earlier) <nth>[ -]quarter
the third quarter | DATE | quarter {nth} ~
    (?:the )?(?:fiscal[ -])?<nth> (?:fiscal )?quarter
third-quarter | DATE | quarter {nth} ~
    <nth>-quarter
the first half of 2023 | DATE | on {year}-H{half}
    (?:the )?<half> half of <year>
the first half of the year | DATE | inside half {half}
    (?:the )?<half> half of (?:the|this) year
the year-earlier quarter | DATE | ref quarter|shift -1 year
    (?:last year's|the(?: comparable)? year-(?:ago|earlier)) (?:quarter|period)
    |(?:the )?(?:corresponding|same|comparable|equivalent) (?:quarter|period)(?: of)?
     (?:last year|a year (?:ago|earlier))
the latest quarter | DATE | ref quarter
    (?:the|that) (?:latest |most recent |recent |just-ended )?quarter|the latest period
the last decade | DURATION | is {one}
    the last (?P<unit>decade)
last week | DATE | shift {step} {unit}|at {unit}
    (?:the )?<:edge><step> (?:fiscal |calendar )?(?P<unit>week|month|quarter|year|decade|century)
the 20th century | DATE | on {century}
    (?:the )?<:edge>(?:the )?<century=ordinal-day>[ -]century
this weekend | DATE | weekend ~
    <:edge>(?:the|this|this coming|the coming) weekend
last weekend | DATE | weekend {which}
    <:edge><which> weekend
the end of the month | DATE | at {unit}
    (?:the )?(?:early|late|earlier|later|beginning|start|middle|end)(?: in| of)? the
     (?P<unit>week|month|year|decade|century)
the week | DATE | at {unit}
    the (?P<unit>week|month)(?! (?:before|after|of|following|when|that)\b)
the year | DATE | at year
    (?<!coach of )(?<!player of )(?<!album of )(?<!song of )(?<!person of )(?<!man of )(?<!word of )(?<!team of )
    the (?:full |fiscal |latest fiscal |whole )?(?-i:year)(?! (?:before|after|of|when|that|ended|ending|to)\b)
the year to March | DURATION | is {one}
    the (?:full |fiscal |latest fiscal )?(?P<unit>year|quarter)(?= (?:ended|ending|to) )
year-end | DATE | at year
    (?:the )?(?:year[ -]end|year's end|end of the year)
a year ago | DATE | ref year-ago|shift -1 year
    (?:a|one) year (?:ago|earlier)|year-(?:ago|earlier)
a decade ago | DATE | shift -{n} {unit}|at year
    <:about><n> (?P<unit>decade)s? ago
two years ago | DATE | shift -{n} {unit}|at {unit}
    <:about><n> <unit>(?: or so)? ago
the year before | DATE | ref year|at year|shift -1 year
    the (?:year before|previous year|prior year)
two days earlier | DATE | ref {unit}|shift -{n} {unit}|at {unit}
    <:about><n> <unit> (?:earlier|before|previously)(?! [a-z]+ing\b)
two days later | DATE | ref {unit}|shift {n} {unit}|at {unit}
    <:about><n> <unit> later
the previous day | DATE | ref {unit}|shift -1 {unit}|at {unit}
    the (?:previous|preceding) (?P<unit>day|week|month)
the day before | DATE | ref day|shift -1 day
    the day (?:before|earlier)(?! \w)
the next day | DATE | ref {unit}|shift 1 {unit}|at {unit}
    the (?:following|next) (?P<unit>day|week|month|year)
that day | DATE | ref {unit}|at {unit}
    <:edge>(?:that(?: same| very)?|the same) (?P<unit>day|week|month|year)
two weeks from now | DATE | shift {n} {unit}|at {unit}
    <n> <unit> from (?:now|today)
two years | DURATION | is {length}
    <:about>(?!an? (?:second|quarter|weekend)\b)<n>
    (?: (?:more|additional|full|consecutive|straight|trading|business|working|calendar))?
     <unit>(?! (?:old|of age|ago)\b)
two-year | DURATION | is {length}
    (?!half|quarter)<n>-(?P<unit>second|minute|hour|day|week|month|quarter|year|decade|century)
    (?!-olds?\b| old\b)(?:-long| (?:period|term))?
two to three years | DURATION | is {length}
    <n> (?:to|or) <:n> <unit>
the past two years | DURATION | is {length}
    (?:at least )?(?:the )?(?:past|last|next|first|final|coming|following|previous|latest|year-earlier|preceding)
     <n>(?: trading)? <unit>(?: or so)?
the nine months | DURATION | is {length}
    the <n> <unit>
the past decade | DURATION | is {one}
    (?:the )?past (?P<unit>week|month|year|decade|century)
recent years | DURATION | is {many}
    (?:the )?(?:recent|past|coming|future) (?P<unit>days|weeks|months|quarters|years|decades)
for years | DURATION | is {many}
    (?:(?<=\bfor )|(?<=\bin )|(?<=\bof )|(?<=\btake )|(?<=\bover )|(?<=\bafter )|(?<=\bwithin ))
    (?:the )?(?P<unit>hours|days|weeks|months|years|decades|centuries)(?! of age)
decades-long | DURATION | is {many}
    (?P<unit>days|weeks|months|years|decades|centuries)-long
every two weeks | SET | is {length}
    (?:every|each) (?:<n> )?<unit>

[word]
Q3 | DATE | quarter {q} ~
    (?-i:Q)(?P<q>[1-4])
now | DATE | is PRESENT_REF
    (?:right )?now|currently|at present|these days|nowadays|at the moment|current(?! (?:account|events|affairs))
recently | DATE | is PAST_REF
    (?:more |most )?recently
in the past | DATE | is PAST_REF
    (?<=\bin )the past
soon | DATE | is FUTURE_REF
    (?<!as )soon(?! (?:after|as))|as soon as possible
    |the (?:near |foreseeable )?future|near future|the (?:near|short) term
daily | SET | is P1D
    (?-i:daily)
weekly | SET | is P1W
    (?-i:weekly)
monthly | SET | is P1M
    (?-i:monthly)
annually | SET | is P1Y
    annually
hourly | SET | is PT1H
    hourly
"""
