"""Whole lines that are no text: the labels and buttons of pages, as data.

A line is one if it is one of the phrases, or if it says nothing but words of buttons, numbers, and the words between
them: "Click to share on Facebook (Opens in new window)", "Load more comments", "0:00 / 4:32".
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


def words(text: str) -> frozenset[str]:
    """The words of a readable list."""
    return frozenset(text.split())


def phrases(*texts: str) -> frozenset[str]:
    """The phrases of readable lists, separated by commas."""
    return frozenset(" ".join(phrase.split()) for text in texts for phrase in text.split(","))


PLATFORMS = words(
    """facebook twitter x whatsapp telegram linkedin reddit pinterest instagram flipboard tumblr pocket tiktok youtube
    snapchat bluesky mastodon threads xing messenger viber vk"""
)
FURNITURE = phrases(
    """table of contents, contents, in this article, on this page, jump to, read more, see more, view more,
    keep reading,    continue reading, did you know, key takeaways, key points, at a glance, advertisement,
    advertisements, advert,
    sponsored, sponsored content, promoted content, paid content, paid post, save, close, menu, search, home, next,
    previous, back, log in, login, sign in, sign up, register, my account, live, live updates, watch live, gallery,
    photos, image, images, caption, must read, don't miss, see also, also read, also see, read also, related,
    order reprints, reuse this content, accessibility links, text size, sharing is caring, top rated comments,
    breaking news emails, get the app, get the newsletter, skip advertisement, manage preferences, staff writer,
    was this article helpful, explore more on these topics, after newsletter promotion, opens in new window,
    last updated,
    back to top, accept all, reject all, accept cookies, up next""",
    """inhaltsverzeichnis, inhalt, auf dieser seite, in diesem artikel, anzeige, werbung, gesponsert, merken, schließen,
    schliessen, menü, suche, startseite, zurück, weiter, anmelden, registrieren, mein konto, zum thema, lesen sie auch,
    lesen sie mehr, weiterlesen, auch interessant, zum inhalt springen, hauptnavigation, nach oben, zur startseite,
    bildergalerie, bildrechte, quelle, empfohlener externer inhalt, externer inhalt, empfohlener redaktioneller inhalt,
    vorlesen, das wichtigste in kürze, diskutieren sie mit""",
    """sommaire, dans cet article, publicité, fermer, rechercher, accueil, suivant, précédent, retour, se connecter,
    connexion, s'inscrire, s'abonner, à lire aussi, lire aussi, lire la suite, en direct, contenu sponsorisé, haut de
    page, l'essentiel, sur le même sujet""",
    """índice, contenido, en este artículo, publicidad, anuncio, cerrar, menú, buscar, inicio, siguiente, anterior,
    volver, iniciar sesión, registrarse, suscribirse, lee también, lea también, leer más, seguir leyendo, en directo,
    en vivo, contenido patrocinado, volver arriba, claves, te puede interesar""",
    """pubblicità, indice, chiudi, cerca, accedi, abbonati, leggi anche, leggi tutto, continua a leggere,
    publicidade, leia também, leia mais, fechar, advertentie, lees ook, lees meer, sluiten, inloggen, reclame""",
)
"""Compared in lower case without punctuation around them."""

BUTTONS = PLATFORMS | words(
    """share shared shares sharing tweet tweets retweet email e-mail mail print copy link links copied subscribe
    unsubscribe comment comments reply replies likes loading load download toggle enlarge tap scroll click skip
    continue continued continues advertisement ad ads newsletter newsletters video videos audio podcast listen play
    player pause mute unmute volume duration slideshow slide slides updates sort cookies sms
    teilen drucken kommentar kommentare kommentieren abonnieren verschicken versenden vorlesen anhören
    abspielen laden vergrößern kopieren kopiert
    partager imprimer commenter commentaire commentaires envoyer courriel copier écouter télécharger
    compartir imprimir comentar comentarios comentario enviar copiar escuchar descargar enlace
    condividi stampa commenti copia invia ascolta compartilhar compartilhe ouvir delen afdrukken reacties"""
)
FILLERS = words(
    """a an the this that these on in to by via with of from for and or at below above here now more all article
    articles story stories page post posts content text top up new newest oldest recent window opens main image images
    gallery photo photos current time is us me your key only reading events per it view show hide add post read
    report expand cancel media caption latest first full screen live min sec
    auf den diesen dieser artikel beitrag bild per als mehr alle neueste neuesten anzeigen sprung zum
    sur par cet cette l'article article le lien les un une ajouter plus
    en por el la este esta artículo con un una más los correo electrónico
    su questo articolo il via tutti"""
)
"""Words that stand beside those of buttons, and alone mean nothing."""
MOST_WORDS = 12
"""A row of buttons is no longer; a longer line of such words is a sentence."""
_EITHER = BUTTONS | FILLERS


def is_label(lower: str) -> bool:
    """Whether a short line, in lower case, is a label or a button."""
    if lower.strip("\"'“”„«»*•|-–:.,!?…>()[]# ").replace("’", "'") in FURNITURE:
        return True
    said = _WORD.findall(lower) if lower[-1] not in ",;" and not lower.startswith("the ") else []
    return 0 < len(said) <= MOST_WORDS and not BUTTONS.isdisjoint(said) and _EITHER.issuperset(said)
