"""Which stages a worker runs, and in which consumer group."""

from collections.abc import Sequence

from service.errors import UsageError
from service.metrics import STAGES, Stage
from service.settings import Settings


def chosen(agents: str) -> list[Stage]:
    """The stages in the setting `agents`, in pipeline order; none for an empty one. Raises UsageError."""
    wanted = {name.strip() for name in agents.split(",") if name.strip()}
    if wanted - set(STAGES):
        raise UsageError(f"agents = {agents!r}: some of {', '.join(STAGES)}, comma separated, or empty for none")
    return [stage for stage in STAGES if stage in wanted]


def group_of(settings: Settings, stages: Sequence[Stage]) -> str:
    """The one consumer group of these stages. Raises UsageError when they have several."""
    group, *others = sorted({settings.group(stage) for stage in stages})
    if others:
        raise UsageError(f"agents = {settings.agents!r} have several groups (*_app_id): {', '.join([group, *others])}")
    return group
