"""English: the words and phrases that clauses, stories and sentences are read by."""

from service.language.lexicon import Lexicon, by_form, pattern, words

_COMMON = words("""
a about above according after again against ago all also am an and any are as at be became because been before being
below between both but by came can cannot come could day did do does doing down during each even ever every few first
for friday from further get give given go got had has have having he her here hers herself him himself his how if in
into is it its itself just know last let like made make many may me might monday month months more most mr mrs ms much
must my never new no nor not now of off on once one only or other our out over own people per put quite rather really
said same saturday say says see seen she should since so some still such sunday take tell than that the their them
themselves then there these they this those though through thursday time to today told tomorrow too took tuesday two
under until up upon us use used very via was we wednesday week weeks well went were what when where whether which
while who whom whose why will with within without would year years yesterday yet you your
""")

_FUNCTION = words("""
a an the of in on at to for from by with and or but as if that this these those it its he she they them his her their
him who whom whose which what when where while is are was were be been being am has have had do does did not no so than
then there here also will would can could may might must shall should about into over after before up out more most
some any all said say says mr mrs ms dr i we you my our your us me s t
""")

_SIGNS = {
    "past": "was were had did took came made went began became won lost fell rose left broke brought gave sent shot "
    "struck met spoke held told hit found fled ran set put led cut",
    "said": "said says told tweeted wrote added according stated asked explained noted saying reported",
    "present": "is are has have remain remains continue continues says want wants need needs mean means make makes",
    "act": "announce announced declare declared vowed ordered signed voted approved resigned arrested charged killed "
    "died sentenced ruled filed released launched rejected fired agreed opened closed won elected passed published "
    "unveiled confirmed warned called urged condemned issued tweeted statement refused",
    "opinion": "think believe hope feel wish seem seems appear appears perhaps maybe clearly indeed frankly "
    "unfortunately absolutely critics expert experts analyst analysts opinion argue argues argued likely probably",
    "modal": "could would should may might if whether unless",
    "today": "today tonight yesterday morning afternoon evening",
}

_TRIGGERS = {
    "talk": "phone call telephone speak spoke spoken conversation",
    "meet": "meet met meeting summit talk talks negotiation negotiate encounter",
    "interview": "interview interviewed", "reject": "reject dismiss refuse decline exclude veto rebuff",
    "appoint": "appoint appointment nominate nomination designate", "resign": "resign resignation quit oust sack",
    "elect": "elect election vote voter turnout ballot poll referendum runoff",
    "win": "win won beat beaten defeat victory triumph", "lose": "lose lost",
    "strike": "strike struck walkout stoppage", "attack": "attack shell shelling bomb bombing raid assault airstrike",
    "invade": "invade invasion incursion offensive",
    "kill": "kill die died dead death deaths fatal fatality toll murder", "injure": "injure injury wound hurt",
    "crash": "crash collide collision derail derailment wreck", "collapse": "collapse",
    "avalanche": "avalanche landslide mudslide", "blaze": "blaze burn wildfire fire",
    "explode": "explode explosion blast detonate", "quake": "earthquake quake tremor aftershock",
    "landfall": "landfall ashore", "flood": "flood flooding inundate", "evacuate": "evacuate evacuation",
    "rescue": "rescue survivor", "find": "find found discover recover discovery",
    "arrest": "arrest detain custody apprehend", "charge": "charge indict indictment accuse prosecute",
    "trial": "trial hearing testify testimony witness", "convict": "convict conviction guilty verdict",
    "acquit": "acquit acquittal", "sentence": "sentence jail imprison", "sue": "sue lawsuit litigation",
    "search": "search", "rule": "ruling judgment judgement decide decision", "appeal": "appeal",
    "agree": "agree agreement accord pact treaty sign signed", "deal": "deal package contract",
    "announce": "announce announcement unveil reveal declare", "launch": "launch liftoff blast-off",
    "land": "land landing touchdown splashdown dock docking", "delay": "delay postpone postponement scrub",
    "cancel": "cancel cancellation scrap abandon", "suspend": "suspend suspension halt",
    "open": "open opening reopen inaugurate", "close": "close closure shut shutdown",
    "begin": "begin began begun start", "end": "end ended finish conclude conclusion",
    "resume": "resume resumption restart", "buy": "buy bought acquire acquisition takeover purchase",
    "merge": "merger merge", "bid": "bid offer", "sell": "sell sold sale", "fine": "fine penalty",
    "rise": "rise rose risen increase climb jump soar", "fall": "fall fell fallen drop decline plunge",
    "cut": "cut reduce reduction layoff", "publish": "publish report",
    "approve": "approve approval ratify adopt clearance", "ban": "ban sanction embargo prohibit",
    "protest": "protest demonstrate demonstration rally riot", "deploy": "deploy deployment",
    "troops": "troop troops soldier soldiers", "weapons": "arms weapon weapons weaponry",
    "withdraw": "withdraw withdrawal withdrew retreat", "visit": "visit arrive arrival travel trip",
    "transfer": "transfer loan", "deadline": "deadline expire lapse ultimatum",
    "pledge": "pledge promise vow insist claim campaign", "confirm": "confirm confirmed",
    "infect": "infect infection outbreak", "vaccinate": "vaccine vaccinate vaccination", "outage": "outage blackout",
    "recall": "recall", "inspect": "inspect inspection investigate investigation inquiry probe",
    "restore": "restore restoration repair", "warn": "warn warning alert", "order": "order ordered",
    "born": "born birth", "recommend": "recommend recommendation advise propose proposal",
    "mourn": "mourn mourner funeral bury memorial vigil", "succeed": "succeed successor replace",
    "play": "play match game debut score goal",
}  # fmt: skip
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12,
}  # fmt: skip
_TIME_UNITS = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
# Where one clause ends and the next begins, anywhere inside a sentence; what matches belongs to the first.
# Every alternative begins with a literal, which lets the search skip everything else.
_AFTER = r"(?:after|before|following|ahead of)\s(?!all\b|noon|midnight|dawn)"
_UNIT = r"(?:minutes|hours?|days?|weeks?|months?|years?|shortly|soon)\s"
_UNITS = r"(?:minutes|hours|days|weeks|months|years|shortly|soon)\s"


LEXICON = Lexicon(
    language="en",
    trigger_words=_TRIGGERS,
    particle_verbs={
        ("rule", "out"): "reject",
        ("turn", "down"): "reject",
        ("step", "down"): "resign",
        ("stand", "down"): "resign",
        ("call", "off"): "cancel",
        ("pull", "out"): "withdraw",
        ("run", "off"): "elect",
        ("lift", "off"): "launch",
        ("shut", "down"): "close",
        ("take", "over"): "buy",
        ("stop", "work"): "strike",
        ("stopped", "work"): "strike",
        ("walk", "out"): "strike",
        ("walked", "out"): "strike",
    },
    stopwords=_COMMON
    | words("""
across actually added adding afternoon afterwards almost alone along already although always amid among another anyone
anything approximately april around aside august away back become began behind besides billion days december despite
done dr due earlier early either else ended enough evening everyone far february following former full gave going gone
good half held help high hold hour hours however hundred including instead january july june keep kept known late
later latest least leave led left less likely little long main making march mean meanwhile million minute minutes
morning near nearly need neither next night nothing november october official officials often onto others part place
point possible recent recently roughly saw saying second seem september set several shall show something soon
spokesman spokesperson spokeswoman state stated taken taking ten thing things think third thousand three throughout
thus times together tonight toward towards using want wanted way whole
"""),
    function_words=_FUNCTION,
    sign_words={sign: words(found) for sign, found in _SIGNS.items()},
    past_ending="ed",
    small_talk=_COMMON
    | words("""
don't he'd he'll he's here's i i'd i'll i'm i've isn't it'd it'll it's myself news ours ourselves photo photos re
report reported reports that's theirs there's they're they've video videos wasn't watch we're we've what's who's won't
wouldn't yes you're yours yourself yourselves
"""),
    name_stop=words("""
a about according across after afterwards all also although amid among an and another any are around as asked at
before behind being besides between both but by can central could day despite did do does during each earlier early
even every few finally first following for former four five six seven eight nine ten from further given had has have
he her here his how however i if in including initially instead is it its just last late later local many meanwhile
more most mr mrs ms dr my nearly neither new no none nor not now of officials on once one only or other others our
over people police previously prior read rescuers see several she since so some soon speaking still such than that the
their then there these they this those though three through thus to today tomorrow two under unless until up us was we
were what when where whether which while who why will with within without would yes yesterday yet you your president
prime minister chancellor king queen secretary general foreign senator representative governor mayor judge justice
chief executive director chairman chairwoman chair officer prof professor sir lord lady sgt captain colonel lieutenant
coach manager monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn
winter residents workers prosecutors investigators scientists engineers doctors analysts critics supporters witnesses
experts authorities firefighters hundreds thousands dozens passengers trains shares talks negotiations background key
video photo date event possible various
"""),
    pronouns=words("he she they it his her their its him them this these both"),
    abbreviations=words("""
mr mrs ms dr prof gen col lt sgt capt maj sen rep gov pres st jr sr no nos vs etc inc ltd co corp bros dept est approx
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.k u.n e.g
i.e ph.d d.c fig vol rev hon adm cmdr mt ft op
"""),
    numbers=_NUMBERS,
    units=by_form(
        {
            "min": "minute minutes min mins",
            "h": "hour hours hr hrs",
            "d": "day days",
            "wk": "week weeks",
            "mo": "month months",
            "y": "year years",
            "%": "% percent percentage",
            "km": "km kilometre kilometres kilometer kilometers",
            "m": "metre metres meter meters",
            "mi": "mile miles",
            "kmh": "km/h kph",
            "mph": "mph",
            "t": "tonne tonnes ton tons",
            "person": "people persons passengers victims residents workers employees staff students soldiers "
            "troops jobs "
            "patients cases civilians crew children men women homes households customers",
            "dead": "dead killed deaths fatalities",
            "hurt": "injured wounded hurt",
            "vote": "votes",
            "usd": "$ dollar dollars usd",
            "eur": "€ euro euros eur",
            "gbp": "£ pound pounds gbp",
        }
    ),
    fronted=pattern(
        rf"(?:(?:(?:just|only|exactly|about|nearly|almost) )?(?:[\w-]+ )?{_TIME_UNITS} |shortly |soon |just )?"
        r"(?:following|after|before|prior to|ahead of|despite)\b"
    ),
    measure=pattern(
        r"(?:(?:just|only|exactly) )?(?:(?P<one>an?|one|the) day|(?P<count>[a-z]+|\d{1,2}) days) (?=after\b|before\b)"
        rf"|(?:(?:just|about|nearly|almost) )?(?:[\w-]+ )?{_TIME_UNITS} (?=after\b|before\b)"
    ),
    before=pattern(rf"(?:(?:[\w-]+ ){{0,2}}{_TIME_UNITS} |shortly |soon |just )?(?:before|prior to|ahead of)\b"),
    cut=pattern(
        r",\s(?=(?:which|who|whose|where)\s)(?P<relative>)"
        r"|,\s(?=(?:during|in|at) which\s)(?P<during>)"
        r"|; |: (?=[a-z])| [–—-] "
        r"|, (?=(?:but|so|suggesting|prompting)\s)"
        r"|, (?=and\s(?:[\w’'$.,-]+\s){1,5}(?:had|has|have|was|were|is|are|will|would|did)\s)"
        r"| (?=(?:while(?!\s\w+ing\b)|whereas|although|though|because|unless)\s"
        rf"|{_AFTER}|{_UNITS}{_AFTER}|[\w-]++\s{_UNIT}{_AFTER})"
        r"| (?=whose\s)(?P<restrictive>)"
    ),
    coordination=pattern(r",?\s(?=(?:and|but|then|that)\s)|,\s"),
    apposition=pattern(
        r"(?:an?|the|its|his|her|their)\s(?!.*\b(?:said|says|told|was|were|had|has|have|is|are|will|would)\b)"
    ),
    sequel=pattern(
        r"(?:afterwards?|later|then|subsequently|shortly afterwards?|hours later|minutes later|at the same time"
        r"|the same day|that day)\b"
    ),
    projected=pattern(
        r"\b(?:will|won't|shall|would|could|might|may|should|must|is to|are to"
        r"|(?:is|are) (?:due|set|expected|scheduled|planned|slated|likely|supposed)|plans? to"
        r"|intends? to|hopes? to|aims? to|wants? to|expects?|scheduled for|going to"
        r"|if|unless|pending|upcoming|(?:the|an?|its|his|her|their|any) (?:planned|proposed))\b"
    ),
    # "did not", "weren't", "never", written so that the search skips everything but the letter n.
    negated=pattern(
        r"n(?:ot(?:(?<=\b(?:did|has|had|was) not)|(?<=\b(?:have|were) not))"
        r"|['’]t(?:(?<=\b(?:did|has|had|was)n.t)|(?<=\b(?:have|were)n.t))"
        r"|(?<=\bn)ever)\b"
    ),
    unreal=pattern(r"had (?!to\b).{3,200}?\bwould\b|if .{3,120}?\bhad\b.{3,200}?\bwould have\b"),
    comparison=pattern(
        r"\b(?:(?:compared (?:with|to)|than|versus|(?:up|down) from"
        r"|against(?= \d))(?: [\w.,$€£%-]+){0,4}?(?: in| on| at)?"
        r"|(?:first|worst|best|biggest|largest|highest|lowest|deadliest|strongest|time|high|low"
        r"|record)(?:\s\S+){0,5} since"
        r"|(?:than|twice|half|double) (?:twice |half )?(?:what|when|it|they|he"
        r"|she)(?: [\w.,$€£%-]+){1,5}?(?: in| on| at)?"
        r"|unlike|like|as in|dating (?:back )?to|model|class|edition)(?: the)? $"
    ),
    unkept=pattern(
        r"\b(?:originally|initially) (?:planned|scheduled|due|set|meant|intended|expected)\b[^,;]{0,30}$"
        r"|\b(?:was|were|been) (?:supposed|meant|due|scheduled|slated)\b[^,;]{0,40}$"
    ),
    bound=pattern(
        r"\b(?:until|till|before|no later than|ending|through|between|from) (?:the )?(?:end of )?$"
        r"|\bbetween .{2,25} and $|\bfrom .{2,25} (?:to|until) $"
    ),
    nominal=pattern(
        r"\b(?:of|in|to|with|from|by|under|for|about|against|on|at|after|since) "
        r"((?:the|a|an|its|his|her|their|this|that) (?:(?!that |who |which |where )[\w'’-]+ ){1,3}?"
        r"(?:already |previously |recently |first |last |earlier )?"
        r"(?:\w{2,}ed|made|held|begun|sold|bought|struck|won|built|sent|given|shown|found|brought)"
        r"(?: (?:in|on|at|for|to))? )$"
    ),
    within=pattern(r"\bwithin(?: about| around)? (?:the )?(?:next |coming )?$"),
    pluperfect=pattern(r"\bhad (?:\w+ )?\w+(?:ed|en|t|d)\b"),
    recurrence=pattern(
        r"\b(?:another|again|(?<!-)(?:second|third|fourth|fifth|sixth|seventh)(?!-)|new round|follow-up|further|renewed"
        r"|repeat(?:ed)?|(?:for )?the (?:second|third|fourth) time|additional|aftershock|replay|rematch|return leg)\b"
    ),
    # A verb in the past, not a participle before a noun ("the injured striker").
    past=pattern(
        r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )\b(?:\w{3,}ed|said"
        r"|told|was|were|had"
        r"|did|met|spoke|held|took|came|made|went|began|became|won|lost|fell|rose|left|broke|brought|gave"
        r"|sent|shot|struck"
        r"|threw|wrote)\b"
    ),
    saying=pattern(
        r"\b(?:said|says|saying|told|tells|tweet(?:s|ed|ing)?|wrote|writes|posted|added|acknowledged|stated|insisted"
        r"|commented|noted|responded|reacted|argued|suggested|asked|explained|blasted|slammed|praised"
        r"|critici[sz]ed|complained|reported|reports|according|statement|announcement|signal(?:l)?ed"
        r"|indicated|claimed|warned|urged"
        r"|defended|described|denied|blamed|informed|revealed|disclosed|testified)\b"
    ),
    weekday=pattern(
        r"(?:early |late )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?"
    ),
    determiner=pattern(r"\b(?:the|a|an|its|their|his|her) $"),
    deadline=pattern(r"\b(?:by|no later than) (?:the )?(?:end of )?$"),
    earlier=pattern(r"earlier\b"),
    later=pattern(r"later\b"),
    forward=pattern(r"\b(?:next|coming)\b"),
    counted_from=pattern(r" of\b"),
    adverbial=pattern(r"(?:in|on|at|during|to)\s"),
)
