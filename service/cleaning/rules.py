"""The rules about one line, as data: labels with what they label, stamps, credits, names; in several languages.

A rule names itself in `removed`. It is tried only on lines up to `longest` characters that begin with one of its words,
so a clean article costs little. No pattern nests quantifiers. Labels that stand alone are in `language/labels.py`,
sentences to the reader in `appeals.py`, what takes several lines to see in `blocks.py` and `cues.py`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from service.language.labels import phrases, words

WHY = {
    "author": "names the author",
    "byline": "names the author, or who else contributed",
    "call-to-action": "asks to share, comment, follow or subscribe",
    "caption": "a picture caption, known by its credit",
    "copyright": "a copyright note",
    "legal": "terms of use, cookies, privacy",
    "date-prefix": "a date stamp glued to the first sentence",
    "dateline": "tells when the page was published or changed, or how long reading takes",
    "faq": "questions and answers that repeat the article",
    "furniture": "a label of the page, not of the article",
    "meta": "names categories, tags or topics",
    "promo": "points to another page",
    "reader-question": "asks for the reader's opinion",
    "repeat": "the same paragraph again",
    "short-line": "a fragment of a page that came whole: menus, buttons, counters",
    "summary": "a summary box that repeats the article",
    "tail": "what follows the article: related and recent posts, comments",
    "teaser": "announces another article",
    "title": "repeats the title",
}
"""Every rule name that `removed` can hold, with the reason shown to a person; extra rules bring their own."""

LONGEST_LINE = 500
"""Longer lines are paragraphs: no rule about single lines looks at them."""


def one_of(*alternatives: str) -> str:
    """A pattern group of alternatives."""
    return f"(?:{'|'.join(alternatives)})"


@dataclass(frozen=True)
class LineRule:
    """Removes a line that `pattern` matches; group 1, if any, goes to the ArticleMeta field `meta`."""

    name: str
    longest: int
    first: frozenset[str]
    pattern: re.Pattern[str]
    meta: Literal["author", "credit", "categories", ""] = ""
    head_only: bool = False


def labelled(
    name: str, longest: int, heads: frozenset[str], rest: str, meta: Literal["credit", "categories", ""] = ""
) -> LineRule:
    """A rule about lines that begin with one of the phrases `heads`; `rest` is the pattern of what follows it."""
    first = frozenset(head.split(" ")[0] for head in heads)
    longest_first = sorted(map(re.escape, heads), key=lambda head: (-len(head), head))
    return LineRule(name, longest, first, re.compile(one_of(*longest_first) + rest, re.I), meta)


_NAME = r"(?-i:[A-ZÄÖÜÀ-Þ][\w'’.-]*)"
_NAMES = rf"{_NAME}(?:,? (?:{_NAME}|and|und|de|van|von|der|al|for|für)){{1,12}}"
_MONTH = one_of(
    "jan(?:uary|uar|vier)?", "feb(?:ruary|ruar)?", "mar(?:ch|zo|s)?", "märz", "apr(?:il)?", "may", "mai",
    "june?", "juni", "july?", "juli", "aug(?:ust)?", "sept?(?:ember)?", "o[ck]t(?:ober)?", "nov(?:ember)?",
    "de[cz](?:ember)?",
    "févr(?:ier)?", "avr(?:il)?", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    "ene(?:ro)?", "febrero", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_DAY = one_of(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?",
    r"\d\d?[-/.]\d\d?[-/.]\d{2,4}",
    rf"{_MONTH}\.? \d\d?(?:st|nd|rd|th)?,? \d{{4}}",
    rf"\d\d?(?:\.|er|º)?(?: de)? {_MONTH}\.?,?(?: del?)? \d{{4}}",
)

POINTERS = phrases(
    """read more, read also, also read, read next, read here, read more on this, related, related article,
    related articles, related story, related stories, related news, related coverage, related video, watch, watch now,
    watch live, watch also, see also, also see, see more, don't miss, don't miss it, don’t miss, must read, click here,
    follow us, sign up, subscribe, recommended, listen, listen now, more, more on this, more coverage, more stories,
    up next, next up, read the full story, full story, full coverage, in pictures, pro tip, pro-tip,
    protip, quick tip, reader question, did you know, did you know?, fun fact, quick fact, good to know, editor's pick,
    editor's picks, editors' picks, editor’s pick, editor’s picks, editors’ picks""",
    """lesen sie auch, lesen sie mehr, lesen sie hier, lesen sie dazu, lesen sie mehr dazu, mehr dazu, mehr zum thema,
    siehe auch, auch interessant, video, folgen sie uns, gut zu wissen, expertentipp, im video""",
    """à lire aussi, lire aussi, a lire aussi, à lire, à voir aussi, voir aussi, lire également, en images,
    bon à savoir""",
    """lee también, lea también, lee más, lea más, ver también, mira también, te puede interesar, más información""",
    """leggi anche, leggi anche su, leggi qui, guarda anche, leia também, leia mais, veja também, lees ook, lees meer,
    läs också, les også, læs også, czytaj też, czytaj także, zobacz też, читайте также""",
)
"""What announces another page, before a colon or a bar."""

CATEGORY_LABELS = phrases(
    """category, categories, tag, tags, tagged, filed under, filed in, topic, topics, posted in, keywords,
    labels, kategorie, kategorien, schlagwort, schlagwörter, schlagworte, stichwörter, stichworte, themen,
    catégorie, catégories, mots-clés, mots clés, étiquettes, thèmes, categoría, categorías, etiquetas,
    archivado en, temas, palabras clave, categoria, categorie, argomenti, trefwoorden, tagi"""
)
"""What names categories, before a colon or alone above them."""

LINE_RULES = (
    labelled("promo", 300, POINTERS, r"\s*(?:[:|»>]|\s[–—-]\s)\s*\S"),
    labelled(
        "meta",
        160,
        CATEGORY_LABELS,
        r"\s?:\s*(.*)$",
        meta="categories",
    ),
    LineRule(
        "caption",
        500,
        words("file file- in"),
        re.compile(
            r"file photo\s?:.{1,300}$|(?-i:FILE)\s?[–—-].{1,400}$"
            r"|in this (?:undated|.{2,24}\d{4},?) (?:file )?(?:photo|image|frame grab)\b.{1,400}$",
            re.I,
        ),
    ),
    labelled(
        "caption",
        120,
        phrases(
            """photo, photos, photograph, photographs, photography, image, images, picture, pictures, credit, credits,
            foto, fotos, bild, bilder, archivbild, symbolbild, crédit, crédits, crédit photo, crédits photo, crédito,
            imagen, immagine, beeld, afbeelding, zdjęcie"""
        ),
        r"(?:(?: (?:credits?|by|courtesy(?: of)?|von|de|par))?\s?[:/©]\s*"
        r"| (?:by|von|par|de|courtesy of) (?=(?-i:[A-ZÄÖÜÉ])))(.{2,60})$",
        meta="credit",
    ),
    LineRule(
        "byline",
        120,
        words("by von par por"),
        re.compile(rf"(?:by|von|par|por)\s+({_NAMES})(?:,\s[\w ]{{2,40}})?\s*(?:\|.{{0,40}})?$", re.I),
        meta="author",
        head_only=True,
    ),
    labelled(
        "byline",
        500,
        phrases(
            """about the author, about the authors, über den autor, über die autorin, sobre el autor, sull'autore,
            à propos de l'auteur"""
        ),
        r"\s*:\s*\S",
    ),
    LineRule(
        "byline",
        500,
        words("reporting additional associated editing writing compiled with"),
        re.compile(
            r"\(?(?:additional |associated |with )?(?:reporting|editing|writing|compiled|files|inputs?)"
            r"(?: and (?:writing|editing))?" + rf" (?:by|from) ({_NAMES})",
            re.I,
        ),
    ),
    LineRule(
        "copyright",
        300,
        words("© c) copyright ©️"),
        re.compile(r"(?:©|\(c\)|copyright(?: ©| \(c\))?\s*(?:\d{4}|by\b)|copyright\s*[©ⓒ]).{0,250}$", re.I),
    ),
    labelled(
        "legal",
        500,
        phrases("disclaimer, haftungsausschluss, disclosure, transparenzhinweis, our standards"),
        r"\s*[:–-]\s*\S",
    ),
    LineRule(
        "dateline",
        90,
        words(
            """published updated posted last first modified veröffentlicht aktualisiert stand publiziert erstellt
            zuletzt publié mis publicado actualizado"""
        ),
        re.compile(
            one_of(
                "(?:first |last )?(?:published|updated|posted|modified)",
                "(?:zuletzt )?(?:veröffentlicht|aktualisiert|publiziert|erstellt)",
                "stand",
                "publiée?",
                "mise? à jour",
                "(?:publicado|actualizado)",
            )
            + r"(?: (?:on|at|am|um|le|el|a las))?\s*:?\s.{0,30}\d[^.!?]{0,50}(?:(?:[ap]\.?m|min|h)\.?.{0,12})?$",
            re.I,
        ),
    ),
)
"""Rules tried in this order on a line whose first word they name."""

DATE_PREFIX = re.compile(
    r"(?:(?:date|published|updated|posted|last updated|datum|stand)\s*:?\s*)?"
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?\s+(?=\S)",
    re.I,
)
DATE_ALONE = re.compile(rf"\W{{0,3}}(?:[\w.]{{2,12}},? )?(?:published:? )?{_DAY}\b[^.!?]{{0,24}}$", re.I)
"""A line that holds a date and little else; in the middle of an article it heads a part of a chronicle and stays."""
_MINUTES = r"\d{1,3}[ -]?(?:min(?:ute[ns]?|utos?|s)?)\b\.?"
STAMPED = re.compile(
    rf"(?=.*{_DAY})(?=.*(?:\d{{1,2}}[:.h]\d\d|updated|published|aktualisiert|{_MINUTES})).*(?:[^.!?]|[ap]\.m\.|\bmin\.)$",
    re.I,
)
"""A line that holds a date with a time of day, or with a word for publishing."""
COUNTER = re.compile(
    r"(?:image|photo|slide|bild|foto) \d+ (?:of|von)(?: /)? \d+$|new, \d+ comments?$"
    r"|0?0:00(?: ?/ ?\d{1,2}:\d\d(?::\d\d)?)?$|\d+(?:[.,]\d)? (?:out )?of \d+ stars$",
    re.I,
)
READING_TIME = re.compile(
    rf"{_MINUTES}(?: (?:read|lesezeit|lesedauer|de lecture|de lectura))?$"
    rf"|(?:reading time|lesezeit|lesedauer|temps de lecture|tiempo de lectura)\s?:? (?:ca\. )?{_MINUTES}$",
    re.I,
)
AGO = re.compile(
    r"(?:\d{1,3}|an?|one|two|three) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago$"
    r"|vor (?:\d{1,3}|einer|einem) (?:sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)$"
    r"|(?:il y a|hace|há) (?:\d{1,3}|une?|uma?|una?) [^\W\d]+$"
    r"|\d{1,3} [^\W\d]+ (?:fa|atrás|geleden|siden|sedan|temu|назад|тому|önce)$"
    r"|\d{1,3} ?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|周|週間|个月|か月|ヶ月|年)前$"
    r"|\d{1,3} ?(?:초|분|시간|일|주|개월|년) ?전$",
    re.I,
)
TINY_LONGEST = 32
"""Characters of a line that such a rule is asked about."""
TINY = (("dateline", AGO), ("dateline", READING_TIME), ("furniture", COUNTER))
"""Rules about very short lines."""
CREDIT = re.compile(
    r"[(\[]?\b(?:(?:file |main )?(?:photo(?:graph)?|image|picture)|credit|foto|bild|archivbild|symbolbild|crédits?)"
    r"(?: (?:credit|by|von|photo))?\s?[:/].{2,80}$"
    r"|[(\[](?:photo|image|picture|foto|bild)s? (?:by|courtesy of|von|de|par) .{2,60}[)\]]$"
    r"|(?<=[.!?)\"”»] )[(\[]?(?-i:KEYSTONE|GETTY(?: IMAGES)?|Getty Images|AFP|REUTERS|IMAGO|EPA|DPA|dpa|AP|SHUTTERSTOCK"
    r"|Shutterstock|UNSPLASH|POOL|Keystone|Imago)(?:(?:\s*[/-]\s*|\s)[A-Z][\w .-]{0,30})?[)\]]?$",
    re.I,
)
CREDIT_MOST_WORDS = 22
"""A longer line with a credit is a paragraph that ends in one."""
RIGHTS = (
    "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
    "tutti i diritti riservati", "todos os direitos reservados",
)  # fmt: skip
CONTRIBUTED = words("contributed trug trugen")
CONTRIBUTORS = re.compile(
    r"contributed to this (?:report|story|article)|trug(?:en)? zu diesem (?:bericht|artikel) bei", re.I
)
