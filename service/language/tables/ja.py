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
    eras="R=2018 H=1988 S=1925 令和=2018 平成=1988 昭和=1925 大正=1911 明治=1867",
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
    future="予定 見通し 見込み 方針 計画 控える 開催する する 始まる 開かれる 行われる される まで 期限 を前に "
    "招かれ 迎える 訪れる 会う 向かう 終わる に予定 に延期 に備え 控え に発効 予定され できる 出る 入る 戻る 決まる "
    "変わる 向けて",
    past="した だった ました 開かれた った きた れた いた えた んだ されている から_",
    attribute_after="の",
    announced="投票 選挙 会談 協議 会合 首脳会議 試合 公判 総選挙 決勝 会議 討論 採決 訪問 式典 会見 講演 判決 期限 "
    "集会 国会 初会合 予選 本番 開幕戦 祭り",
    verb_last=True,
    after_it="を受け の後 に続き の影響",
)
