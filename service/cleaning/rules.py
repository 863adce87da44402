"""The line rules as data: what leftovers of news pages look like, in English and German.

A rule speaks about one line and names itself in `removed`. All patterns are anchored at the start of a line (`match`), free of
nested quantifiers, and tried only on lines up to `longest` characters whose first word is in `first`, so a clean article
costs little. Rules about several lines are in `blocks.py`.
"""

import re
from dataclasses import dataclass, field

WHY = {
    "date-prefix": "a date stamp glued to the first sentence",
    "furniture": "a label of the page, not of the article",
    "promo": "points to another page",
    "meta": "names categories, tags, a source or a photographer",
    "byline": "names the author",
    "author": "names the author",
    "dateline": "tells when the page was published or changed, or how long reading takes",
    "caption": "a picture caption, known by its credit",
    "copyright": "a copyright note",
    "call-to-action": "asks to share, comment or subscribe",
    "reader-question": "asks for the reader's opinion",
    "summary": "a summary box that repeats the article",
    "faq": "questions and answers that repeat the article",
    "teaser": "announces another article",
    "tail": "what follows the article: related and recent posts, comments",
    "title": "repeats the title",
    "short-line": "a fragment of a whole page, among many",
}
"""Every rule name that `removed` can hold, with the reason shown to a person; extra rules bring their own."""

LONGEST_LINE = 500
"""Longer lines are paragraphs: no line rule looks at them."""


@dataclass(frozen=True)
class LineRule:
    """Removes a line that matches. `meta` names the ArticleMeta field that receives group 1."""

    name: str
    longest: int
    first: frozenset[str]
    pattern: re.Pattern[str]
    meta: str = ""
    head_only: bool = field(default=False)


def _rule(name: str, longest: int, first: str, pattern: str, *, meta: str = "", head_only: bool = False) -> LineRule:
    return LineRule(name, longest, frozenset(first.split()), re.compile(pattern, re.I), meta, head_only)


FURNITURE = frozenset(
    phrase.strip()
    for phrase in """
    table of contents; contents; show more; read more; load more; see more; continue reading; did you know; key takeaways
    advertisement; advertisements; ad; sponsored; sponsored content; promoted content; story continues below advertisement
    article continues below advertisement; continue reading the main story; skip to main content; scroll to continue
    share; share this; share this article; share this story; tweet; email; e-mail; print; save; copy link; link copied
    sign up; subscribe; subscribe now; log in; login; register; comments; comment; view comments; loading; close; menu
    listen to this article; listen; watch live; play video; gallery; photos; video; image; see also; back to top; facebook
    twitter; whatsapp; telegram; linkedin; reddit; pinterest; instagram; home; next; previous; up next; more; source
    inhaltsverzeichnis; inhalt; mehr anzeigen; mehr lesen; weiterlesen; mehr laden; anzeige; werbung; teilen; drucken
    artikel teilen; merken; speichern; kommentare; kommentieren; anmelden; abonnieren; zum thema; mehr zum thema
    lesen sie auch; lesen sie mehr; das könnte sie auch interessieren; artikel anhören; vorlesen; nach oben; zur startseite
    bildergalerie; schließen; schliessen; link kopiert; menü; startseite; werbung ausblenden; auf facebook teilen
    """.replace("\n", ";").split(";")
    if phrase.strip()
)
"""Whole lines, compared in lower case without punctuation around them."""

LINE_RULES = (
    _rule(
        "promo",
        300,
        "pro protip did fun quick editor also read related watch see don must click follow sign subscribe recommended "
        "explained listen more lesen auch mehr siehe jetzt hier video folgen abonnieren",
        r"(?:pro[ -]?tip|did you know\??|fun fact|quick fact|editor.?s (?:note|picks?)|also read|read (?:more|also|next|here)"
        r"|related(?: (?:article|story|news|stories))?|watch(?: (?:now|live|also))?|see also|don.?t miss(?: it)?|must read"
        r"|click here|follow us|sign up|subscribe|recommended|explained|listen|more(?: on this| coverage)?"
        r"|lesen sie (?:auch|mehr|hier|dazu)|auch interessant|mehr (?:dazu|zum thema)|siehe auch|video|folgen sie uns)"
        r"\s*[:|–»>-]\s*\S",
    ),
    _rule(
        "meta",
        160,
        "category categories tag tags filed topics topic posted keywords more kategorie kategorien schlagwörter themen "
        "stichwörter",
        r"(?:categor(?:y|ies)|tags?|filed under|(?:more )?topics?|posted in|keywords|kategorien?|schlagwörter|stichwörter"
        r"|themen)\s*:\s*(.*)$",
        meta="categories",
    ),
    _rule(
        "caption",
        200,
        "photo photos image images picture pictures foto fotos bild bilder file credit",
        r"(?:photos?|images?|pictures?|fotos?|bild(?:er)?|credit|file photo)(?: (?:credit|by|courtesy(?: of)?|von))?\s*[:/©]\s*(.+)$",
        meta="credit",
    ),
    _rule(
        "byline",
        90,
        "by von",
        r"(?:by|von)\s+((?:[A-ZÄÖÜ][\w'’.-]+|(?-i:and|und|de|van|von|der|al))(?:\s+(?:[A-ZÄÖÜ][\w'’.-]+|(?-i:and|und|de|van|von|der|al))){1,7})"
        r"(?:,\s[\w ]{2,40})?\s*(?:\|.{0,40})?$",
        meta="author",
        head_only=True,
    ),
    _rule(
        "copyright",
        200,
        "© (c) copyright all alle",
        r"(?:©|\(c\)|copyright\b).*$|all rights reserved|alle rechte vorbehalten",
    ),
    _rule(
        "dateline",
        90,
        "published updated posted last first modified veröffentlicht aktualisiert stand publiziert erstellt zuletzt",
        r"(?:(?:first |last )?(?:published|updated|posted|modified)|(?:zuletzt )?(?:veröffentlicht|aktualisiert|publiziert|erstellt)"
        r"|stand)(?: (?:on|at|am|um))?\s*:?\s.{0,60}\d.{0,40}$",
    ),
)
"""Rules tried in this order on a line whose first word they name."""

DATE_PREFIX = re.compile(
    r"(?:(?:date|published|updated|posted|last updated|datum|stand)\s*:?\s*)?"
    r"(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?)\s+(?=\S)",
    re.I,
)
READING_TIME = re.compile(r"\d{1,3} ?(?:min(?:ute)?s?\.?|minuten?)(?: (?:read|lesezeit|lesedauer))?$", re.I)
AGO = re.compile(
    r"(?:\d{1,3}|an?|one|two|three) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago$"
    r"|vor (?:\d{1,3}|einer|einem) (?:sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)$",
    re.I,
)
CREDIT = re.compile(
    r"[(\[]?\b(?:(?:file )?photo|image|picture|credit|foto|bild|archivbild|symbolbild)(?: (?:credit|by|von))?\s?[:/].{2,80}$"
    r"|(?<=[.!?)\"”»] )[(\[]?(?-i:KEYSTONE|GETTY(?: IMAGES)?|Getty Images|AFP|REUTERS|IMAGO|EPA|DPA|dpa|AP|SHUTTERSTOCK"
    r"|Shutterstock|UNSPLASH|POOL|Keystone|Imago)(?:(?:\s*[/-]\s*|\s)[A-Z][\w .-]{0,30})?[)\]]?$",
    re.I,
)
CREDIT_LONGEST_WORDS = 22
COPYRIGHT = re.compile(r"all rights reserved|alle rechte vorbehalten", re.I)
ACTION_WORDS = frozenset(
    ["share", "comment", "comments", "subscribe", "newsletter", "newsletters", "follow", "thoughts", "network", "whatsapp", "telegram", "facebook", "twitter", "instagram", "inbox", "youtube", "linkedin", "teilen", "kommentieren", "abonnieren", "kommentar"]
)
"""Two of them in a line that also addresses the reader make a call to action."""
ADDRESS = frozenset(["you", "your", "us", "our", "ihre", "ihren", "sie", "uns", "unseren", "unserem"])
QUESTION_STARTS = frozenset(
    ["what", "how", "do", "which", "would", "should", "are", "is", "have", "will", "who", "where", "why", "was", "wie", "haben", "sind", "würden", "welche"]
)
READER = re.compile(
    r"\b(?:do|would|did|have|are|will|can|should|could|might) you\b|\byou (?:think|foresee|believe|feel|agree|expect)\b"
    r"|\byour (?:thoughts|opinion|view|take|experience)\b|\b(?:denken|meinen|glauben|finden|halten) sie\b|\bihre meinung\b",
    re.I,
)
SUMMARY_START = re.compile(
    r"no time\?\s.{0,60}?summari[sz]es for you\b|keine zeit\?\s.{0,60}?fasst für (?:dich|sie) zusammen", re.I
)
SUMMARY_ENDS = ("show more", "mehr anzeigen")
SUMMARY_LONGEST_WORDS = 160
FAQ_HEAD = re.compile(r"(?:frequently asked questions|faqs?|häufig gestellte fragen|häufige fragen)\b.{0,40}$", re.I)
TAIL_HEAD = re.compile(
    r"(?:recent (?:posts?|articles|stories|news|comments)|related(?: (?:posts?|articles?|stories|news|topics|content|coverage|links))?"
    r"|more (?:from|stories|news|articles|on)\b.{0,60}|you (?:may|might) (?:also )?(?:like|be interested).{0,20}|recommended(?: for you| stories| articles)?"
    r"|(?:read|also|see) (?:also|next|read)|latest (?:news|posts?|stories|articles|from .{1,40})|most (?:read|popular|viewed|shared)"
    r"|trending(?: now| stories)?|popular (?:posts?|stories|articles|now)|leave a (?:reply|comment)|post a comment|join the (?:discussion|conversation)"
    r"|about the authors?|\d+ comments?|comments? \(\d+\)|what to read next|editors?['’]? picks|top stories|around the web|from around the web"
    r"|mehr (?:zum thema|von .{1,40}|nachrichten|artikel|aus .{1,40})|meistgelesen|meist gelesen|ähnliche (?:artikel|beiträge)|neueste (?:beiträge|artikel|nachrichten)"
    r"|das könnte (?:sie|dich) (?:auch )?interessieren|weitere (?:artikel|nachrichten|themen|beiträge)|verwandte (?:artikel|themen)"
    r"|schreiben? sie? einen kommentar|kommentar (?:schreiben|verfassen)|lesen sie auch|auch interessant)\s*[:.…]?$",
    re.I,
)
TAIL_LONGEST = 90
NAME_TOKEN = re.compile(r"[A-ZÄÖÜÀ-Þ][a-zß-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*$|(?:Mc|Mac|De|La|Le|O['’])[A-Z][a-z]+$|[A-Z]\.$")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’»)\]]*$")
TRAILS_OFF = re.compile(r"(?:…|\.\.\.)[\"'”’»)\]]*$")
