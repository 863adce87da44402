"""The forms in which articles credit an agency, as patterns: datelines, bylines, credits at the end; many languages."""

import re


def _any_of(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.I)


PICTURE = re.compile(
    r"photo|image|picture|getty|handout|caption|\bfile\b|courtesy|illustration|graphic|video|footage|\bbild\b|archivbild"
    r"|symbolbild|\bfoto|imagen|crédit|imagem|zdjęcie|фото|写真|图片|圖片|사진|صورة|תמונה",
    re.I,
)
APART = re.compile(
    r"\s*(?:[/,;|+&·、，／-]|(?<!\w)(?:and|und|et|y|e|og|och|en|и|та|i|a|ve|with|mit|avec|con|com|met|z|с|in)(?!\w))\s*"
)
SOLE_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
DESK = re.compile(r"[a-zäöü]{2,5}|\d{1,4}")
"""Initials of an editor or a desk beside an agency ("jug/dpa", "dpa/lby")."""

BRACKETED = re.compile(
    r"(?P<place>[^()\[\]（）【】\n]{0,90}?)[(\[（【/]"
    r"(?P<inner>[^()\[\]（）【】/\n]{1,60}(?:/[^()\[\]（）【】/\n]{1,30})?)[)\]）】/]"
    r"(?P<after>\s*\.?\s*[-–—―:]+|\s*[.:](?=\s|$)|(?=\S)|\s|$)"
)
DASHED = re.compile(
    r"(?P<place>[^()\n]{2,60}?)\s*[/,–—-]\s*(?P<inner>[^\W\d_][^\n/–—:-]{1,30}?)\s*(?:[–—:-]|\.(?=\s|$))\s"
)
CHINESE = re.compile(r"(?P<inner>[^\d\s，。]{2,20})\d{1,2}月\d{1,2}日[电電讯訊]")
LOWER = re.compile(r"(?<![\w.'’-])[a-zà-öø-ÿ]{3,}(?![\w.])")
SMALL = re.compile(
    r"the|and|d(?:er|en|el|ella|os|as|es)|l(?:es|os|as)|von|und|near|ene|mar|abr|jun|ago|set|dic|fev|avr|mai"
)
"""Words of a dateline's place and date that begin small."""

BY = re.compile(
    r"^(?:by|von|par|por|di|da|de|od|от|від|door|av|af|przez|yazan|news service)\s+"
    r"|^(?:written by|author|autor|autore|auteur|автор|redaktion|redacción)\s*[:：]\s*",
    re.I,
)
SOURCE = re.compile(
    r"^(?:sources?|quellen?|fontes?|fuentes?|źródło|zdroj|bron(?:nen)?|kilder?|källa|lähde|forrás|sursa|kaynak|источник|"
    r"джерело|πηγή|来源|來源|出典|출처|المصدر|منبع|מקור|स्रोत|via)\s*[:：]\s*",
    re.I,
)
ROLE = re.compile(r"\s+(?:staff|writers?|reporters?|correspondents?|news agency|newsroom|wire|services?|bureau)$", re.I)
WITH = re.compile(r"(?<!\w)(?:and|with|und|mit|avec|et|con|y|com|e|met|med|z|с|oraz|ve)\s+", re.I)
CONTRIBUTED = _any_of(
    r"contribut(?:ed|ing|ion)(?! to (?!this|the (?:report|story|article)))",
    r"(?:additional|further|some) (?:reporting|material|information)",
    r"(?:material|information|reporting|reports?|inputs?|files?|copy|content) (?:w(?:as|ere) )?(?:also )?(?:from|by)",
    r"(?:material|information|reporting|reports?|copy|content) (?:w(?:as|ere) )?(?:also )?(?:provided|supplied) by",
    r"compiled from",
    r"(?:with|using|based on|contains|includes?|incorporates) (?:\w+ ){0,3}?(?:from|by|inputs?|wires?|agenc|reporting)",
    r"(?:with|using|contains|includes?|incorporates) (?:\w+ ){0,3}?material",
    r"mit (?:material|informationen|agenturmaterial|inhalten|auszügen)|unter verwendung",
    r"avec (?:l['’]|les )?(?:agence|informations)?",
    r"con (?:informaci|datos|agencia|contenido)|com (?:informaç|agência|dados)|con (?:informazioni|fonti)",
    r"met (?:informatie|medewerking)|med (?:material|information)",
    r"по (?:материалам|информации)|за (?:матеріалами|інформацією)",
)
MIXED_LINE = re.compile(
    r"^\W*(?:with|mit|avec|con|com|met|med|z|с|inputs?)\s+(?P<names>.{2,80}?)(?:\s+(?:inputs?|agencies))?\W*$", re.I
)
REPUBLISHED = _any_of(
    r"(?:originally|first) (?:published|appeared|reported|distributed)",
    r"(?:provided|produced|distributed|syndicated|supplied) by",
    r"(?:republished|reproduced|reprinted) (?:from|with)",
    r"(?:this|the) (?:story|article|report|text) (?:is|was|comes) (?:from|by)",
    r"(?:erschien|veröffentlicht) (?:zuerst )?(?:bei|von)|dieser text (?:stammt|ist) von|publié (?:initialement )?par",
)
OF_THIS_REPORT = _any_of(
    r"\b(?:this|the) (?:report|story|article|piece|dispatch|text)\b|\bcontributed(?: to)?\W*$",
    r"^\W*(?:contributing|additional|material|information|reporting|some|from)\b",
    r"^\W*(?:with|mit|avec|con|com|met|med|по|за|unter)\b",
)
"""A sentence that speaks of the report that it ends, and not of the world."""
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\W*(?:\d{4})?\W*(?:by )?", re.I)
LAST_WORDS = re.compile(
    r"[.!?…。”\"»)“’]\s*(?P<credit>[(\[（–—-]+\s*(?P<inner>[^()\[\]（）\n]{2,60}?)\s*[)\]）]?\.?)\s*$"
)
HOUSE_STYLE = re.compile(
    r"\(\s*(?:additional )?reporting by [^()]{3,200}[;,.]"
    r"\s*(?:writing|editing|compiled) (?:and editing )?by [^()]{3,120}\)",
    re.I,
)
"""Who reported and who edited, in brackets at the end: the form in which Reuters signs every report."""
