"""Comments and teasers leave the page before it is read, and nothing else does."""

import pytest

from service.cleaning import markup, others

PROSE = {
    "en": "The harbour council of Elmstrand voted on Tuesday to close the old fish market for good.",
    "ja": "エルム市議会は火曜日、屋根にひび割れが見つかったため、古い魚市場を閉鎖することを決めた。",
    "th": "สภาเมืองเอล์มสแตรนด์ลงมติเมื่อวันอังคารให้ปิดตลาดปลาเก่าหลังจากพบรอยร้าวบนหลังคา",
}
SAID = "They should have fixed that roof ten years ago."
OF_READERS = [
    "<ol class='comment-list'><li class='comment'><p>{}</p></li></ol>",
    "<div class='comment'><p>{}</p></div>",
    "<section class='leserkommentare'><p>{}</p></section>",
    "<div class='articleCommentsBlock'><p>{}</p></div>",
    "<div itemprop='comment' itemscope><p>{}</p></div>",
    "<div itemscope itemtype='https://schema.org/Comment'><p>{}</p></div>",
    "<section data-testid='comments-section'><p>{}</p></section>",
    "<div id='disqus_thread'><p>{}</p></div>",
    "<div class='liste-commentaires'><p>{}</p></div>",
    "<div class='reader-reactions'><p>{}</p></div>",
    "<h3>12 Comments</h3><div><p>{}</p></div>",
    "<div><h3>コメント（3件）</h3></div><div><p>{}</p></div>",
    "<h3>ความคิดเห็น (3)</h3><div><p>{}</p></div>",
    "<article><h3><a href='/other'>Storm sinks trawler</a></h3><p>{}</p></article>",
    "<article><a href='/other'><h3>Storm sinks trawler</h3></a><p>{}</p></article>",
]
OF_THE_ARTICLE = [
    "<div class='comments-open'><p>{}</p></div>",
    "<div class='has-comments'><p>{}</p></div>",
    "<section class='commentary'><p>{}</p></section>",
    "<div class='comments'><div itemprop='articleBody'><p>{}</p></div></div>",
    "<article><h3><a href='#update-3'>18:40</a></h3><p>{}</p></article>",
    "<h3>No comment from the mayor</h3><p>{}</p>",
]


def left(page: str) -> str:
    """The text of the page after the cut."""
    tree = markup.parse(page)
    others.cut(tree)
    return (tree.body and tree.body.text) or ""


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("block", OF_READERS)
def test_what_says_that_it_is_no_article_goes(block, language):
    text = left(f"<body><h1>Market</h1><p>{PROSE[language]}</p>{block.format(SAID)}</body>")
    assert PROSE[language] in text
    assert SAID not in text


@pytest.mark.parametrize("block", OF_THE_ARTICLE)
def test_what_only_tells_of_comments_stays(block):
    assert SAID in left(f"<body><h1>Market</h1><p>{PROSE['en']}</p>{block.format(SAID)}</body>")


@pytest.mark.parametrize("block", OF_READERS)
def test_nothing_above_the_first_prose_goes(block):
    assert SAID in left(f"<body><h1>Market</h1>{block.format(SAID)}<p>{PROSE['en']}</p></body>")


def test_a_page_without_comments_is_not_touched():
    tree = markup.parse(f"<body><h1>Market</h1><p>{PROSE['en']}</p></body>")
    assert not others.cut(tree)
