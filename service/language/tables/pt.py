"""Portuguese."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="pt",
    abbreviations=words("sr sra dr dra d av eng prof gen"),
)

DATES = DateWords(
    ambiguous="março maio",
    links="de do ,",
    day_words="em o no do ao dia",
    articles="a o da do",
    days="primeiro=1",
    day_endings="º o °",
    licences="em de no_mês_de desde até no_início_de no_final_de do para ano mês_de durante entre",
    last="passado passada último última",
    next="próximo próxima que_vem seguinte",
    this="este esta neste nesta deste desta nesse nessa",
    week="semana",
    month="mês",
    year="ano",
    weekdays="segunda-feira segunda_feira, terça-feira terça_feira, quarta-feira quarta_feira, quinta-feira "
    "quinta_feira, sexta-feira sexta_feira, sábado, domingo",
    away="anteontem=day:-2 ontem=day:-1 hoje=day:0 amanhã=day:1 depois_de_amanhã=day:2 esta_noite=day:0 "
    "esta_manhã=day:0",
    counted="há_{0}_dias=day:-1 {0}_dias_atrás=day:-1 há_{0}_anos=year:-1 {0}_anos_atrás=year:-1 "
    "há_{0}_meses=month:-1 {0}_meses_atrás=month:-1 há_{0}_semanas=week:-1 {0}_semanas_atrás=week:-1",
    about="cerca_de quase mais_de",
    numbers="um=1 uma=1 dois=2 duas=2 quinze=15 vinte=20",
    until="a ao e até",
    streets="rua avenida praça",
    skipped="rio_de_janeiro da_manhã de_manhã pela_manhã a_manhã",
    future="será serão vai vão haverá ~ará ~arão ~erá ~erão ~irá ~irão ~drá deve devem previsto prevista marcado "
    "marcada marcados próximo próxima agendado agendada até a_partir_de começa começam arranca arrancam vota votam "
    "joga jogam reabre viaja viajam regressa chega chegam marcadas agendados agendadas convidado_para "
    "convidada_para convidados_para realiza-se realizam-se na_véspera_de na_véspera_da entra_em_vigor ~-se-á "
    "~-se-ão para_ para_a_ prepara preparam voltar_a_~r ~orá ~orão adiado_para adiada_para convocada convocado "
    "retoma retomam disputa disputam estreia estreiam comparece falam_ esperado esperada esperados esperadas "
    "parte_para partem_para expira_ vence_",
    past="~ou ~eu ~iu ~aram ~eram ~iram foi foram era eram teve disse havia tinha desde assinado assinada aprovado "
    "aprovada anunciado anunciada realizado realizada divulgado divulgada ocorrido ocorrida iniciado iniciada "
    "detido detidos registado registada registrado registrada alcançado alcançada adotado lançado lançada",
    after="após depois_de depois_da depois_do na_sequência_de na_sequência_da na_sequência_do",
    attribute_before="de da do",
    announced="eleição eleições votação referendo jogo partida final cimeira cúpula reunião encontro audiência "
    "debate discurso julgamento cerimónia cerimônia funeral marcha manifestação greve sessão concerto conferência "
    "congresso",
    ordinals="segunda terça quarta quinta sexta",
    ordinals_after="na nesta nessa até à entre próxima última passada de desde para e a proxima",
    ordinals_ahead="o a os as em de do da dos das no na nos nas que por com para e à ao aos às quando após durante "
    "pela pelo pelos pelas se já não seu sua um uma depois antes quanto passada próxima última que_vem à_noite "
    "desta dessa deste",
)
