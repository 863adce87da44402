"""Danish."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="da",
    abbreviations=words("ca dr nr kl bl f eks st"),
)

DATES = DateWords(
    ambiguous="marts maj",
    links=",",
    day_words="den d.",
    licences="i siden fra til år slutningen_af begyndelsen_af midten_af",
    last="sidste forrige i_sidste",
    next="næste kommende",
    this="denne dette",
    week="uge",
    month="måned",
    year="år",
    weekdays="mandagens mandag, tirsdagens tirsdag, onsdagens onsdag, torsdagens torsdag, fredagens fredag, "
    "lørdagens lørdag, søndagens søndag",
    away="i_går=day:-1 igår=day:-1 i_dag=day:0 idag=day:0 i_morgen=day:1 i_forgårs=day:-2 i_overmorgen=day:2 "
    "i_aften=day:0 i_aftes=day:-1 i_nat=day:0 i_morges=day:0 i_år=year:0 sidste_år=year:-1 "
    "i_fjor=year:-1",
    counted="{0}_dage_siden=day:-1 {0}_uger_siden=week:-1 {0}_måneder_siden=month:-1 {0}_år_siden=year:-1 "
    "{0}_uge_siden=week:-1 {0}_dag_siden=day:-1",
    about="cirka omkring næsten over",
    numbers="en=1 et=1",
    until="til og",
    future="skal vil ventes planlagt kommende senest næste bliver inviteret_til begynder starter åbner mødes indtil "
    "forud_for",
    past="har havde var blev er ~ede siden sagde",
    after="efter som_følge_af siden",
)
