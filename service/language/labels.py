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
    """lees verder, bekijk ook, gerelateerd, gerelateerde artikelen, deel dit artikel, deel dit, reacties, abonneer,
    abonneren, aanmelden, menu, zoeken, vorige, volgende, inhoudsopgave, alle rechten voorbehouden, saiba mais,
    veja também, continue lendo, continua após a publicidade, compartilhe, partilhar, assine, comentários,
    notícias relacionadas, artigos relacionados, todos os direitos reservados, entrar, voltar ao topo,
    per saperne di più, condividi, iscriviti, commenti, articoli correlati, potrebbe interessarti anche,
    tutti i diritti riservati, torna su, annuncio pubblicitario""",
    """annons, läs mer, läs också, läs även, dela, dela artikeln, prenumerera, logga in, kommentarer,
    relaterade artiklar, relaterat, stäng, sök, annonce, læs mere, læs også, del artiklen, abonner, log ind,
    relaterede artikler, luk, søg, annonse, les mer, les også, del saken, logg inn, relaterte artikler, lukk, søk,
    mainos, lue lisää, lue myös, jaa, jaa artikkeli, tilaa, kirjaudu sisään, kommentit, aiheeseen liittyvää, sulje,
    haku, mainos alkaa, juttu jatkuu mainoksen jälkeen, artikkeli jatkuu mainoksen jälkeen,
    alla rättigheter förbehållna, kaikki oikeudet pidätetään""",
    """reklama, czytaj więcej, czytaj dalej, czytaj także, czytaj też, zobacz też, zobacz także, przeczytaj też,
    przeczytaj także, udostępnij, subskrybuj, zaloguj się, komentarze, powiązane artykuły, zamknij, szukaj, menu,
    dalsza część artykułu pod materiałem wideo, wszelkie prawa zastrzeżone, materiał sponsorowany, inzerce,
    číst dále, čtěte také, čtěte více, přečtěte si také, mohlo by vás zajímat, sdílet, přihlásit se, komentáře,
    diskuse, související články, zavřít, hledat, všechna práva vyhrazena, publicitate, citește mai mult, citește și,
    citeşte şi, vezi și, distribuie, abonează-te, comentarii, articole similare, închide, caută,
    toate drepturile rezervate, hirdetés, olvass tovább, tovább olvasom, olvasta már, kapcsolódó cikkek, megosztás,
    feliratkozás, bejelentkezés, hozzászólások, bezárás, keresés, minden jog fenntartva""",
    """reklam, devamını oku, devamı, ayrıca okuyun, bunları da okuyun, i̇lgili haberler, paylaş, abone ol, giriş yap,
    yorumlar, kapat, ara, tüm hakları saklıdır, haberin devamı, реклама, читать далее, читать полностью,
    читайте также, читать также, смотрите также, поделиться, подписаться, подпишитесь, войти, комментарии, по теме,
    материалы по теме, похожие новости, закрыть, поиск, все права защищены, на правах рекламы, читати далі,
    читайте також, дивіться також, поділитися, підписатися, увійти, коментарі, за темою, матеріали за темою, закрити,
    пошук, всі права захищено, διαφήμιση, διαβάστε περισσότερα, διαβάστε επίσης, δείτε επίσης, διαβάστε ακόμα,
    κοινοποίηση, εγγραφή, σύνδεση, σχόλια, σχετικά άρθρα, κλείσιμο, αναζήτηση, με πληροφορίες από""",
    """إعلان, إعلانات, اقرأ المزيد, اقرأ أيضا, اقرأ أيضاً, إقرأ أيضا, شاهد أيضا, شاهد أيضاً, شارك, مشاركة,
    شارك المقال, اشترك, اشترك الآن, تسجيل الدخول, تعليقات, التعليقات, مقالات ذات صلة, مواضيع ذات صلة, أخبار ذات صلة,
    إغلاق, بحث, جميع الحقوق محفوظة, المزيد, פרסומת, קרא עוד, קראו עוד, קראו גם, שתף, שתפו, הרשמה, הירשמו, התחברות,
    תגובות, כתבות קשורות, סגור, חיפוש, כל הזכויות שמורות, עוד באותו נושא, تبلیغات, آگهی, بیشتر بخوانید, ادامه مطلب,
    همچنین بخوانید, اشتراک گذاری, اشتراک‌گذاری, عضویت, ورود, نظرات, مطالب مرتبط, اخبار مرتبط, بستن, جستجو,
    کلیه حقوق محفوظ است""",
    """विज्ञापन, और पढ़ें, यह भी पढ़ें, ये भी पढ़ें, इसे भी पढ़ें, शेयर करें, साझा करें, सब्सक्राइब करें, लॉग इन,
    टिप्पणियां, संबंधित खबरें, बंद करें, खोजें, सर्वाधिकार सुरक्षित, iklan,
    advertisement scroll to continue with content, baca juga, baca selengkapnya, lihat juga, bagikan, berlangganan,
    masuk, komentar, artikel terkait, berita terkait, tutup, cari, hak cipta dilindungi, quảng cáo, đọc thêm,
    xem thêm, chia sẻ, đăng ký, đăng nhập, bình luận, tin liên quan, bài viết liên quan, đóng, tìm kiếm, โฆษณา,
    อ่านเพิ่มเติม, อ่านต่อ, ข่าวที่เกี่ยวข้อง, แชร์, สมัครสมาชิก, เข้าสู่ระบบ, ความคิดเห็น, ปิด, ค้นหา,
    สงวนลิขสิทธิ์""",
    """広告, 続きを読む, もっと読む, 関連記事, あわせて読みたい, シェア, シェアする, 共有, ログイン, 会員登録,
    コメント, 閉じる, 検索, 無断転載禁止, 無断転載を禁じます, 広告の後に続きます, この記事をシェア, 目次, 广告, 廣告,
    阅读更多, 閱讀更多, 查看更多, 相关阅读, 相关新闻, 相關新聞, 延伸阅读, 延伸閱讀, 推荐阅读, 分享, 分享到, 订阅,
    訂閱, 登录, 登入, 评论, 評論, 关闭, 關閉, 搜索, 版权所有, 版權所有, 返回顶部, 광고, 더 보기, 더보기, 관련기사,
    관련 기사, 공유, 공유하기, 구독, 구독하기, 로그인, 댓글, 닫기, 검색, 무단전재 및 재배포 금지,
    무단 전재 및 재배포 금지""",
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
