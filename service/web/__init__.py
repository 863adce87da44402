"""Metrics and health over HTTP."""

from service.web.health import Answer, Health
from service.web.server import WebServer

__all__ = ["Answer", "Health", "WebServer"]
