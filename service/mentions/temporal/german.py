"""German: the ways to write a time expression."""

from service.language.dates.de import (
    DAY_PARTS,
    DECADES,
    FREQUENCIES,
    HOURS,
    LASTING,
    MONTH_LICENCES,
    MONTHS,
    MONTHS_SHORT,
    NUMBERS,
    PERIODS,
    SEASONS,
    UNITS,
    VOCABULARY,
    WEEKDAYS,
)
from service.mentions.temporal.language import Language, Rule
from service.mentions.temporal.neutral import ISO_DATE

_DAY_MONTH = r"{day}\. ?(?P<month>1[0-2]|0?[1-9])\."
_WEEKDAY_BEFORE = r"(?:{weekday_full},? (?:dem |den |der )?)?"
_ABOUT = r"(?:(?:fast|beinahe|rund|etwa|ungefähr|gut|knapp|mehr als|weniger als|mindestens|bis zu) )?"
_CLOCK = r"(?:um |gegen |ab |kurz (?:vor|nach) )?{hour}(?:[:.]{minute})? uhr"
_NO_NUMBER = "".join(  # "mit 1990 Beschäftigten"
    rf"(?<!{word}[ ])"
    for word in ("mit", "rund", "etwa", "als", "fast", "knapp", "mindestens", "gut", "insgesamt", "alle")
)
_OF_THE = r"(?:des |der |dieses |dieser |diesen )?"

_CALENDAR_RULES = (
    ISO_DATE,
    Rule("calendar", "month weekday",
         _WEEKDAY_BEFORE + r"{day}\.(?:-\d\d?\.)? ?{month}(?:,? {year})?(?:,? " + _CLOCK + ")?",
         "Montag, dem 18. August 2025, um 20 Uhr"),
    Rule("calendar", "number weekday", _WEEKDAY_BEFORE + _DAY_MONTH + r" ?(?:{year}|{short_year})",
         "Montag, 18.08.2025"),
    Rule("calendar", "number weekday",
         r"(?:{weekday_full},? (?:dem |den )?|(?:am|vom|bis|ab|seit|zum) )(?P<span>" + _DAY_MONTH + r")(?!\d)",
         "am 18.8."),
    Rule("month", "month", r"(?:{edge} (?:des )?)?{month},? {year}", "Ende August 2024"),
    Rule("month", "month", r"(?:{shift} |{edge} (?:des )?)?{month}(?: {year_shift})?", "Anfang August"),
    Rule("calendar", "month", r"{day} {month}(?:,? {year})?", "ersten Mai"),
    Rule("calendar", "number", r"{day}\.(?= (?:bis|und|oder)(?: zum| dem| den)? \d\d?\. {month}(?:,? {year})?)",
         "3. bis 5. März 2025"),
    Rule("calendar", "month",
         r"(?P<day_part>nacht) (?:zum|auf den) " + _WEEKDAY_BEFORE + r"{day}\. {month}(?:,? {year})?",
         "Nacht zum 3. März"),
    Rule("calendar", "month", r"{day_part} des {day}\. {month}(?: {year})?", "Morgen des 6. Juni 1944"),
    Rule("weekday_set", "weekday", r"(?:jeden {weekday_full}|{weekdays})", "jeden Montag"),
    Rule("weekday", "weekday",
         r"(?P<day_part>nacht) (?:(?:von|vom) (?:\w+tag|mittwoch|sonnabend) )?(?:zum|auf|zu)(?: den)? {weekday_full}",
         "Nacht zum Mittwoch"),
    Rule("weekday_of_week", "weekday unit",
         r"{weekday_full}(?:[ -]?{day_part})? (?:der |in der )?{shift} (?P<week>woche)",
         "Mittwoch voriger Woche"),
    Rule("weekday_of_week", "weekday unit told", r"{weekday_full}(?:[ -]?{day_part})? der (?P<week>vorwoche)",
         "Freitag der Vorwoche"),
    Rule("weekday_of_week", "weekday unit", r"{weekday_full} vor einer (?P<week>woche)", "Montag vor einer Woche"),
    Rule("weekday_of_week", "weekday unit", r"{shift} (?P<week>woche) {weekday_full}", "kommende Woche Montag"),
    Rule("weekday", "weekday", r"(?:{shift} |(?:dem |den ){step} )?{weekday_full}(?:[ -]?{day_part})?",
         "letzten Montagabend"),
    Rule("holiday", "holiday", r"{holiday}(?: {year})?", "Silvester 2024"),
)  # fmt: skip

_DAY_RULES = (
    Rule("clock", "number", r"(?:um|ab|von|bis) (?P<span>{hour}(?:[:.]{minute})? uhr)", "um 20 Uhr"),
    Rule("clock", "number weekday deictic",
         r"(?:(?:{weekday_full}(?:[ -]?{day_part})?|{deictic}(?: {day_part})?),? )?" + _CLOCK,
         "Montagabend um 20.15 Uhr"),
    Rule("deictic", "deictic", r"{deictic}(?: {day_part})?", "gestern Abend"),
    Rule("day_part", "deictic", r"(?:in der {shift} {day_part}|{shift} {day_part})", "in der vergangenen Nacht"),
    Rule("day_part_told", "deictic", r"(?:am|an jenem|am {step})(?: frühen| späten)? (?P<span>{day_part})", "am Abend"),
    Rule("day_part_told", "hours", r"in den (?:frühen |späten )?(?P<span>{day_part})",
         "in den frühen Morgenstunden"),
    Rule("day_part_told", "deictic", r"in der (?P<span>(?P<day_part>nacht))", "in der Nacht"),
)  # fmt: skip

_PERIOD_RULES = (
    Rule("quarter", "unit", r"(?:{ordinal} quartal(?:s)?)(?: (?:{year}|(?:des )?{year_shift}|des jahres {year}))?",
         "dritten Quartal des Jahres 2024"),
    Rule("quarter", "number", r"q(?P<q>[1-4])(?:,? {year})?", "Q3 2024"),
    Rule("quarter", "told", r"(?P<year_back>vorjahresquartal|vorjahreszeitraum)(?:s|es)?", "Vorjahresquartal"),
    Rule("half_year", "unit", r"{half} halbjahr(?:s)?(?: {year}| (?:des )?{year_shift})?", "ersten Halbjahr 2025"),
    Rule("offset", "unit", r"{offset} " + _ABOUT + r"(?:{number}|{many}) {unit}", "vor rund drei Tagen"),
    Rule("relative", "unit", r"{number} {unit} {relative}", "drei Tage später"),
    Rule("duration", "unit", r"(?P<span>(?:{many} )?(?!tags ){unit}) (?:später|zuvor)", "Stunden später"),
    Rule("told", "told", r"{step}{period_told}", "Vortag"),
    Rule("day_part_told", "told", r"(?P<step>vor)(?P<day_part>abend)", "Vorabend"),
    Rule("relative", "unit", r"(?P<unit>tags) {relative}", "tags darauf"),
    Rule("told", "unit", r"(?:am|in der|im|zum) (?P<span>(?!nächste[nrs]? (?!tag)){step} {period_told})",
         "am folgenden Tag"),
    Rule("relative", "unit", r"(?:am|im|in der) (?P<span>(?P<unit>tag|woche|monat|jahr) {relative})", "am Tag darauf"),
    Rule("season", "unit", r"(?:{shift} |{edge} )?{season} (?:{year}|(?:des )?{year_shift})", "Sommer 2024"),
    Rule("season", "unit", r"(?:{shift}|{edge}) {season}", "vergangenen Sommer"),
    Rule("season", "unit",
         r"(?:im|den|dem|des|zum|vom|seit|bis|ab) (?P<span>{season}(?: {year}| (?:des )?{year_shift})?)", "im Herbst"),
    Rule("period", "unit", r"(?:{edge} " + _OF_THE + r")?{shift} {period}", "Ende kommender Woche"),
    Rule("period", "unit", r"{edge} (?:des|der) {period}", "Anfang des Jahres"),
    Rule("period", "unit",
         r"(?P<period>(?:jahres|monats)(?:ende|beginn|anfang|mitte)|wochen(?:beginn|anfang|mitte)|heuer)",
         "Jahresende"),
    Rule("weekend", "unit", r"(?:am|übers|über das) (?P<span>wochenende)", "am Wochenende"),
)  # fmt: skip

_SPAN_RULES = (
    Rule("duration", "unit",
         _ABOUT + r"(?:den |die )?(?:{vague_span} |{ordinal} )?(?:{number}|{many}) {unit}(?: lang)?",
         "die vergangenen zwei Wochen"),
    Rule("vague_span", "unit", r"(?:den |die )?{vague_span} (?:{unit})", "den kommenden Wochen"),
    Rule("set", "unit", r"(?:jeden|jede|jedes) {unit}", "jede Woche"),
    Rule("day_part_set", "deictic", r"(?:jeden|jede) {day_part}", "jeden Abend"),
    Rule("duration", "number lasting", r"{number}-?{lasting}", "48-stündige"),
    Rule("set", "unit", r"{times} (?:pro|im|am|die|in der) {unit}", "zweimal im Monat"),
    Rule("duration", "unit", r"seit (?P<span>{unit})", "seit Monaten"),
    Rule("frequency", "deictic", r"{frequency}", "täglich"),
)  # fmt: skip

_YEAR_RULES = (
    Rule("decade", "unit number", r"(?:{edge} der )?(?P<decade>(?:1[5-9]|20)\d0)er(?:[- ]jahren?)?",
         "Anfang der 1990er Jahre"),
    Rule("decade", "unit", r"(?:{edge} der )?(?P<decade>[2-9]0)er[- ]jahren?", "90er-Jahren"),
    Rule("decade", "unit", r"(?:{edge} der )?{decade_word}[- ]?jahren?", "Ende der neunziger Jahre"),
    Rule("century", "unit", r"(?P<century_number>\d\d?)\. jahrhunderts?", "19. Jahrhundert"),
    Rule("year", "unit number",
         r"(?:(?:{edge} (?:des )?)?(?:jahr|jahre|jahres) |{edge} )?(?<![.,/-])" + _NO_NUMBER
         + r"(?=1[7-9]|20[0-4]){year}"
         r"(?!%|[.,:/-]\d| (?:euro|menschen|personen|soldaten|prozent|meter|kilometer|tonnen|millionen|milliarden|"
         r"stimmen|einwohner|mitarbeiter|teilnehmer)(?!\w))", "Ende des Jahres 2024"),
    Rule("vague", "deictic", r"{vague}", "derzeit"),
)  # fmt: skip

_SCHEDULED = "reist|trifft|treffen sich|tagt|wählt|wählen|entscheidet|entscheiden|spielt|läuft|fliegt"
"""Verbs in the present tense, which look ahead beside a date."""

GERMAN = Language(
    vocabulary=VOCABULARY,
    triggers={
        "month": [*MONTHS, *MONTHS_SHORT],
        "weekday": [*WEEKDAYS, *VOCABULARY["weekdays"], *(f"{d}{part}" for d in WEEKDAYS for part in DAY_PARTS)],
        "unit": [*UNITS, *PERIODS, *SEASONS, "tages", "halbjahr", "halbjahrs",
                 *(f"{word}{years}" for word in DECADES for years in ("jahre", "jahren"))],
        "deictic": [*VOCABULARY["deictic"], *(part for part in DAY_PARTS if part != "morgen"), *FREQUENCIES,
                    *(name.split()[-1] for name in VOCABULARY["vague"]), "uhr"],
        "told": ["vortag", "vorabend", "vorjahr", "vorwoche", "vormonat", "vorquartal", "folgetag", "folgewoche",
                 "folgemonat", "folgejahr", "vorjahresquartal", "vorjahreszeitraum"],
        "hours": HOURS,
        "lasting": [f"{number}{lasting}" for number in NUMBERS for lasting in VOCABULARY["lasting"]],
        "holiday": [name.split()[-1] for name in VOCABULARY["holiday"]],
    },
    rules=(*_CALENDAR_RULES, *_DAY_RULES, *_PERIOD_RULES, *_SPAN_RULES, *_YEAR_RULES),
    future=r"beginnt|beginnen|endet|enden|startet|starten|tritt|treten|findet|finden|wird|werden|soll|sollen|will|wollen|"
           r"muss|müssen|könnte|könnten|dürfte|dürften|geplant|voraussichtlich|bevorstehend\w{0,2}|kommend\w{0,2}|"
           r"spätestens|(?<!tag )(?<!och )(?<!\d\. )(?:bis|ab|für)(?= (?:zum )?\Z)|"
           rf"(?:(?<=tag )|(?<=woch ))(?:{_SCHEDULED})",
    open=r"möchte|möchten|bis|ab",
    promised=_SCHEDULED,
    past=r"wurde|wurden|war|waren|hatte|hatten|hätte|hätten|hat|haben|ist|sind|sagte|sagten|erklärte|teilte|kam|kamen|ging|gab|"
         r"fand|seit|worden|ge\w{3,16}(?:t|en)|\w{3,16}(?:igte|ierte|elte|erte)n?",
    finite=frozenset(("wurde", "wurden", "war", "waren", "hatte", "hatten", "hat", "haben", "ist", "sind", "seit")),
    stops=("\n", ". ", ", "),
    number_tails=(" uhr", "er", ". ", *(f"-{stem}" for stem in LASTING)),
    ranges=frozenset(("-", "bis", "und", "bis zum", "und dem")),
    until=frozenset(("-", "bis", "bis zum")),
    names=frozenset(("jan", "märz", "april", "august", "mai")),
    name_licences=MONTH_LICENCES,
    sure_licences=MONTH_LICENCES,
    lower_case_only=frozenset(("morgen",)),
    decimal=",",
)  # fmt: skip
