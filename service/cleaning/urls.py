"""One address for one article: the canonical form of a URL, from which ids of articles without one are made.

The variants of a page (tracking parameters, `www.`, mobile and AMP hosts and paths, fragments, default ports) get one
form. It is an identity, not a link: it need not resolve.
"""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

import xxhash
from courlan import extract_domain

_LONGEST = 2048
"""Characters that browsers and proxies carry; longer addresses are data."""
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|mobil|wap)\.(?=[^.]+\.[^.]+)")
_HOST = re.compile(r"^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*\.?$")
_AMP_PATH = re.compile(r"(?:/amp|\.amp|/amp\.html|\.amp\.html)/?$|(?<=/)amp/(?=.)", re.I)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.I)
# Parameters that tell how a reader came, never which article this is.
_TRACKING = re.compile(
    r"^(?:utm_.*|at_.*|wt_.*|pk_.*|mtm_.*|matomo_.*|hsa_.*|ga_.*|_hs.*|mc_.*|ns_.*|vero_.*|oly_.*|stm_.*|itm_.*|"
    r"[a-z]?gclid|gclsrc|[gw]braid|dclid|fbclid|fb_.*|msclkid|yclid|twclid|ttclid|igshid?|li_fat_id|epik|"
    r"ref_.*|ref(?:src|url)|cmpid|ncid|icid|intcid|ito|campaign.*|xtor|ocid|smid|smtyp|sharetype|taid|tblci|ftag|spm|s_cid|"
    r"__twitter_impression|amp|outputtype|guccounter|guce_.*|trk.*|sessionid|phpsessid|jsessionid|_ga|_gl)$",
    re.I,
)
# Parameters that tell it too when their value is a word, but name the article on some sites, then by a number.
_TRACKING_WORD = re.compile(
    r"^(?:ref|referr?er|source|src|cmp|cid|sid|partner|share|via|from|feature|output|mobile|print|cb)$", re.I
)
_AMP_CACHE_HOST = re.compile(r"\.cdn\.ampproject\.org$")
_AMP_CACHE_PATH = re.compile(r"^/(?:[acv]/)?(?:s/)?(?=[a-z0-9-]+\.[a-z0-9.-]+)", re.I)


def canonical(url: str) -> str | None:
    """The canonical form of an absolute http(s) URL, None for anything else. Idempotent."""
    parts = _split(url)
    if parts is None:
        return None
    parts = _without_amp_cache(parts)
    host = _host(parts)
    if host is None:
        return None
    path = _path(parts.path)
    query = urlencode(sorted((k, v) for k, v in _parameters(parts.query) if not _is_tracking(k, v)))
    return f"https://{host}{path}" + (f"?{query}" if query else "")


def article_id(url: str) -> str | None:
    """The id of an article that has none but its URL; None for what is no absolute http(s) URL."""
    found = canonical(url)
    return None if found is None else "u-" + xxhash.xxh3_64_hexdigest(found.encode("utf-8"))


def domain(url: str) -> str | None:
    """The registered domain of a URL (`news.example.co.uk` -> `example.co.uk`), else its host; None if it has none."""
    parts = _split(url)
    if parts is None:
        return None
    return _registered(parts.hostname or "") or _host(parts)


@lru_cache(maxsize=4096)
def _registered(host: str) -> str | None:
    registered: str | None = extract_domain(f"https://{host}/", fast=True)
    return registered


def _split(url: str) -> SplitResult | None:
    url = url.strip()
    if url.startswith("//"):
        url = "https:" + url
    if len(url) > _LONGEST or min(url, default=" ") <= " ":
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port == 0:
        return None
    return parts if _host(parts) else None


def _host(parts: SplitResult) -> str | None:
    host = _canonical_name(parts.hostname or "")
    return host if host is None or parts.port in (None, 80, 443) else f"{host}:{parts.port}"


@lru_cache(maxsize=4096)
def _canonical_name(host: str) -> str | None:
    try:
        host = host.rstrip(".").encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return None
    if not _HOST.match(host):
        return None
    while (shorter := _HOST_PREFIX.sub("", host)) != host:
        host = shorter
    return host


def _without_amp_cache(parts: SplitResult) -> SplitResult:
    """The page behind an AMP cache address (`google.com/amp/s/HOST/PATH`, `X.cdn.ampproject.org/c/s/HOST/PATH`)."""
    host = parts.hostname or ""
    if _AMP_CACHE_HOST.search(host):
        inner = _AMP_CACHE_PATH.sub("", parts.path)
    elif re.match(r"^(?:www\.)?google\.[a-z.]{2,6}$", host) and parts.path.startswith("/amp/"):
        inner = parts.path.removeprefix("/amp/").removeprefix("s/")
    else:
        return parts
    return _split(f"https://{inner.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")) or parts


def _path(path: str) -> str:
    # Unreserved characters are written plainly, everything else percent-encoded, so that both spellings agree.
    path = quote(unquote(path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    path = re.sub(r"/{2,}", "/", path)
    shorter = _INDEX.sub("", _AMP_PATH.sub("", path)).rstrip("/")
    while shorter != path:
        path, shorter = shorter, _INDEX.sub("", _AMP_PATH.sub("", shorter)).rstrip("/")
    return path or "/"


def _is_tracking(name: str, value: str) -> bool:
    return bool(_TRACKING.match(name) or (_TRACKING_WORD.match(name) and not any(c.isdigit() for c in value)))


def _parameters(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=False, max_num_fields=200, errors="replace")
    except ValueError:
        return []
