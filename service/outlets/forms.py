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
    r"\s*(?:[/,;|+&·、，／–—-]|(?<![\w.])(?:and|und|et|y|e|og|och|en|и|та|i|a|ve|with|mit|avec|con|com|met|z|с|in)(?!\w))\s*"
)
SOLE_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
DESK = re.compile(
    r"[a-zäöü]{2,5}|[Rr]ed\.?|\d{1,4}|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}"
    r"|(?i:(?:news |wire )?agenc(?:y|ies)|agentur(?:en)?|agences?|agencias?|agências?|agenzi[ae]|агентств[ао]|وكالات)"
)
"""What may stand beside an agency and names nobody: initials of an editor or a desk ("jug/dpa", "dpa/lby"), an address,
"agencies"."""
HOUSE = re.compile(
    r"(?:l[ae] |die |the )?(?:(?:\w+ ){0,3}(?:staff|staff reports?|staff writers?|news ?desk|web desk|newsroom)"
    r"|(?:online-?)?redaktion|redacción|rédaction|redazione|redação|redactie|redakcja|redaktionen|редакция|редакція)",
    re.I,
)
"""The outlet's own people, without their names."""

BRACKETED = re.compile(
    r"(?P<place>[^()\[\]（）【】［］\n]{0,90}?)[(\[（【［/]"
    r"(?P<inner>[^()\[\]（）【】［］/\n]{1,60}(?:/[^()\[\]（）【】［］/\n]{1,30})?)[)\]）】］/]"
    r"(?P<after>\s*\.?\s*[-–—―:]+|\s*[.:](?=\s|$)|(?=\S)|\s|$)"
)
DASHED = re.compile(
    r"(?P<place>[^()\n]{2,60}?)\s*[/,.|–—-]\s*(?P<inner>[^\W\d_][^\n/–—:-]{1,30}?)\s*(?:[–—:-]|\.(?=\s|$))\s"
)
CHINESE = re.compile(r"(?P<inner>[^\d\s，。]{2,20})\d{1,2}月\d{1,2}日[电電讯訊]")
CAPITALS = (
    re.compile(r"(?P<place>[^\n|:]{2,60}?)(?::\s*(?=[^|\n]{2,20}\s[-–—])|\s+)(?P<inner>[^\s|]{2,30})\s*[|–—-]\s"),
    re.compile(r"(?P<inner>[a-zäöü/]{2,20})\s+(?P<place>[^.:|\n]{2,40}?)\s*[.:|–—-]\s"),
)
"""Datelines without a mark between place and agency, whose place stands in capitals: "HALLOW afp |", "dpa HALLOW."."""
REPORTER = re.compile(r"(?P<inner>[^\s\d]{2,8}?)(?:记者|記者|특파원)")
PUBLISHED = re.compile(
    r"(?:(?:published|updated|publié|mis à jour|veröffentlicht|aktualisiert|publicado|actualizado|pubblicato"
    r"|aggiornato)\b\W*)?(?:\b(?:on|le|am|el|il|em|at)\s+)?(?:\b[^\W\d_]{3,10}\.?,?\s+)?"
    r"\b\d{1,2}(?:[./]\d{1,2}[./]|\.?\s+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?)\d{4}",
    re.I,
)
"""When an article was published, beside its author."""
DAY = re.compile(
    r"\d{1,2}\.?º?\s+(?:de\s+|d['’])?[^\W\d_]{3,10}\.?(?:\s+(?:de\s+)?\d{4})?"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:,? \d{4})?"
)
"""A day and a month of a dateline, in either order."""
LOWER = re.compile(r"(?<![\w.'’-])[a-zà-öø-ÿ]{3,}(?![\w.])")
SMALL = re.compile(
    r"the|and|km|d(?:er|en|el|ella|os|as|es)|l(?:es|os|as)|von|und|near|ene|mar|abr|jun|ago|set|dic|fev|avr|mai"
)
"""Words of a dateline's place and date that begin small."""

BY = re.compile(
    r"^(?:(?:(?:written|published|reported|story|text|report|reporting|article|news|words) )?by|news service"
    r"|(?:(?:ein |der )?(?:text|bericht|beitrag) )?von|par|por|di|da|de|od|от|від|door|av|af|przez|yazan)\s*[:：]?\s+"
    r"|^(?:author|autor|autore|auteur|автор|redaktion|redacción|text|texte|texto|testo|tekst)\s*[:：]\s*"
    r"|^(?:from )?(?:our |the )?(?:wire|news) (?:services?|agenc(?:y|ies))\s*[:：]\s*",
    re.I,
)
CALLED = re.compile(
    r"^(?:redazione|agenzia|agence|agencia|agência|(?:nachrichten)?agentur|agencja|agentura|агентство|fonte|fuente)\s+",
    re.I,
)
"""Stands before an agency's name."""
SOURCE = re.compile(
    r"^(?:sources?|quellen?|agentur(?:en)?|agenc(?:y|ies)|agencias?|agences?|fontes?|fuentes?|źródło|zdroj|bron(?:nen)?|kilder?|källa|lähde|forrás|sursa|kaynak|источник|"
    r"джерело|πηγή|來源|来源|出典|출처|المصدر|منبع|ذریعہ|מקור|स्रोत|nguồn|sumber|ที่มา|извор|izvor"
    r"|allikas|šaltinis|via)"
    r"\s*[:：|–—-]\s*",
    re.I,
)
ROLE = re.compile(
    r"\s+(?:staff|writers?|reporters?|correspondents?|news agency|newsroom|wire|services?|bureau|gmbh|ltd|limited)$",
    re.I,
)
BESIDE = re.compile(r"\s+(?:mit|avec|con|com|met|med|z|с|із)\s+")
"""Stands between an author and an agency that helped."""
AUTHOR = re.compile(r"(?:(?:La|Le|El|Il|De|The) )?(?:[^\W\d_a-z][\w.'’-]*\s+){1,3}[^\W\d_a-z][\w.'’-]*")
"""Two to four words that begin large: a person, or an outlet with its article."""
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
    r"(?:z|na podstawie) (?:materiałów|informacji)|met (?:informatie|medewerking)|med (?:material|information)",
    r"(?:по|с использованием) (?:материал|информаци)|(?:за|з використанням) (?:матеріал|інформаці)",
)
MIXED_LINE = re.compile(
    r"^\W*(?:with|mit|avec|con|com|met|med|z|с|inputs?)\s+(?P<names>.{2,80}?)(?:\s+(?:inputs?|agencies))?\W*$", re.I
)
REPUBLISHED = _any_of(
    r"(?:originally|first) (?:published|appeared|reported|distributed)",
    r"(?:provided|produced|distributed|syndicated|supplied) by",
    r"(?:republished|reproduced|reprinted) (?:from|with)",
    r"(?:this|the) (?:story|article|report|text) (?:is|was|comes) (?:from|by)",
    r"(?:syndicated|agency|wire) feed",
    r"(?:erschien|veröffentlicht) (?:zuerst )?(?:bei|von)|dieser text (?:stammt|ist) von|publié (?:initialement )?par",
)
OF_THIS_REPORT = _any_of(
    r"\b(?:this|the) (?:report|story|article|piece|dispatch|text)\b",
    r"\bdies(?:er|e) (?:artikel|text|beitrag|bericht|meldung)",
    r"\bcet(?:te)? (?:article|dépêche)|\bes(?:te|ta) (?:artículo|nota|noticia|artigo|notícia)|\bquesto articolo",
    r"\bdit artikel|\bden(?:ne|na) artikk?el|\bcontributed(?: to)?\W*$",
    r"^\W*(?:contributing|additional|material|information|reporting|some|from|compiled)\b",
    r"^\W*(?:with|mit|avec|con|com|met|med|по|за|с|з|unter|includes?|contains?|incorporates?)\b",
)
"""A sentence that speaks of the report that it ends, and not of the world."""
COPYRIGHT = re.compile(
    r"(?:(?:all rights reserved|riproduzione riservata|tous droits réservés|alle rechte vorbehalten"
    r"|todos los derechos reservados|todos os direitos reservados)\W*)?"
    r"(?:©|\(c\)|copyright)\W*(?:copyright\W*)?(?:\d{4})?\W*(?:by |riproduzione riservata\W*)?",
    re.I,
)
LAST_WORDS = re.compile(
    r"[.!?…。”\"»)“’]\s*(?P<credit>[(\[（–—-]+\s*(?P<inner>[^()\[\]（）\n]{2,60}?)\s*[)\]）]?\.?)\s*$"
)
HOUSE_STYLE = re.compile(
    r"(?:\(\s*|^)(?:additional )?reporting by [^()]{3,200}[;,.]"
    r"\s*(?:writing|editing|compiled) (?:and editing )?by [^()]{3,120}(?:\)|$)"
    r"|^our standards: the thomson reuters trust principles",
    re.I,
)
"""Who reported and who edited, at the end: the form in which Reuters signs every report."""
MYSELF = _any_of(
    r"\bth(?:is|e present) (?:news)?paper\b|\bthis (?:publication|reporter|correspondent|newsroom|news ?site)\b",
    r"\bour (?:own )?(?:reporters?|correspondents?|newsroom|newspaper|colleagues)\b",
    r"\b(?:dieser|unserer) (?:zeitung|redaktion)\b|\bunser(?:e[mn]?)? (?:reporter|korrespondent|blatt)",
    r"\b(?:ce|notre) journal\b|\bnotre (?:rédaction|correspondante?|reporter|envoyée?)",
    r"\b(?:este|nuestro) (?:diario|periódico|medio|corresponsal)\b|\bnuestra redacción",
    r"\b(?:este|nosso) (?:jornal|repórter|correspondente)\b|\bnossa (?:reportagem|redação)",
    r"\b(?:questo|nostro) (?:giornale|quotidiano|inviato|corrispondente)\b|\bnostra redazione",
    r"\bdeze (?:krant|redactie)\b|\bonze (?:verslaggever|correspondent|redactie)",
    r"\b(?:denna|vår) tidning\b|\bdenne avis|\bvår reporter|\btämän lehden",
    r"\bnasz(?:ej|emu|ego)? (?:redakcj|dziennik|reporter)",
    r"\bнаш(?:ему|его|ей|ем|ій|ому)? (?:издани|газет|корреспондент|редакци|виданн|кореспондент)",
    r"本[报報紙]|본[지보] |本社記者|本台记者|گزارشگر ما|مراسلنا|لصحيفتنا|עיתוננו",
)
"""How an outlet speaks of itself."""
