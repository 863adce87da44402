"""German: the words of time and the ways to combine them."""

from itertools import product
from typing import Any

from service.mentions.temporal.holidays import easter, fixed
from service.mentions.temporal.language import Language, NounCues, Rule
from service.mentions.temporal.neutral import ISO_DATE, ISO_WEEK

# --- words -----------------------------------------------------------------------------------------------------------

_MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}  # fmt: skip
_MONTHS_SHORT = {
    "jan": 1, "feb": 2, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11,
    "dez": 12,
}  # fmt: skip
_WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
    "sonntag": 6,
}  # fmt: skip
_DAY_PARTS = {
    "morgen": "MO", "früh": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF", "abend": "EV", "nacht": "NI",
}  # fmt: skip
_HOURS = {
    "morgenstunden": "MO", "vormittagsstunden": "MO", "nachmittagsstunden": "AF", "abendstunden": "EV",
    "nachtstunden": "NI",
}  # fmt: skip
_SEASONS = {"frühling": "SP", "frühjahr": "SP", "sommer": "SU", "herbst": "FA", "winter": "WI"}
_UNITS = {
    "sekunde": "second", "sekunden": "second", "minute": "minute", "minuten": "minute", "stunde": "hour",
    "stunden": "hour", "tag": "day", "tags": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
    "monat": "month", "monate": "month", "monaten": "month", "quartal": "quarter", "quartale": "quarter",
    "quartalen": "quarter", "jahr": "year", "jahre": "year", "jahren": "year", "jahrzehnt": "decade",
    "jahrzehnte": "decade", "jahrzehnten": "decade", "jahrhundert": "century",
    "jahrhunderte": "century", "jahrhunderten": "century",
    "wochenende": "weekend", "wochenenden": "weekend",
}  # fmt: skip
_PERIODS = {
    "woche": "week", "monat": "month", "monats": "month", "quartal": "quarter", "quartals": "quarter", "jahr": "year",
    "jahres": "year", "jahrzehnt": "decade", "jahrzehnts": "decade", "jahrhundert": "century",
    "jahrhunderts": "century", "wochenende": "weekend", "wochenendes": "weekend",
    "jahresende": "year", "jahresbeginn": "year", "jahresanfang": "year", "monatsende": "month",
    "monatsbeginn": "month", "monatsanfang": "month", "wochenbeginn": "week", "wochenanfang": "week",
    "jahresmitte": "year", "monatsmitte": "month", "wochenmitte": "week", "heuer": "year",
}  # fmt: skip
_ONES = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
_NUMBERS = _ONES | _TENS | {
    "eine": 1, "einem": 1, "einen": 1, "einer": 1, "eines": 1, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13,
    "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "hundert": 100,
    "tausend": 1000, "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "einer halben": 0.5,
    "eine halbe": 0.5, "einem halben": 0.5, "ein halbes": 0.5, "einem guten": 1, "einer guten": 1,
} | {f"{ones}und{tens}": o + t for (ones, o), (tens, t) in product(_ONES.items(), _TENS.items())}  # fmt: skip
_LASTING = {"minütig": "minute", "stündig": "hour", "tägig": "day", "wöchig": "week", "monatig": "month"}
_ENDINGS = ("e", "en", "er", "es", "em")
_DECADES = {
    "zwanziger": 20, "dreißiger": 30, "vierziger": 40, "fünfziger": 50, "sechziger": 60, "siebziger": 70,
    "achtziger": 80, "neunziger": 90,
}  # fmt: skip
_DAYS = {
    "ersten": 1, "zweiten": 2, "dritten": 3, "vierten": 4, "fünften": 5, "sechsten": 6, "siebten": 7, "achten": 8,
    "neunten": 9, "zehnten": 10, "elften": 11, "zwölften": 12,
}  # fmt: skip
_MONTH_LICENCES = frozenset(
    ("im", "in", "seit", "bis", "ab", "von", "vom", "zum", "zwischen", "den", "dem", "und", "oder", "pro", "ganzen")
)
_FREQUENCIES = {
    "stündlich": "PT1H", "täglich": "P1D", "wöchentlich": "P1W", "monatlich": "P1M", "jährlich": "P1Y",
}  # fmt: skip


def _inflected(stems: dict[str, int]) -> dict[str, int]:
    return {f"{stem}{ending}": meaning for stem, meaning in stems.items() for ending in _ENDINGS}


_VOCABULARY: dict[str, dict[str, Any]] = {
    "month": _MONTHS | _MONTHS_SHORT | {f"{word}.": n for word, n in _MONTHS_SHORT.items()},
    "weekday_full": _WEEKDAYS,
    "weekdays": {f"{word}s": n for word, n in _WEEKDAYS.items()},
    "day": _DAYS,
    "day_part": _DAY_PARTS | _HOURS,
    "season": _SEASONS,
    "unit": _UNITS,
    "period": _PERIODS,
    "period_told": _PERIODS | {"tag": "day", "tages": "day"},
    "number": _NUMBERS,
    "many": dict.fromkeys(("mehrere", "mehreren", "einige", "einigen", "wenige", "wenigen", "ein paar", "viele",
                           "vielen"), None),
    "ordinal": _inflected({"erst": 1, "zweit": 2, "dritt": 3, "viert": 4}),
    "half": _inflected({"erst": 1, "zweit": 2}),
    "deictic": {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    "shift": _inflected({"vorletzt": -2, "vorvergangen": -2, "letzt": -1, "vergangen": -1, "vorig": -1, "gestrig": -1,
                         "dies": 0, "laufend": 0, "heutig": 0, "nächst": 1, "kommend": 1, "morgig": 1,
                         "übernächst": 2}),
    "year_shift": {"vorjahres": -1, "letzten jahres": -1, "vergangenen jahres": -1, "vorigen jahres": -1,
                   "dieses jahres": 0, "laufenden jahres": 0, "nächsten jahres": 1, "kommenden jahres": 1},
    "step": _inflected({"vorherig": -1, "vorangegangen": -1, "darauffolgend": 1, "folgend": 1, "nächst": 1, "selb": 0,
                        "gleich": 0}) | {"vor": -1, "folge": 1},
    "edge": {"anfang": "", "beginn": "", "mitte": "", "ende": "", "früher": "BEFORE", "später": "AFTER"},
    "offset": {"vor": -1},
    "relative": {"zuvor": -1, "vorher": -1, "davor": -1, "später": 1, "darauf": 1, "danach": 1},
    "decade_word": _DECADES,
    "frequency": _FREQUENCIES,
    "times": {"einmal": 1, "zweimal": 2, "dreimal": 3, "mehrmals": 2},
    "holiday": {
        "heiligabend": fixed(12, 24), "weihnachten": fixed(12, 25), "silvester": fixed(12, 31), "neujahr": fixed(1, 1),
        "karfreitag": easter(-2), "ostern": easter(), "ostersonntag": easter(), "ostermontag": easter(1),
        "christi himmelfahrt": easter(39), "pfingsten": easter(49), "pfingstsonntag": easter(49),
        "pfingstmontag": easter(50), "fronleichnam": easter(60), "tag der deutschen einheit": fixed(10, 3),
    },
    "vague": {"jetzt": "PRESENT_REF", "derzeit": "PRESENT_REF", "zurzeit": "PRESENT_REF", "momentan": "PRESENT_REF",
              "gegenwärtig": "PRESENT_REF", "kürzlich": "PAST_REF", "neulich": "PAST_REF", "jüngst": "PAST_REF",
              "aktuell": "PRESENT_REF", "vor kurzem": "PAST_REF", "der vergangenheit": "PAST_REF",
              "bald": "FUTURE_REF", "demnächst": "FUTURE_REF", "zukunft": "FUTURE_REF"},
    "lasting": {f"{stem}{ending}": unit for stem, unit in _LASTING.items() for ending in _ENDINGS},
    "vague_span": dict.fromkeys(("vergangenen", "letzten"), "PAST_REF") | {"kommenden": "FUTURE_REF",
                                                                         "nächsten": "FUTURE_REF"},
}  # fmt: skip

# --- the ways to combine them ----------------------------------------------------------------------------------------

_DAY_MONTH = r"{day}\. ?(?P<month>1[0-2]|0?[1-9])\."
_WEEKDAY_BEFORE = r"(?:{weekday_full},? (?:dem |den |der )?)?"
_ABOUT = r"(?:(?:fast|beinahe|rund|etwa|ungefähr|gut|knapp|mehr als|weniger als|mindestens|bis zu) )?"
_CLOCK = r"(?:um |gegen |ab |kurz (?:vor|nach) )?{hour}(?:[:.]?{minute})? uhr"
_NO_NUMBER = "".join(  # "mit 1990 Beschäftigten"
    rf"(?<!{word}[ ])"
    for word in ("mit", "rund", "etwa", "als", "fast", "knapp", "mindestens", "gut", "insgesamt", "alle")
)
_OF_THE = r"(?:des |der |dieses |dieser |diesen )?"

_CALENDAR_RULES = (
    ISO_DATE,
    ISO_WEEK,
    Rule("calendar_week", "unit",
         r"(?:kw|kalenderwoche)[ -]?{week_number}(?!\.\d)(?: ?/ ?{year}|,? (?:des jahres )?{year})?",
         "KW 10/2024"),
    Rule("calendar_week", "unit", r"{week_number}\. ?(?:kw|kalenderwoche)(?: ?/ ?{year}|,? (?:des jahres )?{year})?",
         "10. Kalenderwoche 2024"),
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
         r"(?!%|-?w\d|[.,:/-]\d|"
         r" (?:euro|menschen|personen|soldaten|prozent|meter|kilometer|tonnen|millionen|milliarden|"
         r"stimmen|einwohner|mitarbeiter|teilnehmer)(?!\w))", "Ende des Jahres 2024"),
    Rule("vague", "deictic", r"{vague}", "derzeit"),
)  # fmt: skip

_SCHEDULED = "reist|trifft|bricht|kehrt|treffen sich|tagt|wählt|wählen|entscheidet|entscheiden|spielt|läuft|fliegt"
"""Verbs in the present tense, which look ahead beside a date."""

GERMAN = Language(
    vocabulary=_VOCABULARY,
    triggers={
        "month": [*_MONTHS, *_MONTHS_SHORT],
        "weekday": [*_WEEKDAYS, *_VOCABULARY["weekdays"], *(f"{d}{part}" for d in _WEEKDAYS for part in _DAY_PARTS)],
        "unit": [*_UNITS, *_PERIODS, *_SEASONS, "kw", "kalenderwoche", "tages", "halbjahr", "halbjahrs",
                 *(f"{word}{years}" for word in _DECADES for years in ("jahre", "jahren"))],
        "deictic": [*_VOCABULARY["deictic"], *(part for part in _DAY_PARTS if part != "morgen"), *_FREQUENCIES,
                    *(name.split()[-1] for name in _VOCABULARY["vague"]), "uhr"],
        "told": ["vortag", "vorabend", "vorjahr", "vorwoche", "vormonat", "vorquartal", "folgetag", "folgewoche",
                 "folgemonat", "folgejahr", "vorjahresquartal", "vorjahreszeitraum"],
        "hours": _HOURS,
        "lasting": [f"{number}{lasting}" for number in _NUMBERS for lasting in _VOCABULARY["lasting"]],
        "holiday": [name.split()[-1] for name in _VOCABULARY["holiday"]],
    },
    rules=(*_CALENDAR_RULES, *_DAY_RULES, *_PERIOD_RULES, *_SPAN_RULES, *_YEAR_RULES),
    future=r"beginnt|beginnen|endet|enden|startet|starten|tritt|treten|findet|finden|wird|werden|soll|sollen|will|wollen|"
           r"muss|müssen|könnte|könnten|dürfte|dürften|geplant\w{0,2}|erwartet\w{0,2}|angesetzt\w{0,2}|vorgesehen\w{0,2}|"
           r"voraussichtlich|bevorstehend\w{0,2}|kommend\w{0,2}|"
           r"spätestens|(?<!tag )(?<!och )(?<!\d\. )(?:bis|ab|für|auf)(?= (?:zum )?\Z)|"
           r"bereite[nt] sich|vorbereitung\w*|zu \w{3,20}en(?= ?[.,]|\Z)|\w{2,8}zu\w{4,12}en(?= ?[.,]|\Z)|"
           rf"(?:(?<=tag )|(?<=woch ))(?:{_SCHEDULED})",
    open=r"möchte|möchten|bis|ab",
    promised=_SCHEDULED,
    past=r"wurde|wurden|war|waren|hatte|hatten|hätte|hätten|hat|haben|ist|sind|sagte|sagten|erklärte|teilte|kam|kamen|"
         r"ging|gab|fand|seit|worden|ge\w{3,16}(?:t|en)|ge(?!plant)\w{3,16}(?:te|ene)[nrs]?|"
         r"\w{3,16}(?:nete|ssene|bene|gene|tene|llte)[nrs]?|\w{3,16}(?:igte|ierte|elte|erte)n?",
    nouns=NounCues(
        after=r"nach|infolge|im anschluss an|seit",
        before=r"vom",
        announced=r"\w*(?:wahl|wahlen|abstimmung|gipfels?|spiels?|treffens?|sitzung|tagung|anhörung|debatte|rede|premiere|"
                  r"beisetzung|parteitags?|kundgebung|demonstration)",
    ),
    finite=frozenset(("wurde", "wurden", "war", "waren", "hatte", "hatten", "hat", "haben", "ist", "sind", "seit")),
    stops=("\n", ". ", ", "),
    number_tails=(" uhr", "er", ". ", *(f"-{stem}" for stem in _LASTING)),
    ranges=frozenset(("-", "bis", "und", "bis zum", "und dem")),
    until=frozenset(("-", "bis", "bis zum")),
    names=frozenset(("jan", "märz", "april", "august", "mai")),
    name_licences=_MONTH_LICENCES,
    sure_licences=_MONTH_LICENCES,
    lower_case_only=frozenset(("morgen",)),
    decimal=",",
)  # fmt: skip
