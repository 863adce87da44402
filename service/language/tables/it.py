"""Italian."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="it",
    abbreviations=words("sig dott ing avv on prof art pag dr"),
)

DATES = DateWords(
    ambiguous="marzo maggio",
    links="di del dell' ,",
    day_words="il lo l' dal al del",
    articles="la della dello l' dell'",
    days="primo=1",
    day_endings="° º",
    licences="a in di nel nel_mese_di da dal fino_a fine inizio metà entro dello del ad dall' dell' nell' anno "
    "l'anno tra",
    last="scorso scorsa passato passata ultimo ultima",
    next="prossimo prossima",
    this="questo questa quest'",
    week="settimana",
    month="mese",
    year="anno",
    weekdays="lunedi, martedi, mercoledi, giovedi, venerdi, sabato, domenica",
    away="l'altro_ieri=day:-2 altroieri=day:-2 stamattina=day:0 stamani=day:0 stasera=day:0 stanotte=day:0 "
    "questa_mattina=day:0 questa_sera=day:0 dopodomani=day:2 l'anno_scorso=year:-1 quest'anno=year:0 "
    "ieri_sera=day:-1 ieri_mattina=day:-1",
    counted="{0}_giorni_or_sono=day:-1 {0}_anni_or_sono=year:-1 {0}_giorni_prima=day:-1",
    about="circa quasi oltre più_di",
    numbers="un=1 una=1 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 quindici=15 venti=20",
    until="al a e",
    streets="via piazza viale corso",
    future="sarà saranno avrà avranno ~erà ~eranno ~irà ~iranno ~rrà ~rranno ~drà ~dranno ~arà ~aranno prevista "
    "previsto previsti previste dovrà dovranno dovrebbe dovrebbero in_programma prossimo prossima entro a_partire "
    "comincia cominciano inizia iniziano si_vota vota votano si_apre si_aprono si_tiene si_tengono si_gioca gioca "
    "giocano riapre partono torna arriva arrivano scade fissato fissata fissati fissate atteso attesa attesi attese "
    "invitato_a invitata_a invitati_a fino_a in_vista_di in_vista_del in_vista_della entra_in_vigore per_ a_ "
    "fino_a_ ~rà ~ranno rinviato_a rinviata_a rinviati_a di_rivedersi di_riunirsi di_incontrarsi proclamato_per "
    "proclamata_per in_calendario comparirà debutta si_prepara~ preparano_al preparano_alla parte_ parte_per scade_ "
    "~rebbe_",
    past="ha hanno è sono era erano aveva avevano fu furono ~ato ~ata ~ati ~ate ~uto ~ito dal da",
    after="dopo in_seguito a_seguito all'indomani",
    attribute_before="di del",
    announced="elezione elezioni voto votazione referendum partita finale vertice riunione incontro udienza "
    "dibattito discorso processo cerimonia funerali manifestazione sciopero seduta concerto conferenza congresso",
)
