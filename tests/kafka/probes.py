"""What a worker answers over HTTP: probes and metrics."""

import urllib.error
import urllib.request

from tests.kafka.broker import free_port


class Probes:
    """The probes of a worker on this machine; an answer is (status, text), or None while nothing listens."""

    def __init__(self) -> None:
        self.port = free_port()

    def ask(self, path: str) -> tuple[int, str] | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as response:
                return response.status, response.read().decode().strip()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode().strip()
        except OSError:
            return None

    def live(self) -> bool:
        return self.ask("/livez") == (200, "live")

    def ready(self) -> bool:
        return (self.ask("/readyz") or (0,))[0] == 200

    def metric(self, series: str) -> float:
        _, text = self.ask("/metrics") or (0, "")
        return next((float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(series)), 0.0)

    def metrics(self, name: str) -> dict[str, float]:
        """All series of a metric."""
        _, text = self.ask("/metrics") or (0, "")
        rows = [line.rpartition(" ") for line in text.splitlines() if line.startswith(name)]
        return {series: float(value) for series, _, value in rows}
