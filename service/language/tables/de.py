"""German: the words and phrases that clauses, stories and sentences are read by."""

from service.language.lexicon import Lexicon, by_form, pattern, words

_COMMON = words("""
aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bis da dabei dafür
dagegen damit danach dann daran darauf daraus darüber das dass dazu dem den denn der deren des dessen die dienstag
dies diese diesem diesen dieser dieses doch donnerstag dort durch ein eine einem einen einer eines einige er erst es
etwa etwas freitag für gab gegen gegenüber gestern gibt habe haben hat hatte hatten heute hier hätte ich ihm ihn ihnen
ihr ihre ihrem ihren ihrer im immer in ins ist ja jahr jahre jahren jede jedem jeden jeder jetzt kann kein keine
keinen können könnte laut man mehr mit mittwoch montag morgen muss musste müssen nach nachdem neue neuen neuer nicht
nichts noch nun nur ob oder ohne prozent rund sagte samstag schon sei seien sein seine seinem seinen seiner seit
selbst sich sie sind so sogar soll sollen sollte sollten sondern sonntag sowie tag tage uhr um und uns unter viele
vielen vom von vor war waren was wegen weil weiter weitere weiteren welche wenn wer werde werden wie wieder will wir
wird wo woche wochen wollen wollte worden wurde wurden während zu zufolge zum zur zwar zwischen über
""")

_TRIGGERS = {
    "talk": "telefonieren telefonierte telefonat anruf sprechen spricht sprach gesprochen gespräch",
    "meet": "treffen trifft traf getroffen gipfel verhandlung verhandeln verhandlungen gespräche begegnung",
    "interview": "interview",
    "reject": "ablehnen abgelehnt lehnte ausschließen ausgeschlossen schloss zurückweisen zurückgewiesen verweigern",
    "appoint": "ernennen ernannt berufen nominieren nominiert",
    "resign": "rücktritt zurücktreten zurückgetreten entlassen entlassung abberufen",
    "elect": "wählen gewählt wahl stichwahl abstimmung abstimmen abgestimmt referendum neuwahl neuwahlen",
    "win": "gewinnen gewann gewonnen sieg siegen schlagen schlägt schlug geschlagen",
    "lose": "verlieren verlor verloren niederlage",
    "strike": "streik streiken warnstreik ausstand arbeitsniederlegung",
    "attack": "angreifen angriff angegriffen beschuss bombe überfall anschlag",
    "invade": "einmarsch invasion einmarschieren überfall offensive",
    "kill": "töten getötet tod tot tote toten starb stirbt sterben gestorben todesopfer ums umgekommen leiche",
    "injure": "verletzen verletzt verletzte verletzten",
    "crash": "unfall zusammenstoß kollision kollidieren entgleisen entgleist entgleiste unglück absturz",
    "collapse": "einsturz einstürzen eingestürzt stürzte zusammenbruch",
    "break": "brechen bricht brach gebrochen bruch",
    "avalanche": "lawine lawinenabgang erdrutsch mure verschütten verschüttet",
    "blaze": "brand feuer brennen brannte waldbrand großbrand", "explode": "explosion explodieren explodiert",
    "quake": "erdbeben beben nachbeben", "flood": "flut überschwemmung hochwasser überflutet",
    "evacuate": "evakuieren evakuiert evakuierung räumung geräumt",
    "rescue": "retten gerettet rettung bergen geborgen bergung",
    "find": "finden fand gefunden entdecken entdeckt fund",
    "arrest": "festnehmen festgenommen festnahme verhaften verhaftet",
    "charge": "anklagen angeklagt anklage beschuldigen", "trial": "prozess verhandlung gericht zeuge aussage",
    "convict": "verurteilen verurteilt schuldig schuldspruch", "acquit": "freispruch freigesprochen",
    "rule": "urteil urteilen entscheiden entschied entschieden entscheidung beschluss beschließen beschließt beschloss "
    "beschlossen",
    "sentence": "haftstrafe freiheitsstrafe gefängnisstrafe haft gefängnis",
    "sue": "klage klagen verklagen verklagt sammelklage", "fine": "geldstrafe bußgeld",
    "search": "durchsuchen durchsucht durchsuchung razzia", "appeal": "berufung revision",
    "agree": "einigen einigten geeinigt einigung abkommen vertrag unterzeichnen unterzeichnet vereinbaren vereinbart",
    "announce": "ankündigen angekündigt kündigte ankündigung bekanntgeben verkünden verkündet vorstellen",
    "launch": "starten gestartet startete start abheben raketenstart", "land": "landen gelandet landung",
    "delay": "verschieben verschoben verzögern verzögerung vertagt vertagen",
    "cancel": "absagen abgesagt absage abbrechen abgebrochen",
    "suspend": "aussetzen ausgesetzt einstellen eingestellt unterbrechen unterbrochen",
    "open": "öffnen geöffnet eröffnen eröffnet eröffnung",
    "close": "schließen schließt geschlossen schließung sperren gesperrt sperrung",
    "begin": "beginnen begann begonnen beginn", "end": "enden endete beenden beendet ende",
    "resume": "wiederaufnehmen wiederaufnahme fortsetzen fortgesetzt",
    "buy": "kaufen gekauft kauf übernehmen übernahme übernommen erwerben",
    "merge": "fusion fusionieren zusammenschluss", "bid": "angebot gebot", "sell": "verkaufen verkauft verkauf",
    "rise": "steigen stieg gestiegen anstieg erhöhen erhöht",
    "fall": "fallen fällt fiel gefallen sinken gesunken rückgang", "cut": "kürzen gekürzt streichen gestrichen abbau",
    "publish": "veröffentlichen veröffentlicht bericht",
    "approve": "genehmigen genehmigt zustimmen zugestimmt zustimmung billigen gebilligt",
    "ban": "verbieten verboten verbot sanktion",
    "protest": "protest protestieren demonstrieren demonstration kundgebung",
    "troops": "truppe truppen soldat soldaten", "weapons": "waffe waffen rüstung",
    "withdraw": "abziehen abzug zurückziehen rückzug",
    "visit": "besuchen besucht besuch reisen reiste ankunft eintreffen eingetroffen ankommen angekommen",
    "transfer": "wechseln wechselt wechsel transfer leihe", "deadline": "frist ultimatum ablaufen abgelaufen",
    "pledge": "versprechen verspricht versprach versprochen wahlkampf", "confirm": "bestätigen bestätigt bestätigte",
    "infect": "infizieren infiziert infektion ausbruch erkrankt", "vaccinate": "impfen impfung impfstoff geimpft",
    "recall": "rückruf zurückrufen",
    "inspect": "untersuchen untersucht untersuchung ermitteln ermittlung ermittlungen prüfen geprüft",
    "restore": "reparieren repariert reparatur wiederherstellen",
    "recommend": "empfehlen empfiehlt empfohlen empfahl empfehlung vorschlagen vorgeschlagen vorschlag",
    "mourn": "trauer trauerfeier beisetzung beerdigt begräbnis", "succeed": "nachfolger nachfolgerin nachfolge",
    "play": "spiel partie tor treffer", "warn": "warnen gewarnt warnung",
}  # fmt: skip
_NUMBERS = {
    "ein": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "zwanzig": 20,
    "dreißig": 30, "vierzig": 40, "fünfzig": 50, "hundert": 100, "dutzend": 12,
}  # fmt: skip
_TIME_UNITS = r"(?:minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)"


LEXICON = Lexicon(
    language="de",
    nouns_capitalised=True,
    trigger_words=_TRIGGERS,
    particles_last=True,
    particle_verbs={
        (form, particle): event
        for forms, particle, event in (
            ("tritt trat traten", "zurück", "resign"),
            ("legt legte legten", "nieder", "resign"),
            ("nimmt nahm nahmen", "fest", "arrest"),
            ("lehnt lehnte lehnten", "ab", "reject"),
            ("weist wies wiesen", "zurück", "reject"),
            ("schließt schloss schlossen", "aus", "reject"),
            ("sagt sagte sagten bricht brach brachen", "ab", "cancel"),
            ("bricht brach brachen", "zusammen", "collapse"),
            ("stürzt stürzte stürzten", "ein", "collapse"),
            ("stürzt stürzte stürzten", "ab", "crash"),
            ("kündigt kündigte kündigten", "an", "announce"),
            ("gibt gab gaben", "bekannt", "announce"),
            ("stellt stellte stellten", "vor", "announce"),
            ("greift griff griffen", "an", "attack"),
            ("marschiert marschierte marschierten", "ein", "invade"),
            ("stimmt stimmte stimmten", "zu", "approve"),
            ("ruft rief riefen", "zurück", "recall"),
            ("zieht zog zogen", "zurück", "withdraw"),
            ("zieht zog zogen", "ab", "withdraw"),
            ("spricht sprach sprachen", "frei", "acquit"),
            ("klagt klagte klagten", "an", "charge"),
            ("setzt setzte setzten", "fort", "resume"),
            ("setzt setzte setzten stellt stellte stellten", "ein", "suspend"),
            ("setzt setzte setzten", "aus", "suspend"),
            ("kommt kam kamen reist reiste reisten", "an", "visit"),
            ("trifft traf trafen reist reiste reisten", "ein", "visit"),
            ("leitet leitete leiteten", "ein", "begin"),
            ("läuft lief liefen", "ab", "deadline"),
            ("schlägt schlug schlugen", "vor", "recommend"),
            ("findet fand fanden", "statt", "hold"),
            ("teilt teilte teilten", "mit", ""),
        )
        for form in forms.split()
    },
    stopwords=_COMMON
    | words("""
abend anderem angaben april august außerdem bisher bislang dadurch davon davor denen dezember einigen erneut erste
ersten februar ganz indes infolge insgesamt januar jedoch juli juni knapp konnte konnten lang lange mai mal mehrere
mehreren milliarde milliarden million millionen minute minuten mittag monat monate monaten mussten märz möglich
nachmittag nacht nahm november oktober sagten seitdem september somit später statt stunde stunden tagen vorher
vormittag weg weiterhin zudem zuletzt zunächst zuvor
"""),
    small_talk=_COMMON
    | words("""
ab anderer berichtet berichtete bin bist daher darf darin darum dein dich dir du euch euer geht ging hab hin hinter
hätten indem jedes kam keinem keiner könnten machen mein mich mir müsse neben per sagt sehr solche unser viel warum
wolle würde würden zwei
"""),
    name_stop=words("""
der die das den dem des ein eine einer eines nach vor bei am im in an auf aus mit von zu zum zur über unter für gegen
während seit bis als wie wenn weil dass und oder aber doch auch noch nur schon so er sie es wir ich man sein seine ihr
ihre dies diese dieser dieses damit danach dabei dort hier heute gestern morgen zuvor zudem außerdem laut trotz wegen
präsident präsidentin ministerpräsident ministerpräsidentin bundespräsident bundeskanzler bundeskanzlerin kanzler
kanzlerin minister ministerin außenminister außenministerin innenminister innenministerin finanzminister
finanzministerin verteidigungsminister verteidigungsministerin landeshauptmann landeshauptfrau landrat landrätin
bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin abgeordnete abgeordneter senator senatorin
staatsanwalt staatsanwältin staatsanwaltschaft anwalt anwältin direktor direktorin professor professorin sprecher
sprecherin herr frau trainer richter richterin chef chefin vorsitzende vorsitzender montag dienstag mittwoch
donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember
polizei feuerwehr bahn angaben uhr ende anfang mitte
"""),
    pronouns=words("er sie es sein seine seinen seiner ihr ihre ihren ihm ihnen diese dieser dies beide"),
    abbreviations=words("""
dr prof hr fr nr bzw ca z.b d.h u.a usw etc evtl ggf inkl max min mio mrd sog st str vgl jan feb mär apr jun jul aug
sep sept okt nov dez mo di mi do sa so e.v v.a o.ä z d u b h a
"""),
    numbers=_NUMBERS,
    units=by_form(
        {
            "min": "minute minuten",
            "h": "stunde stunden",
            "d": "tag tage tagen",
            "wk": "woche wochen",
            "mo": "monat monate monaten",
            "y": "jahr jahre jahren",
            "%": "% prozent",
            "km": "km kilometer kilometern",
            "m": "meter metern",
            "kmh": "km/h stundenkilometer",
            "t": "tonne tonnen",
            "person": "mensch menschen person personen passagiere fahrgäste bewohner anwohner mitarbeiter beschäftigte "
            "soldaten stellen patienten fälle kinder haushalte haushalten",
            "dead": "tote toten todesopfer getötet",
            "hurt": "verletzte verletzten verletzt",
            "vote": "stimmen",
            "usd": "$ dollar",
            "eur": "€ euro",
            "gbp": "£ pfund",
        }
    ),
    fronted=pattern(rf"(?:(?:nur |knapp |rund |etwa )?[\w-]+ {_TIME_UNITS} |kurz )?(?:nach|nachdem|vor|bevor|trotz)\b"),
    before=pattern(rf"(?:(?:[\w-]+ ){{1,2}}{_TIME_UNITS} |kurz )?(?:vor|bevor)\b"),
    measure=pattern(
        r"(?:nur )?(?:(?P<one>einen?) tag|(?P<count>[a-zäöüß]+|\d{1,2}) tage) (?=nach|vor\b|bevor\b)"
        rf"|(?:(?:nur|knapp|rund|etwa) )?[\w-]+ {_TIME_UNITS} (?=nach|vor\b|bevor\b)"
    ),
    cut=pattern(
        r",\s(?=(?:der|die|das|dem|den|deren|dessen|welche[rsnm]?|wo)\s)(?P<relative>)"
        r"|,\s(?=(?:bei|in) (?:dem|der|denen)\s)(?P<during>)"
        r"|; |, (?=(?:während|obwohl|weil|nachdem|bevor|aber|doch|sodass|sondern|ehe)\s)| [–—-] |: (?=[a-zäöü])"
    ),
    coordination=pattern(r",?\s(?=(?:und|aber|dann)\s)|,\s"),
    apposition=pattern(r"(?:ein|eine|einer)\s(?!.*\b(?:sagte|teilte|war|wurde|hat|hatte|ist|wird)\b)"),
    sequel=pattern(r"(?:danach|anschließend|später|daraufhin|kurz darauf|am selben tag|gleichzeitig|dabei)\b"),
    projected=pattern(
        r"\b(?:wird|werden(?= \w)|soll|sollen|will|wollen|könnte|könnten|dürfte|dürften|möchte|möchten|plant"
        r"|planen|geplant"
        r"|voraussichtlich|falls|sofern|vorgesehen|erwartet)\b(?! \w+ (?:worden))"
    ),
    # the search skips all but two letters
    negated=pattern(r"n(?<=\bn)i(?:cht|e|emals)\b|k(?<=\bk)eine[nrms]?\b"),
    unreal=pattern(r"(?:hätten?|wären?) .{3,200}?\b(?:hätten?|wären?|würden?)\b"),
    comparison=pattern(
        r"\b(?:gegenüber|als (?:im|am)?|verglichen mit|im vergleich zu[mr]?|seit (?:dem )?jahr|wie (?:im|am)) $"
    ),
    finite=pattern(
        r"\s(?=(?:ha(?:t|ben|tten?)|ist|sind|war(?:en)?|wird|werden|wurden?|soll(?:en|ten?)?|will|wollen|wollten?|kann"
        r"|können|konnten?|muss|müssen|mussten?|durften?|dürfen|gilt|galt|gibt|gab(?:en)?|geht|ging(?:en)?"
        r"|kommt|kam(?:en)?"
        r"|steht|stand(?:en)?|nahm(?:en)?|fand(?:en)?|traf(?:en)?|sprach(?:en)?|begann(?:en)?|blieb(?:en)?|ließ(?:en)?"
        r"|trat(?:en)?|fiel(?:en)?|stieg(?:en)?|verlor(?:en)?|gewann(?:en)?|beschloss(?:en)?|schrieb(?:en)?|rief(?:en)?"
        r"|sagten?|erklärten?|teilten?|kündigten?|forderten?|telefonierten?|einigten?|reisten?|besuchten?|stellten?"
        r"|setzten?|stimmten?|führten?|machten?|zeigten?|meldeten?|legten?|bestätigten?|veröffentlichten?"
        r"|versprach(?:en)?"
        r"|unterzeichneten?|leiteten?|stürzten?|starben|starb)\s)"
    ),
    unkept=pattern(r"\b(?:ursprünglich|hätten?)\b[^,;]{0,40}$"),
    bound=pattern(r"\b(?:zwischen|von) (?:ende )?$|\bzwischen .{2,25} und $|\bvon .{2,25} bis $"),
    nominal=pattern(r"\b((?:der|die|das|dem|den|des|eine?[mnrs]?|ihre[mnr]?|seine[mnr]?) (?:[\w-]+ ){1,4}vom )$"),
    within=pattern(r"\b(?:binnen|innerhalb(?: von)?) (?:der )?(?:nächsten |kommenden )?$"),
    pluperfect=pattern(r"\bhatten?\b"),
    recurrence=pattern(
        r"\b(?:erneut|abermals|wieder|weitere[rsnm]?|zweite[rsnm]?|dritte[rsnm]?|vierte[rsnm]?|nochmals|nachbeben"
        r"|rückspiel)\b"
    ),
    past=pattern(r"\b(?:wurden?|waren?|hatten?|sagten?|teilten?|erklärten?)\b"),
    saying=pattern(
        r"\b(?:sagten?|erklärten?|schrieb(?:en)?|berichteten?|teilten?|äußerten?|betonten?|kritisierten?|lobten?|hieß"
        r"|zufolge|warnten?|forderten?|erwiderten?|antworteten?)\b"
    ),
    weekday=pattern(
        r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)(?:morgen|vormittag|nachmittag|abend|nacht)?"
    ),
    determiner=pattern(r"\b(?:die|der|das|dem|den|des|eine?|einem|einen) $"),
    deadline=pattern(r"\b(?:bis|spätestens|bis zum|bis zur) (?:ende )?$"),
    earlier=pattern(r"(?:anfang|früher|zu beginn)\b"),
    later=pattern(r"(?:später|ende|gegen ende)\b"),
    forward=pattern(r"\b(?:nächsten|kommenden)\b"),
    counted_from=pattern(r" (?:nach|vor|seit)\b"),
    adverbial=pattern(r"(?:in|im|am|an|bei|beim|auf|während|zu)\s"),
)
