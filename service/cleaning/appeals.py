"""Sentences in which the page speaks to its reader: subscribe, share, comment, accept, download.

A sentence is such an appeal if it says two different things of `ASKS`, to somebody, or one of `PLAIN`. What stands in
quotation marks is somebody else's, and does not count.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import re2

_QUOTED = re.compile(
    r'"[^"]{1,800}"|``.{1,800}?\'\'|“[^“”]{1,800}”|„[^„“”]{1,800}[“”]|«[^«»]{1,800}»|»[^«»]{1,800}«'
    r"|(?<!\w)[‘\'](?=\w)[^‘’\']{3,300}[’\'](?!\w)"
)
_SENTENCE = re.compile(r"[.!?…][\"'”’»“)\]]*\s+(?=[^\s\W_]|[\"'“„«¿¡(\[])")

_LETTER = "0-9A-Za-zÀ-ɏ_"
_BEGINS, _ENDS = re.compile(r"\w|\\[dw]|\(\?:"), re.compile(r"(?:\w|\)|\\w[*+])$")


def pattern(alternatives: str) -> str:
    """A readable list of patterns, separated by bars with space around them, as one for RE2; each keeps to whole words
    of the Latin script, which the word boundaries of RE2 do not know.
    """
    each = [" ".join(a.split()) for a in re.split(r"\s+\|\s+", alternatives)]
    before, after = f"(?:^|[^{_LETTER}])", f"(?:[^{_LETTER}]|$)"
    whole = ((before if _BEGINS.match(a) else "") + a + (after if _ENDS.search(a) else "") for a in each)
    return "|".join(whole).replace(r"\w", f"[{_LETTER}]")


ASKS = tuple(
    pattern(alternatives)
    for alternatives in (
        # share
        r"""share (?:this|your|it|on|via|to) | pass it on | with (?:a friend|your friends)
        | (?:artikel|beitrag) teilen | teilen sie (?:ihre|diese|uns|den) | partage[rz] (?:sur|cet|vo)
        | comparte (?:en|este|esta|tu) | condividi | compartilhe | deel dit""",
        # comment
        r"""(?:leave|post|add|join|read|view) (?:us )?(?:an?|your|the|our)? ?(?:comments?|reply|conversation|discussion)
        | (?:in|to) the comments | comments? (?:below|section) | have your say | report (?:any|this) comments?
        | kommentare? (?:hinterlassen|schreiben|verfassen) | in den kommentaren | diskutieren sie
        | (?:laissez|ajoute[rz]) (?:un|votre) commentaire | réagissez | dans les commentaires
        | (?:deja|escribe|añade) (?:un|tu) comentario | en los comentarios""",
        # opinion, experience
        r"""your (?:thoughts|opinion|views?|story|stories|experiences?|questions|pictures|photos|videos)
        | what (?:do )?you think | do you have an? (?:\w+ )?(?:tip|story|question|memory|view)
        | (?:are|were|have) you (?:been )?(?:affected|there) | news tips? | ihre meinung | was denken sie
        | votre avis | qu['’]en pensez-vous | tu opinión | qué opinas""",
        # enrol
        r"""sign(?:ing)?[ -]?up | register (?:now|here|for|today|to) | enter your | create an? (?:free )?account
        | melden sie sich | jetzt (?:\w+ ){0,4}(?:anmelden|registrieren) | registrieren sie | inscrivez[- ]vous
        | inscris[- ]toi | (?:inscríbe|regístra|apúnta)(?:te|se) | iscriviti | inscreva-se | meld je aan""",
        # subscribe
        r"""subscrib(?:e|ing|ers?) | subscription | become a (?:\w+ )?member | abonnieren | (?:mit|im) (?:\w+ )?abo
        | abonnez[- ]vous | s['’]abonner | abonnés? | suscríb(?:ete|ase) | suscriptor(?:es)? | abbonati | assine
        | abonneer""",
        # by mail
        r"""newsletters? | inbox
        | (?:daily|morning|evening|weekly) (?:\w+ )?(?:briefing|digest|email|e-mail|roundup)
        | (?:email|e-mail|news|breaking|push) (?:alerts?|updates|address) | (?:ihr|dein)(?:em|en)? postfach
        | e-mail-adresse | newsletter[- ]anmeldung | eilmeldungen | lettre d['’]information | infolettre
        | boîte (?:mail|de réception) | boletín | tu (?:correo|bandeja) | correo electrónico | nieuwsbrief""",
        # follow
        r"""follow (?:us|me|him|her|them|@\w+|[^.!?]{1,40} on) | stay up to date | keep up with
        | folgen sie (?:uns|ihm|ihr) | folg(?:e|t) uns | suivez[- ](?:nous|l) | s[íi]gu[ea]nos | seguici
        | siga-nos""",
        # where
        r"""(?:on|auf|sur|en|su|via) (?:twitter|facebook|instagram|youtube|linkedin|whatsapp|telegram|tiktok|bluesky)
        | on (?:google news|apple podcasts|spotify)
        | (?:^|[ :])@\w{3,} | app store | google play | play store | wherever you get your podcasts""",
        # write
        r"""(?:e-?mail|write to|contact|reach) (?:him|her|us|me|them)
        | (?:e-?mail|write to|contact|reach) (?:the (?:writers?|reporters?|authors?|editor)|[^!?]{2,40} at)
        | let us know | tell us | get in touch | send us | send it to | schreiben sie (?:uns|mir) | écrivez[- ]nous
        | contactez[- ]nous | escríb[ea]nos
        | [a-z0-9._]@[a-z0-9-]{2,30}[.][a-z]{2}""",
        # click
        r"""(?:click|tap) (?:here|below|on the) | klicken sie | cliquez | haga? clic""",
        # more of it
        r"""(?:find out|learn|discover|read|hear|see) more | more stories like this
        | read the original (?:article|story|post)
        | ^\W*(?:check out|explore|browse|visit|read|take|join) (?:our|more|all) | check out our
        | en savoir plus | mehr (?:erfahren|lesen) | interessiert""",
        # our things
        r"""our (?:[^ ]+ ){0,2}(?:guide|quiz|list|gallery|live ?blog|coverage|website|podcast|forums?|shop|app|events?)
        | unser(?:e[mnr]?)? (?:ratgeber|podcast|live-?ticker|shop) | notre (?:guide|podcast|site)
        | nuestr[oa] (?:guía|podcast)""",
        # application
        r"""(?:get|with|in) (?:the|our|its) (?:[^ ]+ ){0,4}app | (?:unsere|die) (?:[^ ]+ )?app
        | notre appli(?:cation)? | nuestra app""",
        # download
        r"""(?:download|install) (?:it|our|now) | app herunterladen | laden sie | téléchargez
        | desc[áa]rga(?:te)? (?:la|nuestra)""",
        # support
        r"""support (?:us|our|independent) | supporting our | independent journalism | reader-funded
        | unterstützen sie (?:uns|unsere) | soutenez | apóyanos | apoya (?:a|nuestr[oa])""",
        # money
        r"""(?:donate|contribute|give) (?:now|today|here|to us) | donate | contribution | spenden sie
        | faites un don | haz una donación | (?:price|cost) of a (?:cup of )?coffee""",
        # courtesy
        r"""before you (?:go|move on) | we hope you | if you (?:enjoy|like|appreciate|value)
        | (?:did you|you['’]ll) (?:enjoy|like|love) | ^(?:want|looking for|need) (?:more|help with|your|an?)""",
        # free of charge
        r"""cancel any ?time | free (?:trial|delivery|shipping|consultation|newsletter) | for free | free of charge
        | (?:full|unlimited|digital) access | (?:kostenlosen?|gratis) | jederzeit kündbar | zugriff auf alle
        | jetzt testen | sans engagement | essai gratuit | prueba gratis | register now""",
        # price
        r"""\d+ ?% (?:off|rabatt|de descuento|de réduction) | save up to | early[- ]bird | to order a copy
        | trusted partners | our (?:other )?(?:brands|sponsors)
        | (?:news|e-?mail\w*|discounts) (?:and|about) (?:special )?offers""",
        # terms
        r"""(?:use|with) (?:the )?(?:promo |discount )?code \w+ | privacy (?:policy|notice)
        | terms (?:and|&) conditions | terms of (?:use|service) | datenschutz\w* | nutzungsbedingungen
        | politique de confidentialité | política de privacidad | akzeptieren""",
        # known already
        r"""already (?:an?|have an) (?:\w+ )?(?:subscriber|member|account) | (?:bereits|schon) abonnent
        | déjà (?:un )?abonné | ya eres | weiterlesen""",
        # sign in
        r"""log ?in | sign in | jetzt einloggen | se connecter | inicia sesión""",
    )
)
"""Two different ones in a sentence make an appeal."""

PLAIN = (
    (
        "call-to-action",
        pattern(
            r"""^(?:please )?sign up (?:to|for|here|now|today).{0,80}$
            | wherever you (?:get|listen to) (?:your )?podcasts
            | ^write to .{2,60} at \S+@ | hier geht(?:['’]s| es) zu[mr]?
            | ^follow .{2,60} at https?:// | (?:^|, )stay (?:tuned|informed|updated) (?:for|to|with|as|on)
            | ^read or share this story | bleiben sie dran | check back (?:for|later|soon)
            | follow (?:our|along with) .{0,40}(?:live|coverage)
            | ^(?:like|enjoy(?:ed)?|love) (?:what you|this (?:article|story|post))
            | ^did you (?:enjoy|like|find) this | ^take our (?:quiz|poll|survey) | sich mit einem klick anzeigen
            | jetzt weiterlesen | ^(?:jetzt )?(?:für )?(?:den|unseren) (?:\w+ )?newsletter
            | cet article est réservé (?:à|aux) | (?:contenido|artículo) exclusivo para suscriptores
            | ^réagissez à cet article"""
        ),
    ),
    (
        "legal",
        pattern(
            r"""non-?commercial use only | subscriber agreement
            | terms of (?:use|service) and (?:the )?privacy policy
            | (?:we|this (?:web)?site|our partners) uses? cookies | (?:our|the) use of cookies
            | (?:accept|manage) (?:all )?cookies
            | privacy (?:policy|notice)[ :](?:and|newsletters|apply|applies)
            | our (?:privacy|cookie) (?:policy|notice)
            | ^(?:by|when you) (?:signing|subscrib|submit|click|enter|continu|regist|provid|using|post|purchas).{0,120}
            (?:agree|accept|consent|acknowledge|commission|terms|privacy)
            | ^i (?:would like|agree|consent|want) to (?:be |receiv)?.{0,20}(?:e-?mail|terms|offers|newsletters?)
            | earn an? (?:\w+ ){0,2}commission | ^to order .{0,40}copies
            | (?:views|opinions) expressed (?:here|are|in (?:the|this|these) (?:comment|post|article|column)\w*)
            | (?:views|opinions) expressed by (?:the )?(?:author|column|contribut|read|user|comment)\w*
            | (?:re)?published under a creative commons
            | without (?:the )?(?:prior|express(?:ed)?|written) (?:written )?(?:permission|consent)
            | (?:rewritten or redistributed|reproduction prohibited) | substitute for professional
            | (?:not|no|nor) (?:an? )?(?:investment|financial|legal|medical) advice
            | complaints? about (?:the )?(?:editorial|this) | email address will not be published
            | (?:we|our site|diese (?:web)?seite|wir) (?:use|verwende[nt]) cookies | personenbezogene daten
            | datenschutz(?:erklärung|bestimmungen|hinweise).{0,60}(?:gelten|akzeptier|einverstanden|zu )
            | (?:akzeptiere|einverstanden).{0,80}(?:datenschutz|externe) | netiquette
            | e-mail-adresse wird nicht | nous utilisons (?:des|les) cookies | vous acceptez (?:nos|les|notre)
            | commentaires sont modérés | adresse .{0,20}ne sera pas publiée | utilizamos cookies
            | aceptas? (?:nuestr|la|los) | dirección de correo .{0,20}no será publicada
            | normas de participación | política de privacidad"""
        ),
    ),
    (
        "furniture",
        pattern(
            r"""your browser does(?:n['’]t| not) support | (?:enable|turn on|activate|requires?) javascript
            | javascript (?:must|to be) | browser unterstützt | navigateur ne (?:prend|supporte)
            | navegador no (?:soporta|admite|es compatible) | this is a modal window | player is loading
            | externen? inhalte?.{0,80}(?:ergänzt|anzeig) | skip past newsletter | view this post on
            | ^a (?:post|video) shared by | (?:live )?page is (?:being|no longer being) updated
            | ^this is a (?:breaking|developing).{0,30}\bstory
            | ^(?:this )?(?:article|story|post) is (?:brought to you|sponsored) by
            | article is more than \w+ (?:months?|years?) old | comments? (?:are|is) (?:now )?closed
            | (?:invalid|enter a valid) e-?mail | ^enter (?:your )?e-?mail.{0,12}$
            | ^(?:ihre )?e-mail-adresse eingeben | ^votre adresse e-?mail
            | ^(?:introduce|escribe) tu (?:correo|e-?mail) | something went wrong,? please
            | ^thanks for signing up"""
        ),
    ),
)
"""One of these makes an appeal, each with its rule name."""

LONGEST = 400
"""Characters that an appeal has at most; RE2 is not asked about longer sentences by themselves."""
PLAIN_LONGEST = 250
"""A longer sentence needs two signs of an appeal: news quote such phrases."""
_TO_SOMEBODY = re.compile(
    r"\b(?i:you|your|yours|us|our|me|my|now|here|hier|jetzt|uns|unser\w*|vous|votre|vos|nous|notre|nos|tu|te|tus|usted|ya|su"
    r"|nuestr[oa]s?|ti|tuo|voi|você)\b|\b(?:Sie|Ihr(?:e[mnrs]?)?|Ihnen|Dein\w*|Du)\b"
    r"|^\W*(?i:already|get|sign|looking|subscribe|follow|join|share|click|tap|read|listen|watch|download|register|enter|support|donate|visit"
    r"|check|explore|see|find|take|tell|send|contact|reach|write|e-?mail|buy|order|stay|help|become|log|discover|like|leave|add"
    r"|post|please|want|need|abonnez|inscrivez|téléchargez|partagez|suivez|déjà|suscríbete|descarga|comparte|inscríbete"
    r"|regístrate|apúntate|síguenos|únete|recibe|iscriviti|abbonati)\b"
)


def _compiled() -> "re2.Set":
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 1 << 26
    patterns = re2.Set.SearchSet(options)
    for alternatives in (*(alternatives for _, alternatives in PLAIN), *ASKS):
        patterns.Add(alternatives)
    patterns.Compile()
    return patterns


_PATTERNS = _compiled()
"""All of them at once: one linear look at a line tells which of `PLAIN`, then `ASKS`, it has, by their numbers."""


def _found(text: str) -> Sequence[int]:
    """Which patterns a text has. A line is asked for as a paragraph and as a line, so the last answers are kept."""
    return _found_in_line(text) if len(text) <= LONGEST else _PATTERNS.Match(text) or ()


@lru_cache(maxsize=256)
def _found_in_line(text: str) -> Sequence[int]:
    return _PATTERNS.Match(text) or ()


def rule(text: str) -> str | None:
    """The name of the rule by which a line is an appeal: at least half of it asks for something."""
    if not _found(text):
        return None
    said = _without_quotes(text)
    name = _rule(said)
    if name is None:
        return None
    asking = sum(end - start for start, end in _sentences(said) if _found(said[start:end]))
    return name if 2 * asking >= len(said) else None


def glued(text: str) -> Iterator[tuple[str, int, int]]:
    """The sentences of a paragraph that are appeals: rule, start, end."""
    if not _SENTENCE.search(text) or not _found(text):
        return
    said = _without_quotes(text)
    for start, end in _sentences(said):
        name = _rule(said[start:end]) if end - start <= LONGEST else None
        if name:
            yield name, start, end


def _sentences(said: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(said):
        yield start, match.start() + len(match[0].rstrip())
        start = match.end()
    yield start, len(said)


def _without_quotes(text: str) -> str:
    return _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), text)


def _rule(said: str) -> str | None:
    found = _found(said)
    plain = min(found, default=len(PLAIN))
    if plain < len(PLAIN) and len(said) <= PLAIN_LONGEST:
        return PLAIN[plain][0]
    asked = sum(1 for i in found if i >= len(PLAIN))
    return "call-to-action" if asked > 1 and _TO_SOMEBODY.search(said) else None
