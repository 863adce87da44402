"""Persian."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon

LEXICON = Lexicon(
    language="fa",
)

DATES = DateWords(
    links="ماه سال ،",
    day_words="روز",
    licences="در ماه سال از تا اوایل اواخر اواسط پایان آغاز",
    year_words="میلادی خورشیدی شمسی",
    last="گذشته پیش قبل",
    next="آینده بعد",
    this="این همین جاری",
    week="هفته",
    month="ماه",
    year="سال",
    away="روز_گذشته=day:-1 شب_گذشته=day:-1 سال_گذشته=year:-1 دیروز=day:-1 امروز=day:0 فردا=day:1 "
    "پریروز=day:-2 پس‌فردا=day:2 دیشب=day:-1 امشب=day:0 امسال=year:0 پارسال=year:-1",
    counted="{0}_روز_پیش=day:-1 {0}_سال_پیش=year:-1 {0}_ماه_پیش=month:-1 {0}_هفته_پیش=week:-1 "
    "{0}_روز_قبل=day:-1 {0}_سال_قبل=year:-1",
    about="حدود بیش_از نزدیک_به",
    numbers="دو=2 سه=3 چهار=4 پنج=5 ده=10",
    until="تا و",
    streets="خیابان میدان بلوار",
    ambiguous="مه می آذر مهر دی تیر",
    month_first=True,
    future="خواهد خواهند قرار_است آینده تا_ در_آستانه",
    past="شد شدند کرد کردند بود بودند گفت گفتند است",
    after="پس_از بعد_از به_دنبال در_پی",
    verb_last=True,
)
