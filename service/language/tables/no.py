"""Norwegian."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="no",
    abbreviations=words("ca dr nr kl bl f eks st"),
)

DATES = DateWords(
    ambiguous="mars mai",
    links=",",
    day_words="den",
    licences="i siden fra til år slutten_av begynnelsen_av midten_av",
    last="forrige sist siste",
    next="neste kommende",
    this="denne dette",
    week="uke uka uken",
    month="måned måneden",
    year="år",
    weekdays="mandagens mandag, tirsdagens tirsdag, onsdagens onsdag, torsdagens torsdag, fredagens fredag, "
    "lørdagens lørdag, søndagens søndag",
    away="i_går=day:-1 i_dag=day:0 i_morgen=day:1 i_forgårs=day:-2 i_overmorgen=day:2 i_kveld=day:0 "
    "i_natt=day:0 i_fjor=year:-1 i_år=year:0",
    counted="{0}_dager_siden=day:-1 {0}_uker_siden=week:-1 {0}_måneder_siden=month:-1 {0}_år_siden=year:-1 "
    "{0}_dag_siden=day:-1 {0}_uke_siden=week:-1 for_{0}_dager_siden=day:-1 for_{0}_år_siden=year:-1 "
    "for_{0}_uker_siden=week:-1 for_{0}_måneder_siden=month:-1",
    about="cirka omtrent nesten over",
    numbers="en=1 ett=1 to=2 tre=3 fire=4 fem=5 seks=6 sju=7 syv=7 åtte=8 ni=9 ti=10",
    until="til og",
    future="skal vil ventes planlagt kommende senest neste blir invitert_til begynner starter åpner møtes innen foran",
    past="har hadde var ble er ~et siden sa",
    after="etter som_følge_av siden",
)
