"""Numbers of four digits that are amounts and no years: what stands beside them."""

import re

_MEASURES = (
    "% € $ £ ¥ ₽ ₴ km kg m² m2 m ha mm cm kw mw gb mb kcal ккал км кг м usd eur euro euros rub руб грн pln zł kč ft "
    "people personas pessoas personnes persone лет"
)
_MAGNITUDES = (
    "mil mld mln mrd bil bn tri tūkst tis тыс тис млн млрд мил мільй мільярд миллио εκατ δισ χιλ ألف مليون مليار אלף "
    "מיליון מיליארד هزار میلیون میلیارد हज़ार हजार लाख करोड़ ribu juta miliar triệu tỷ nghìn ล้าน พัน หมื่น แสน "
    "万 萬 億 亿 천 만 억 bin ezer tuh mii mijoen miljoen duizend tusen"
)
"""What follows an amount: whole words, and beginnings of the words for large numbers."""
NO_QUANTITY = (
    r"(?![\d%‰°€$£]|[.,:]\d|[-/](?!(?:1[5-9]|20)\d\d(?!\d)|\d\d(?![\d/]))\d| ?(?:"
    + "|".join(map(re.escape, _MEASURES.split()))
    + r")(?!\w)| (?:"
    + "|".join(_MAGNITUDES.split())
    + "))"
)
NO_QUANTITY_BEFORE = r"(?<![\d.,$€£¥#№+])(?<!(?<!\d{4})[-/])(?<![$€£№][ ])"
NOTHING_COUNTED = r" ?(?:[.,;:)\]/\n-]|\Z)"
"""After a year that would be a round amount too: 1850 of something."""
NO_OTHER_YEAR = r"(?! ?\d{3}(?!\d))"
"""A month before a number of three digits is of a year that no value is given for: 480 BC."""
