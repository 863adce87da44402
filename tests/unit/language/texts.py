"""Random texts of many scripts."""

import random
from collections.abc import Iterator

ALPHABETS = (
    "abcdefghij KLMNO  .,\n'09",
    "éüñßÆø Ğİı çà ’“”–",
    "абвгд ЕЖЗ ёй.",
    "αβγδ ΣΤς ώ;",
    "हिन्दी में समाचार ा्",
    "العربية خبر َّ",
    "日本語の記事中国新聞、。 カナABC１２",
    "ข่าวภาษาไทย กขค",
    "한국어 뉴스 기사",
    "😀🏴𝔸𝒷𠀀𠀁 a",
)


def random_texts(count: int) -> Iterator[tuple[str, str]]:
    """Texts, the same ones each time, and a language for each."""
    rng = random.Random(20240301)
    for i in range(count):
        alphabet = ALPHABETS[i % len(ALPHABETS)] + (rng.choice(ALPHABETS) if i % 3 == 0 else "")
        yield "".join(rng.choices(alphabet, k=rng.choice((0, 1, 5, 60, 400, 900)))), rng.choice(("en", "zh", "th"))
