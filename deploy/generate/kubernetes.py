"""Kubernetes objects whose content stands elsewhere: topics and their access rights, and the alert rules."""

from typing import Any

import yaml

from service import topics
from service.topics import Topic

CLUSTER = "storyfold"
PARTITIONS = 12
REPLICAS = 3
HEAD = "# Written by `python -m deploy.generate` from {source}; change that, not this.\n"
GROUP_PREFIX = "storyfold"
"""Consumer groups of the workloads: storyfold-clean, storyfold-lanes."""


def strimzi_topics() -> str:
    """One KafkaTopic for each declared topic."""
    return _documents("service/topics.py", [_topic(topic) for topic in topics.ALL])


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaTopic",
        "metadata": {"name": topic.name, "labels": {"strimzi.io/cluster": CLUSTER}},
        "spec": {
            "partitions": PARTITIONS if topic.partitioned else 1,
            "replicas": REPLICAS,
            "config": {**topic.config, "min.insync.replicas": str(REPLICAS - 1)},
        },
    }


def strimzi_user() -> str:
    """The worker's KafkaUser: it reads every topic, writes those whose writer is an agent, and manages its groups."""
    rules: list[dict[str, Any]] = []
    for topic in topics.ALL:
        operations = ["Read", "Describe", "DescribeConfigs"] + (["Write"] if topic.writer != "producers" else [])
        rules.append(
            {"resource": {"type": "topic", "name": topic.name, "patternType": "literal"}, "operations": operations}
        )
    rules.append(
        {
            "resource": {"type": "group", "name": GROUP_PREFIX, "patternType": "prefix"},
            "operations": ["Read", "Describe"],
        }
    )
    user = {
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {"name": "storyfold", "labels": {"strimzi.io/cluster": CLUSTER}},
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {"type": "simple", "acls": rules},
        },
    }
    return _documents("service/topics.py", [user])


def prometheus_rule(rules: str) -> str:
    """The rules file as a PrometheusRule."""
    rule = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "storyfold"},
        "spec": yaml.safe_load(rules),
    }
    return _documents("deploy/prometheus/rules.yml", [rule])


def _documents(source: str, objects: list[dict[str, Any]]) -> str:
    return HEAD.format(source=source) + yaml.safe_dump_all(objects, sort_keys=False, width=160)
