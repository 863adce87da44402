"""Errors as `application/problem+json` (RFC 9457), for whatever goes wrong between a request and its answer."""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.plugins.problem_details import ProblemDetailsConfig, ProblemDetailsException, ProblemDetailsPlugin

from service.read.cursor import BadMarkError
from service.read.database import TooSlowError

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
"""A replica that is busy or folds is asked again after these."""


def plugin() -> ProblemDetailsPlugin:
    """Litestar's own plugin, told of our exceptions and of what a client reads."""
    return ProblemDetailsPlugin(
        ProblemDetailsConfig(
            exception_to_problem_detail_map={HTTPException: _http, TooSlowError: _too_slow, BadMarkError: _bad_mark},
        )
    )


def unknown(what: str) -> NotFoundException:
    """404 that says what is not there."""
    return NotFoundException(f"no such {what}")


def gone(detail: str) -> HTTPException:
    """410: it may have been there."""
    return HTTPException(detail, status_code=HTTPStatus.GONE)


def conflict(detail: str) -> HTTPException:
    """409: more than one thing is meant."""
    return HTTPException(detail, status_code=HTTPStatus.CONFLICT)


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """A bug: the log has the traceback, the client a problem without it."""
    log.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    return _about(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected").to_response(request)


def _http(error: HTTPException) -> ProblemDetailsException:
    wrong = error.extra if isinstance(error, ValidationException) and isinstance(error.extra, list) else []
    parts = [f"{part.get('key')}: {part.get('message')}" for part in wrong if isinstance(part, dict)]
    return _about(error.status_code, "; ".join(parts) or error.detail, error.headers)


def _bad_mark(error: BadMarkError) -> ProblemDetailsException:
    return _about(HTTPStatus.BAD_REQUEST, str(error))


def _too_slow(error: TooSlowError) -> ProblemDetailsException:
    return _about(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": str(RETRY_AFTER_SECONDS)})


def _about(status: int, detail: str, headers: dict[str, str] | None = None) -> ProblemDetailsException:
    title = HTTPStatus(status).phrase
    return ProblemDetailsException(status_code=status, title=title, detail=detail, headers=headers)
