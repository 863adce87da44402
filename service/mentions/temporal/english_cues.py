r"""English: the words that tell whether a date lies ahead or behind.

A cue before ` \Z` stands right before the date. News tells what has happened in the past tense, so the present tense
of what is scheduled ("opens", "heads to") lies ahead.
"""

from service.mentions.temporal.language import NounCues

_SCHEDULED = (
    r"begins|starts|opens|convenes|ends|resumes|reopens|concludes|kicks off|debuts|premieres|airs|arrives|flies|"
    r"travels|departs|leaves? for|returns(?= (?:on )?\Z)|(?<!to[ ])(?:meets?|expires?)|heads (?:to|for|back)|"
    r"takes? (?:effect|office|on|over|part)|comes? (?:into|before|up for)|faces (?:an?|the|its|his|her|off)|"
    r"go(?:es)? (?:on sale|on trial|to trial|to the polls|into effect|before|head to head)|"
    r"(?:releases|reports|publishes) (?:its|their|the|quarterly|earnings)|"
    r"(?<!the )(?<!of )(?<!\d )(?:votes|plays)(?=(?: \w+){0,3} \Z)|"
    r"(?<=[s,][ ])(?:begin|start|end|resume|reopen|debate|vote|play|gather|return|arrive|travel|face off|clash)"
    r"(?= (?:again )?(?:on |in )?\Z)"
)
FUTURE = (
    r"(?:will|\w{1,5}'ll|shall|must)(?: (?!be\b|have\b)\w{2,20})?|would be|to be|scheduled|slated|due|upcoming|"
    r"(?:is|are) (?:planned|hoped|headed|heading|likely|bracing|preparing|supposed to)|planned for|"
    r"expected (?:to(?! have\b)|on|at|by|in|for|through)|expected(?= \Z)|starting(?= \Z)|"
    r"(?:is|are|going|likely|planning|forecast|(?:plan|want|hope|aim|intend|expect)s?) to|hopes? for|"
    r"(?:was|were) to(?! have\b)|set (?:to|for)|(?:set|called)(?: \w+){1,4} for(?= \Z)|"
    r"(?:moved|postponed|put off|delayed|rescheduled|adjourned) (?:to|for|until)(?= \Z)|"
    r"as soon as (?:\w+ ){1,3}\w+ed|as (?:soon|early) as|no later than|until|deadline|awaits?|awaiting|"
    r"(?:is|are)(?= (?:on )?\Z)|(?:is|are) (?:holding|hosting|meeting|visiting|leaving|traveling|voting)|"
) + _SCHEDULED
PROMISED = (
    r"(?:vowed|pledged|promised|threatened) to|(?:ordered|told|asked|urged|called on) (?:\w+ ){0,3}to|"
    r"(?:agreed|arranged|decided)(?: (?:on )?\w+day)? to "
    r"(?:meet|hold|talk|speak|return|resume|reopen|restart|reconvene|continue|vote|begin|start)(?: (?:again|talks))?|"
    r"(?:invited|summoned) (?:\w+ ){0,3}(?:to|for)|"
    r"call(?:s|ed|ing)? for|ahead of|(?:would|might|could)(?: (?!be\b|have\b|not\b)\w{2,20})"
)
OPEN = (
    r"(?:agreed|agreement|bid|plan|offer|decided|decision|supposed) to|"
    r"(?:is|are) (?!expected|scheduled|slated)\w{3,20}ed|"
    r"(?:would|could|may|might|can|should)(?: (?!be\b|have\b)\w{2,20})?|by|payable|effective|starting|through"
)
PAST = (
    r"had been (?!moved|postponed|put off|delayed|rescheduled|adjourned|invited|summoned)"
    r"\w+|\w{3,20}ed|died|tied|lied|owed|says|was|were|had|has|have|did|ruling|decision|since|ate|beat|"
    r"became|began|bent|bit|blew|bore|bought|broke|brought|built|burst|came|cast|caught|chose|clung|cost|crept|cut|"
    r"dealt|drank|drew|drove|dug|fed|fell|felt|fled|flew|forgot|fought|found|froze|gave|got|grew|heard|held|hid|"
    r"hit|hung|hurt|kept|knew|laid|led|left|lent|lost|made|meant|met|overcame|paid|quit|ran|rang|rode|rose|said|"
    r"sang|sank|sat|saw|sent|shook|shot|shut|slept|slid|sold|sought|spent|split|spoke|sprang|spread|stole|stood|"
    r"stuck|struck|swam|swept|swore|swung|taught|thought|threw|told|took|tore|understood|undertook|upset|went|"
    r"withdrew|withstood|woke|won|wore|wrote"
)
NOUNS = NounCues(
    after=r"after|following|in the (?:wake|aftermath) of|in response to",
    behind=r" ?'s ",
    announced=(
        r"votes?|voting|elections?|ballots?|polls?|primary|primaries|runoffs?|referendum|summit|match|game|final|race|"
        r"derby|fight|launch|deadline|hearing|trial|meetings?|talks|debate|speech|address|ceremony|funeral|burial|"
        r"memorial|vigil|parade|march|rally|concert|show|gala|premiere|wedding|inauguration|conference|congress|"
        r"session|visit|trip|test|events?"
    ),
)
