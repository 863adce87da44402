"""The lane: a deterministic state machine that links near-duplicates and groups articles into stories.

`PartitionLanes.resolve` decides on one record of `articles.clean`; its state is a fold of the topic `lanes`.
"""

from service.lane.fold import Fold
from service.lane.partition import PartitionLanes, Resolution
from service.lane.pending import Forgotten
from service.lane.record import LogRecord

__all__ = ["Fold", "Forgotten", "LogRecord", "PartitionLanes", "Resolution"]
