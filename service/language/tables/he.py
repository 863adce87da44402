"""Hebrew."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(
    language="he",
    abbreviations=words("ד פרופ"),
)

DATES = DateWords(
    proclitics="ובהלמשכ",
    links="ב , ל",
    day_words="ה- ב- ביום יום",
    day_endings="-",
    licences="בחודש חודש מאז עד שנת בשנת ביולי לשנת משנת",
    last="שעבר שעברה האחרון האחרונה הקודם הקודמת",
    next="הבא הבאה הקרוב הקרובה",
    this="הזה הזאת זה הנוכחי",
    week="שבוע השבוע",
    month="חודש החודש",
    year="שנה השנה",
    away="שלשום=day:-2 אמש=day:-1 אתמול=day:-1 היום=day:0 מחר=day:1 מחרתיים=day:2 אשתקד=year:-1 השנה=year:0 "
    "השבוע=week:0 החודש=month:0 הערב=day:0 הבוקר=day:0 לפני_יומיים=day:-2 לפני_שבועיים=week:-2 "
    "לפני_חודשיים=month:-2 לפני_שנתיים=year:-2 בעוד_יומיים=day:2 בעוד_שבועיים=week:2 לפני_שבוע=week:-1 "
    "לפני_חודש=month:-1 לפני_שנה=year:-1",
    about="כ- כמעט יותר_מ",
    numbers="שלושה=3 שלוש=3 ארבעה=4 ארבע=4 חמישה=5 חמש=5 שישה=6 שש=6 שבעה=7 שבע=7",
    until="עד ו",
    streets="רחוב כיכר",
    ambiguous="מאי מרץ",
    future="יהיה תהיה יהיו צפוי צפויה צפויים מתוכנן מתוכננת ייערך תיערך ייפתח יתקיים תתקיים הקרוב הבא אמור אמורה "
    "אמורים עתיד עתידה עד לקראת",
    past="היה היתה הייתה היו נערך נהרג אמר אמרה",
    after="אחרי לאחר בעקבות",
)
