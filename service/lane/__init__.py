"""The lane: a deterministic state machine that links near-duplicates and groups articles into stories.

`partition.PartitionLanes.resolve` decides on one record of `articles.clean`; its state is a fold of the topic `lanes`.
"""
