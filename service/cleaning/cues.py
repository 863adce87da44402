"""What the rules about several lines look for: the headings and turns of phrase that announce a block, as data.

In English and German, some in other languages too; no pattern nests quantifiers.
"""

import re

from service.cleaning.rules import one_of
from service.language.labels import words

QUESTION_STARTS = words(
    "what how do which would should are is have will was wie haben sind würden welche glauben denken"
)
READER = re.compile(
    r"\b(?:do|would|will) you (?:think|foresee|believe|feel|agree|expect|anticipate|see|support|want|hope)\b"
    r"|\byour (?:thoughts|opinion|views?|take)\b"
    r"|\b(?:denken|meinen|glauben|finden|halten) sie\b|\bihre meinung\b",
    re.I,
)
SUMMARY_START = re.compile(
    r"no time\?\s.{0,60}?summari[sz]es for you\b|keine zeit\?\s.{0,60}?fasst (?:es )?für (?:dich|sie) zusammen\b", re.I
)
SUMMARY_ENDS = ("show more", "mehr anzeigen")
NUMBERING = re.compile(r"(?:\d{1,2}[.)]|[-•*–·])\s+")
BREADCRUMBS = re.compile(
    r"[^.!?:|>›»]{2,40}(?: ?[>›»] ?[^.!?:|>›»]{2,60}){1,5}$"
    r"|(?:home|startseite|start|accueil|inicio|portada)(?: [/|•·-] [^.!?:|]{2,60}){1,5}$",
    re.I,
)
FAQ_HEAD = re.compile(r"(?:frequently asked questions|faqs?|häufig gestellte fragen|häufige fragen)\b.{0,40}$", re.I)
TAIL_HEAD = re.compile(
    one_of(
        r"(?:more )?recent (?:posts?|articles|stories|news|comments)",
        r"latest (?:news|posts?|stories|articles|headlines|videos)(?: from .{1,40})?",
        r"(?:the )?most (?:read|popular|viewed|shared|recent)(?: .{1,30})?",
        r"trending(?: now| stories| topics)?", r"popular (?:posts?|stories|articles|now)",
        r"leave a (?:reply|comment)", "post a comment", "join the (?:discussion|conversation)", r"\d+ comments?",
        r"comments? \(\d+\)", "about the authors?", "top stories", "(?:from )?around the web",
        r"meist ?gelesen", r"neueste (?:artikel|beiträge|nachrichten|meldungen)", r"über (?:den autor|die autorin)",
        r"kommentar (?:schreiben|verfassen|hinterlassen)", r"schreiben sie einen kommentar",
        r"\d+ thoughts? on .{1,100}",
        r"responses? \(\d+\)", "les plus (?:lus|lues|populaires)", r"(?:laisser|ajouter|poster) un commentaire",
        "réagissez à cet article", r"(?:deja|dejar|escribe) un comentario", r"lo más (?:leído|visto|popular)",
        r"últimas noticias", r"i più letti", r"mais lidas", "meest gelezen",
    )
    + r"\s*[:…]?$",
    re.I,
)  # fmt: skip
"""Heads what stands below an article and tells of others in whole paragraphs."""
_COMMENTS = one_of(
    "comments?", "replies", "responses", "kommentare?", "commentaires?", "comentarios?", "commenti", "reacties",
    "comentários?", "kommentarer?", "kommentit", "komentarze", "komentářů?e?", "komentarai", "hozzászólások",
    "yorum(?:lar)?", "комментари(?:и|ев|я)", "коментар(?:і|ів|и)", "σχόλια", "التعليقات", "תגובות", "टिप्पणियाँ",
    "bình luận", "ความคิดเห็น",
    "コメント", "(?:网友)?评论", "(?:網友)?(?:評論|留言)", "댓글",
)  # fmt: skip
COMMENTS_HEAD = re.compile(
    one_of(
        rf"\d+ ?[件条條]?(?:の)? ?{_COMMENTS}", rf"{_COMMENTS} ?[(（:]? ?\d+ ?[件条條개]?[)）]?",
        "コメント|网友评论|評論|评论|留言|댓글|комментарии|коментарі|comentários|komentarze|kommentarer|yorumlar|التعليقات|ความคิดเห็น",
        r"\d+ thoughts? on .{1,100}", r"leave a (?:reply|comment)", "(?:post|add) a comment", r"kommentare?",
        r"(?:laisser|ajouter) un commentaire", r"(?:deja|dejar) un comentario", "kommentar schreiben",
    )
    + r"\s*[:…]?$",
    re.I,
)  # fmt: skip
"""Heads what readers wrote below a page."""
ASIDE_HEAD = re.compile(
    one_of(
        r"related(?: (?:posts?|articles?|stories|news|topics|content|coverage|links|reading))?",
        r"more (?:[\w'’ ]{1,30} )?(?:stories|news|articles|headlines|coverage)(?: (?:from|on|about|in) .{1,50})?",
        r"more (?:from|on|about|in) .{1,50}",
        r"you (?:may|might) (?:also )?(?:like|be interested(?: in)?)",
        r"recommended(?: for you| stories| articles| reading)?", r"editors?['’]? picks",
        r"(?:read|watch|see) (?:also|next|this next|more)", "also (?:read|see)", "what to read next", "next up",
        "don['’]t miss",
        r"mehr (?:zum thema|von .{1,40}|nachrichten|artikel|aus .{1,40})", "auch interessant", "lesen sie auch",
        r"(?:ähnliche|weitere|verwandte|passende) (?:artikel|beiträge|nachrichten|themen|meldungen)",
        r"das könnte (?:sie|dich) (?:auch )?interessieren", r"(?:up|read) next", r"more \w{4,20}",
        r"sur le même sujet", r"(?:vous aimerez|articles?) (?:aussi|liés|associés|similaires)",
        r"à lire (?:aussi|également)",
        r"te puede interesar", r"(?:noticias|artículos) relacionad[ao]s", r"más (?:sobre|noticias) .{1,40}",
        r"articoli correlati", r"potrebbe interessarti", r"notícias relacionadas",
        "leggi anche", r"(?:à )?lire aussi", r"lea también",
        r"leia (?:também|mais)", r"читайте также", "lees ook", "läs också", "les også",
    )
    + r"\s*[:…]?$",
    re.I,
)  # fmt: skip
"""Heads links to other pages, also between the paragraphs of an article."""
BIOGRAPHY = re.compile(
    r"(?-i:[A-ZÄÖÜ])[\w.'’-]+(?: (?-i:[A-ZÄÖÜ])[\w.'’-]+){1,3},? (?:is|was|ist|covers|reports|writes|schreibt)\b.{0,80}"
    r"\b(?:reporter|editor|writer|journalist|correspondent|columnist|author|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?)\b"
    r".{0,200}$",
    re.I,
)
"""The last lines may tell who wrote the article."""
NAME_TOKEN = re.compile(r"[A-ZÄÖÜÀ-Þ][a-zß-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*$|(?:Mc|Mac|De|La|Le|O['’])[A-Z][a-z]+$|[A-Z]\.$")
NO_NAMES = words(
    """a about after all an and are as asked at background by context developments did editorial events explained facts
    for frequently from further history how in is it key latest live more most news next no not of on opinion or our
    questions read related report section sources statement story sunday the this timeline to top updates was what when
    where who why will with your you monday tuesday wednesday thursday friday saturday january february march april june
    july august september october november december der die das den was wie warum wer wann wo hintergrund analyse
    kommentar bericht zum zur und im am montag dienstag mittwoch donnerstag freitag samstag sonntag"""
)
"""Words of headings, none of which stands in a name (in lower case)."""
CLOSERS = "\"'”’»“)]）」』"
SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；", "؟", "।")
UNSTOPPED_LEAST = 50
"""Characters of a line that is a sentence in Thai and Lao, which set no stops."""
TRAILS_OFF = ("…", "...")


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, and is not cut off with three dots."""
    end = text[-12:].rstrip(CLOSERS)
    if end.endswith(SENTENCE_ENDS):
        return not end.endswith(TRAILS_OFF)
    return "\u0e00" <= end[-1:] <= "\u0eff" and len(text) >= UNSTOPPED_LEAST
