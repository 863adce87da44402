"""The line rules as data: what leftovers of news pages look like, in English and German.

A rule speaks about one line and names itself in `removed`. It is tried only on lines up to `longest` characters whose
first word (without punctuation, lower case) is in `first`, from the start of the line, so a clean article costs little.
No pattern nests quantifiers. What takes several lines to see is in `blocks.py` and `cues.py`.
"""

import re
from dataclasses import dataclass
from typing import Literal

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


def words(text: str) -> frozenset[str]:
    """The words of a readable list."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a readable list, separated by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


def one_of(*alternatives: str) -> str:
    """A pattern group of alternatives."""
    return f"(?:{'|'.join(alternatives)})"


FURNITURE = phrases(
    """table of contents, contents, show more, read more, load more, see more, view more, continue reading, did you
    know, key takeaways, key points, advertisement, advertisements, sponsored, sponsored content, promoted content,
    paid content, story continues below, story continued below, story continues below advertisement, continue
    reading below, article continues below, article continues below advertisement, continue reading the main story,
    skip advertisement, skip to main content, scroll to continue, tap to unmute, share, share this, share this
    article, share this story, shares, tweet, email, e-mail, print, print article, order reprints, save, copy link,
    link copied, sign up, subscribe, subscribe now, log in, login, register, comments, comment, view comments, add a
    comment, loading, close, menu, listen to this article, listen, watch live, play video, video, videos, gallery,
    photos, image, images, see also, also read, also see, read also, don't miss, must read, related, related video,
    related videos, back to top, facebook, twitter, x, whatsapp, telegram, linkedin, reddit, pinterest, instagram,
    flipboard, home, next, previous, media caption, image caption, image copyright, enlarge, enlarge this image,
    toggle caption, hide caption, get the app, inhaltsverzeichnis, inhalt, mehr anzeigen, mehr lesen, weiterlesen,
    mehr laden, anzeige, werbung, teilen, drucken, artikel teilen, merken, speichern, kommentare, kommentieren,
    anmelden, abonnieren, zum thema, mehr zum thema, lesen sie auch, lesen sie mehr, das könnte sie auch
    interessieren, artikel anhören, vorlesen, nach oben, zur startseite, bildergalerie, schließen, schliessen, link
    kopiert, menü, startseite, auf facebook teilen, auf twitter teilen, bild vergrößern, bildrechte, quelle, auch
    interessant, empfohlener externer inhalt, newsletter,
    newsletters, skip to content, accessibility links, loading comments, text size, caption, advert, sharing is caring,
    top rated comments, breaking news emails, get the newsletter, zum inhalt springen, hauptnavigation"""
)
"""Whole lines, compared in lower case without punctuation around them."""


@dataclass(frozen=True)
class LineRule:
    """Removes a line that `pattern` matches; group 1, if any, goes to the ArticleMeta field `meta`."""

    name: str
    longest: int
    first: frozenset[str]
    pattern: re.Pattern[str]
    meta: Literal["author", "credit", "categories", ""] = ""
    head_only: bool = False


_NAME = r"(?-i:[A-ZÄÖÜÀ-Þ][\w'’.-]*)"
_NAMES = rf"{_NAME}(?:,? (?:{_NAME}|and|und|de|van|von|der|al|for|für)){{1,12}}"
_MONTH = one_of(
    "jan(?:uary|uar)?", "feb(?:ruary|ruar)?", "mar(?:ch)?", "märz", "apr(?:il)?", "may", "mai", "june?", "juni",
    "july?", "juli", "aug(?:ust)?", "sept?(?:ember)?", "o[ck]t(?:ober)?", "nov(?:ember)?", "de[cz](?:ember)?",
)  # fmt: skip
_DAY = one_of(
    r"\d{4}[-/.]\d\d?[-/.]\d\d?",
    r"\d\d?[-/.]\d\d?[-/.]\d{2,4}",
    rf"{_MONTH}\.? \d\d?(?:st|nd|rd|th)?,? \d{{4}}",
    rf"\d\d?\.? {_MONTH}\.?,? \d{{4}}",
)

LINE_RULES = (
    LineRule(
        "promo",
        300,
        words(
            """pro protip reader did fun quick editor editors editor's editor’s also read related watch see don't
            don’t must click follow sign subscribe recommended listen more lesen auch mehr siehe video folgen
            leggi lire lea leia lees читайте"""
        ),
        re.compile(
            one_of(
                r"pro[ -]?tip",
                r"reader question",
                r"did you know\??",
                r"fun fact",
                r"quick fact",
                r"editor['’]?s['’]? picks?",
                r"also read",
                r"read (?:more|also|next|here)(?: on this)?",
                r"related(?: (?:articles?|story|news|stories|coverage|video))?",
                r"watch(?: (?:now|live|also))?",
                r"see also",
                r"don['’]t miss(?: it)?",
                r"must read",
                r"click here",
                r"follow us",
                r"sign up",
                r"subscribe",
                r"recommended",
                r"listen",
                r"more(?: on this| coverage| stories)?",
                r"lesen sie (?:auch|mehr|hier|dazu)",
                r"auch interessant",
                r"mehr (?:dazu|zum thema)",
                r"siehe auch",
                r"video",
                r"folgen sie uns",
                r"leggi anche",
                r"lire aussi",
                r"lea también",
                r"leia (?:também|mais)",
                r"lees ook",
                r"читайте также",
            )
            + r"\s*(?:[:|»>]|\s[–—-]\s)\s*\S",
            re.I,
        ),
    ),
    LineRule(
        "meta",
        160,
        words(
            """category categories tag tags filed topics topic posted keywords kategorie kategorien schlagwörter themen
            stichwörter"""
        ),
        re.compile(
            one_of(
                "categor(?:y|ies)",
                "tags?",
                "filed under",
                "topics?",
                "posted in",
                "keywords",
                "kategorien?",
                "schlagwörter",
                "stichwörter",
                "themen",
            )
            + r"\s*:\s*(.*)$",
            re.I,
        ),
        meta="categories",
    ),
    LineRule(
        "caption",
        LONGEST_LINE,
        words("file file- in"),
        re.compile(
            r"file photo\s?:.{1,300}$|(?-i:FILE)\s?[–—-].{1,400}$"
            r"|in this (?:undated|.{2,24}\d{4},?) (?:file )?(?:photo|image|frame grab)\b.{1,400}$",
            re.I,
        ),
    ),
    LineRule(
        "caption",
        120,
        words(
            """photo photos image images picture pictures foto fotos bild bilder credit photograph archivbild
            symbolbild"""
        ),
        re.compile(
            one_of(
                "photos?",
                "photograph",
                "images?",
                "pictures?",
                "fotos?",
                "bild(?:er)?",
                "archivbild",
                "symbolbild",
                "credit",
            )
            + r"(?:(?: (?:credits?|by|courtesy(?: of)?|von))?\s?[:/©]\s*| (?:by|von|courtesy of) (?=(?-i:[A-ZÄÖÜ])))"
            r"(.{2,60})$",
            re.I,
        ),
        meta="credit",
    ),
    LineRule(
        "byline",
        120,
        words("by von"),
        re.compile(rf"(?:by|von)\s+({_NAMES})(?:,\s[\w ]{{2,40}})?\s*(?:\|.{{0,40}})?$", re.I),
        meta="author",
        head_only=True,
    ),
    LineRule(
        "byline",
        LONGEST_LINE,
        words("reporting additional editing writing compiled with"),
        re.compile(
            r"\(?(?:additional |with )?(?:reporting|editing|writing|compiled|files|inputs?)"
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
    LineRule(
        "legal",
        LONGEST_LINE,
        words("disclaimer haftungsausschluss"),
        re.compile(r"(?:disclaimer|haftungsausschluss)\s*[:–-]\s*\S", re.I),
    ),
    LineRule(
        "call-to-action",
        200,
        words("stay bleiben"),
        re.compile(
            r"stay (?:tuned|informed|updated) (?:for|to|with|as|on)\b.{1,160}$|bleiben sie dran\b.{0,160}$", re.I
        ),
    ),
    LineRule(
        "dateline",
        90,
        words(
            "published updated posted last first modified veröffentlicht aktualisiert stand publiziert erstellt zuletzt"
        ),
        re.compile(
            one_of(
                "(?:first |last )?(?:published|updated|posted|modified)",
                "(?:zuletzt )?(?:veröffentlicht|aktualisiert|publiziert|erstellt)",
                "stand",
            )
            + r"(?: (?:on|at|am|um))?\s*:?\s.{0,30}\d[^.!?]{0,50}(?:[ap]\.?m\.?.{0,12})?$",
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
STAMPED = re.compile(rf"(?=.*{_DAY})(?=.*(?:\d{{1,2}}[:.]\d\d|updated|published|aktualisiert)).*[^.!?]$", re.I)
"""A line that holds a date with a time of day, or with a word for publishing."""
COUNTER = re.compile(r"(?:image|photo|slide|bild|foto) \d+ (?:of|von)(?: /)? \d+$|new, \d+ comments?$", re.I)
READING_TIME = re.compile(r"\d{1,3}[ -]?(?:min(?:ute)?s?\.?|minuten?)(?: (?:read|lesezeit|lesedauer))?$", re.I)
AGO = re.compile(
    r"(?:\d{1,3}|an?|one|two|three) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago$"
    r"|vor (?:\d{1,3}|einer|einem) (?:sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)$",
    re.I,
)
TINY_LONGEST = 24
TINY = (("dateline", AGO), ("dateline", READING_TIME), ("furniture", COUNTER))
"""Rules about very short lines."""
CREDIT = re.compile(
    r"[(\[]?\b(?:(?:file |main )?(?:photo|image|picture)|credit|foto|bild|archivbild|symbolbild)(?: (?:credit|by|von))?"
    r"\s?[:/].{2,80}$"
    r"|(?<=[.!?)\"”»] )[(\[]?(?-i:KEYSTONE|GETTY(?: IMAGES)?|Getty Images|AFP|REUTERS|IMAGO|EPA|DPA|dpa|AP|SHUTTERSTOCK"
    r"|Shutterstock|UNSPLASH|POOL|Keystone|Imago)(?:(?:\s*[/-]\s*|\s)[A-Z][\w .-]{0,30})?[)\]]?$",
    re.I,
)
CREDIT_MOST_WORDS = 22
RIGHTS = ("all rights reserved", "alle rechte vorbehalten")
TELLING = (
    (
        "byline",
        words("contributed trug trugen"),
        re.compile(r"contributed to this (?:report|story|article)|trug(?:en)? zu diesem (?:bericht|artikel) bei", re.I),
    ),
    (
        "legal",
        words("non-commercial noncommercial cookies cookies. privacy agreement"),
        re.compile(
            r"non-?commercial use only|subscriber agreement|terms of (?:use|service) and (?:the )?privacy policy"
            r"|(?:we|this (?:web)?site|our partners) uses? cookies|(?:our|the) use of cookies"
            r"|(?:accept|manage) (?:all )?cookies"
            r"|wir verwenden cookies|diese (?:web)?seite verwendet cookies",
            re.I,
        ),
    ),
)
"""Rules for which a word anywhere in the line tells: the name, these words, and the pattern to be found."""

ACTIONS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bshare (?:this|your|it)\b|\b(?:artikel|beitrag) teilen\b",
        r"\b(?:leave|post|add) (?:us )?(?:a|your) (?:comment|reply)\b|\bcomments? (?:below|section)\b"
        r"|\bkommentare? (?:hinterlassen|schreiben)\b",
        r"\byour (?:thoughts|opinion|views?)\b|\bwhat (?:do )?you think\b|\bihre meinung\b",
        r"\bsign(?:ing)? up\b|\bregister\b|\bregistrieren\b|\bmelden sie sich\b",
        r"\bsubscribe\b|\babonnieren\b",
        r"\bnewsletters?\b|\binbox\b|\bdaily briefing\b",
        r"\bfollow (?:us|me|him|her|them|@\w+|[\w@ ]{1,40} on)\b|\bfolgen sie (?:uns|ihm|ihr)\b",
        r"\b(?:on|auf) (?:twitter|facebook|instagram|youtube|linkedin|whatsapp|telegram)\b|(?<!\w)@\w{3,}",
        r"\b(?:e-?mail|write to|contact|reach) "
        r"(?:him|her|us|me|them|the (?:writers?|reporters?|authors?)|[A-Z][\w. ]{1,40} at)\b",
        r"\blet us know\b|\btell us\b|\bschreiben sie uns\b",
        r"\bclick here\b|\bhier klicken\b|\bklicken sie hier\b",
        r"\b(?:get|download|install) (?:the|our) [\w ]{0,20}app\b|\bapp herunterladen\b",
        r"\blike us\b|\bjoin (?:us|our)\b|\bsupport (?:us|our)\b|\bwith a friend\b",
    )
)
"""Two different ones in one line make a call to action."""
LONGEST_CALL = 400
ACTION_WORDS = words(
    """share comment comments subscribe newsletter newsletters whatsapp telegram facebook twitter instagram inbox
    youtube linkedin sign register click app email e-mail friend think teilen kommentieren abonnieren kommentar
    klicken"""
)
"""A line without any of these, and without an "@", is no call to action: looked up before the patterns are tried."""
