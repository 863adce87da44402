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
    future="sera seront aura auront ira iront va vont doit doivent devrait devraient ~era ~eront ~ira ~iront ~dra "
    "~dront prévu prévue prévus prévues à_venir attendu attendue attendus prochain prochaine jusqu'au à_partir_du "
    "dès s'ouvre s'ouvrent débute débutent commence commencent votent reprend reprennent rouvre se_tient "
    "se_tiennent se_rend se_rendent fixé fixée fixés fixées convoqué convoquée convoqués jusqu'à invité_à invitée_à "
    "invités_à invitées_à à_la_veille_de à_la_veille_du en_vue_de entre_en_vigueur pour_ à_ prépare préparent ~rra "
    "~tra ~vra ~rront ~tront ~vront reporté_à reportée_à ajourné_à annoncé_pour annoncée_pour de_se_revoir "
    "de_se_réunir de_se_rencontrer de_se_retrouver joue jouent affronte affrontent comparaît comparaissent "
    "rencontrera attendues part_ partent_ arrive_ arrivent_ expire_",
    past="a ont avait avaient était étaient fut furent est_mort ~èrent a_été ont_été s'est se_sont est_intervenu "
    "depuis signé signée signés adopté adoptée annoncé annoncée publié publiée organisé organisée lancé lancée "
    "entamé entamée survenu survenue tenu tenue conclu conclue voté votée commis déclenché déclenchée arrêté arrêtée",
    after="après à_la_suite_de à_la_suite_du suite_à suite_aux au_lendemain_de au_lendemain_du au_lendemain_des",
    attribute_before="de du",
    announced="élection élections scrutin vote référendum match finale sommet rencontre réunion audience débat "
    "discours procès cérémonie obsèques funérailles manifestation grève séance concert conférence congrès",
)
