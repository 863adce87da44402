"""Spanish."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="es",
    abbreviations=words("sr sra sres dr dra d lic ing gral art núm pág av avda ee uu"),
)

DATES = DateWords(
    ambiguous="marzo abril julio",
    links="de del ,",
    day_words="el del al día",
    articles="la el del",
    days="primero=1",
    day_endings="º o ° er",
    licences="en de desde hasta a_principios_de a_finales_de a_mediados_de para del durante año este pasado "
    "mes_de el_año entre",
    last="pasado pasada último última",
    next="próximo próxima que_viene entrante",
    this="este esta",
    week="semana",
    month="mes",
    year="año",
    away="anoche=day:-1 anteanoche=day:-2 esta_noche=day:0 esta_tarde=day:0 esta_mañana=day:0 "
    "esta_madrugada=day:0 anteayer=day:-2 pasado_mañana=day:2 ayer_noche=day:-1 hoy_mismo=day:0 "
    "de_hoy=day:0 el_año_anterior=year:-1",
    counted="hace_{0}_días=day:-1 {0}_días_atrás=day:-1 {0}_años_atrás=year:-1 {0}_meses_atrás=month:-1 "
    "{0}_semanas_atrás=week:-1",
    about="casi unos unas más_de cerca_de aproximadamente ya",
    numbers="un=1 una=1 dos=2 quince=15 veinte=20",
    until="al a y hasta_el",
    streets="calle plaza avenida",
    without="en_{0}",
    skipped="la_mañana por_la_mañana de_la_mañana en_la_mañana a_la_mañana viernes_santo jueves_santo domingo_de_ramos",
    future="será serán va_a van_a habrá habrán ~ará ~arán ~erá ~erán ~irá ~irán ~drá ~drán prevé prevén previsto "
    "prevista previstos previstas programado programada convocado convocada próximo próxima debe deben deberá "
    "podría podrían hasta_el a_partir_del comienza comienzan empieza empiezan arranca arrancan celebra celebran "
    "vota votan viaja viajan juega juegan abre abren reanuda reanudan regresa llega llegan fijado fijada fijados "
    "fijadas invitado_a invitada_a invitados_a se_espera de_cara_al en_vísperas_de entra_en_vigor para_ para_el_ "
    "al_ prepara preparan ~brá ~rrá ~brán ~rrán aplazado_al aplazada_al pospuesto_al previsto_el comparece "
    "comparecen disputa disputan inaugura visita_ volver_a_~ sale_hacia salen_hacia sale_de parte_hacia vence_ "
    "expira_ ~rían_",
    past="~ó ~aron ~ieron ~eron ha han había habían fue fueron era eran hizo dijo hubo está estaba desde tuvo vino "
    "firmado firmada celebrado celebrada aprobado aprobada anunciado anunciada publicado publicada ocurrido "
    "ocurrida iniciado iniciada registrado registrada presentado presentada difundido cometido alcanzado alcanzada "
    "adoptado adoptada lanzado lanzada detenido detenidos",
    after="tras después_de después_del luego_de luego_del a_raíz_de a_raíz_del",
    attribute_before="del",
    announced="elección elecciones votación comicios referéndum partido final cumbre reunión encuentro audiencia "
    "debate discurso juicio ceremonia funeral marcha manifestación huelga sesión concierto conferencia congreso",
)
