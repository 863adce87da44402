"""French."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="fr",
    abbreviations=words("m mm mme mmes mlle dr st ste av bd etc env"),
)

DATES = DateWords(
    ambiguous="mars mai",
    links="de du ,",
    day_words="le du au dès_le",
    articles="la l'",
    days="premier=1",
    day_endings="er e",
    licences="en de d' du au au_mois_de mois_de depuis début fin mi- courant dès jusqu'en à_l'automne avant "
    "après année l'année entre",
    last="dernier dernière passé passée",
    next="prochain prochaine",
    this="ce cette cet",
    week="semaine",
    month="mois",
    year="an année",
    away="la_veille=day!:-1 hier_soir=day:-1 hier_matin=day:-1 avant-hier=day:-2 le_lendemain=day!:1 "
    "après-demain=day:2 ce_matin=day:0 ce_soir=day:0 cet_après-midi=day:0 cette_nuit=day:0 "
    "aujourd'hui=day:0 l'an_dernier=year:-1 l'an_passé=year:-1 l'an_prochain=year:1",
    counted="voici_{0}_jours=day:-1 voilà_{0}_jours=day:-1 voici_{0}_ans=year:-1 voilà_{0}_ans=year:-1 "
    "d'ici_{0}_jours=day:1",
    about="environ près_de plus_de presque à_peine",
    numbers="une=1 quinze=15 vingt=20",
    until="au et à",
    streets="rue place avenue boulevard",
    skipped="samedi_noir lundi_noir jeudi_noir vendredi_noir mardi_gras",
    future="sera seront aura auront ira iront va vont doit doivent devrait devraient ~era ~eront ~ira ~iront "
    "~dra ~dront prévu prévue prévus prévues à_venir attendu attendue attendus prochain prochaine "
    "jusqu'au à_partir_du dès",
    past="a ont avait avaient était étaient fut furent est_mort ~èrent a_été ont_été s'est se_sont "
    "est_intervenu depuis",
)
