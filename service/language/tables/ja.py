"""Japanese."""

from service.language.date_words import DateWords
from service.language.lexicon import Lexicon

LEXICON = Lexicon(
    language="ja",
)

DATES = DateWords(
    unspaced=True,
    markers="年 月 日",
    day_alone="、 。 に の 夜 朝 午 未明 夕 昼 深 早 まで から 付 発 時点 の_ )",
    eras="令和=2018 平成=1988 昭和=1925 大正=1911 明治=1867",
    links="の ,",
    weekdays="月曜 , 火曜, 水曜, 木曜, 金曜, 土曜, 日曜",
    away="きのう=day:-1 きょう=day:0 あす=day:1 あした=day:1 昨日=day:-1 今日=day:0 本日=day:0 明日=day:1 "
    "一昨日=day:-2 おととい=day:-2 明後日=day:2 前日=day!:-1 翌日=day!:1 昨年=year:-1 去年=year:-1 "
    "今年=year:0 来年=year:1 同日=day!:0 昨夜=day:-1 昨晩=day:-1 今夜=day:0 今朝=day:0 今晩=day:0 "
    "先週=week:-1 今週=week:0 来週=week:1 先月=month:-1 今月=month:0 来月=month:1 一昨年=year:-2 "
    "再来年=year:2 再来月=month:2 当月=month:0 先々週=week:-2 再来週=week:2 先々月=month:-2",
    last="先週の 前の 先週",
    next="来週の 次の 来週",
    this="今週の 今週",
    counted="{0}日前=day:-1 {0}年前=year:-1 {0}か月前=month:-1 {0}ヶ月前=month:-1 {0}カ月前=month:-1 "
    "{0}週間前=week:-1 {0}日後=day:1 {0}年後=year:1 {0}か月後=month:1 {0}ヶ月後=month:1 "
    "{0}週間後=week:1",
    about="約 およそ",
    numbers="一=1 二=2 三=3 四=4 五=5 六=6 七=7 八=8 九=9 十=10",
    until="から ~ 、",
    future="予定 見通し 見込み 方針 計画 控える 開催する",
    past="した だった ました 開かれた",
)
