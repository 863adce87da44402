"""Swedish."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="sv",
    abbreviations=words("bl t ex dr prof st nr ca kl"),
)

DATES = DateWords(
    ambiguous="mars maj",
    links=",",
    day_words="den",
    day_endings=":a :e a e",
    licences="i sedan under från till år hösten våren sommaren vintern slutet_av början_av mitten_av",
    last="förra i_förra senaste",
    next="nästa kommande",
    this="denna det_här den_här denne",
    week="vecka veckan",
    month="månad månaden",
    year="år året",
    weekdays="i_måndags måndagen måndags måndagens, i_tisdags tisdagen tisdags tisdagens, i_onsdags onsdagen "
    "onsdags onsdagens, i_torsdags torsdagen torsdags torsdagens, i_fredags fredagen fredags fredagens, "
    "i_lördags lördagen lördags lördagens, i_söndags söndagen söndags söndagens",
    away="igår=day:-1 i_går=day:-1 idag=day:0 i_dag=day:0 imorgon=day:1 i_morgon=day:1 i_förrgår=day:-2 "
    "i_övermorgon=day:2 i_kväll=day:0 i_natt=day:0 i_fjol=year:-1 i_år=year:0 förra_året=year:-1",
    counted="{0}_dagar_sedan=day:-1 {0}_månader_sedan=month:-1 {0}_år_sedan=year:-1 {0}_veckor_sedan=week:-1",
    about="cirka omkring nästan över",
    numbers="en=1 ett=1",
    until="till och",
    future="ska skall kommer_att väntas planeras planerad planerat hålls kommande senast nästa planerade "
    "inbjuden_till inleds inleder börjar öppnar möts till_ inför",
    past="har hade var blev är ~ade sedan sade sa",
    after="efter till_följd_av sedan",
)
