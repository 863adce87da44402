"""The manifests render, are valid, and keep what they promise about security, topics and shutdown."""

import kubernetes_validate
import pytest
import yaml

from service import __version__, topics
from service.metrics import STAGES
from service.roles import chosen, group_of
from service.settings import ENVIRONMENT_PREFIX, Settings, is_secret, load
from tests.deploy.manifests import COMPONENTS, K8S, RENDERABLE, Manifest, of_kind, pod, render, workloads

OURS = {"v1", "apps/v1", "batch/v1", "policy/v1", "networking.k8s.io/v1"}
"""API groups whose schema Kubernetes itself publishes; the others belong to operators."""


@pytest.fixture(params=RENDERABLE)
def overlay(request) -> list[Manifest]:
    return render(K8S / request.param)


@pytest.fixture(params=COMPONENTS)
def with_component(request, tmp_path) -> list[Manifest]:
    """The base with one component alone."""
    directory = K8S / "overlays" / f".test-{request.param}"
    directory.mkdir()
    try:
        (directory / "kustomization.yaml").write_text(
            yaml.safe_dump({"resources": ["../../base"], "components": [f"../../components/{request.param}"]})
        )
        return render(directory)
    finally:
        (directory / "kustomization.yaml").unlink()
        directory.rmdir()


def validate(manifests: list[Manifest]) -> int:
    checked = 0
    for manifest in manifests:
        if manifest["apiVersion"] in OURS:
            kubernetes_validate.validate(manifest, "1.37", strict=True)
            checked += 1
        else:
            assert "." in manifest["apiVersion"].partition("/")[0], f"unknown API of {manifest['kind']}"
    return checked


def environment(workload: Manifest, manifests: list[Manifest]) -> dict[str, str]:
    """The variables of a workload's container, as far as they are written down."""
    container = pod(workload)["containers"][0]
    names = {source["configMapRef"]["name"] for source in container["envFrom"]}
    config = {
        k: v for c in of_kind(manifests, "ConfigMap") if c["metadata"]["name"] in names for k, v in c["data"].items()
    }
    return config | {variable["name"]: variable.get("value") for variable in container.get("env", [])}


def settings_of(workload: Manifest, manifests: list[Manifest]) -> Settings:
    """What `storyfold worker` makes of it, without what is only known in a cluster."""
    given = {k: v for k, v in environment(workload, manifests).items() if v is not None and not k.endswith("_FILE")}
    return load(environment=given).settings


def workers(manifests: list[Manifest]) -> dict[str, Manifest]:
    """The long-running workloads by name."""
    return {w["metadata"]["name"]: w for w in of_kind(manifests, "Deployment", "StatefulSet")}


def test_an_overlay_renders_to_valid_objects(overlay):
    assert validate(overlay) >= 8


def test_one_line_sets_the_image_of_everything(overlay):
    images = {container["image"] for workload in workloads(overlay) for container in pod(workload)["containers"]}
    assert images == {f"storyfold:{__version__}"}


def test_a_component_alone_renders_to_valid_objects(with_component):
    assert validate(with_component) >= 7


def test_a_misspelt_field_would_be_found():
    deployment = of_kind(render(K8S / "overlays/dev"), "Deployment")[0]
    broken = {**deployment, "spec": {**deployment["spec"], "replica": 1}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, "1.37", strict=True)


def test_pods_are_restricted(overlay):
    """Pod Security Standards, level restricted, and more: no writable root, no token, limits on memory."""
    assert len(workloads(overlay)) >= 2
    for workload in workloads(overlay):
        spec = pod(workload)
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["runAsUser"] > 0
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not spec.keys() & {"hostNetwork", "hostPID", "hostIPC"}
        assert {next(iter(v.keys() - {"name"})) for v in spec["volumes"]} <= {"emptyDir", "secret"}
        for container in spec["containers"]:
            context = container["securityContext"]
            assert context["allowPrivilegeEscalation"] is False
            assert context["readOnlyRootFilesystem"] is True
            assert context["capabilities"] == {"drop": ["ALL"]}
            assert "privileged" not in context
            assert container["resources"]["requests"].keys() == {"cpu", "memory"}
            assert "memory" in container["resources"]["limits"]
            assert not container["image"].endswith(":latest")


def test_the_namespace_enforces_the_same(overlay):
    (namespace,) = of_kind(overlay, "Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_no_secret_is_written_into_a_manifest(overlay):
    assert not of_kind(overlay, "Secret")
    names = {f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in Settings.__struct_fields__ if is_secret(name)}
    for config in of_kind(overlay, "ConfigMap"):
        assert not names & config["data"].keys()


def test_every_variable_is_a_setting(overlay):
    known = {ENVIRONMENT_PREFIX + name.upper() for name in Settings.__struct_fields__}
    known |= {f"{ENVIRONMENT_PREFIX}{name.upper()}_FILE" for name in Settings.__struct_fields__ if is_secret(name)}
    used = {name for config in of_kind(overlay, "ConfigMap") for name in config["data"]}
    used |= {v["name"] for w in workloads(overlay) for c in pod(w)["containers"] for v in c.get("env", [])}
    assert used
    assert used <= known


def test_the_stages_are_split_once_over_workloads_with_groups_of_their_own(overlay):
    settings = {name: settings_of(w, overlay) for name, w in workers(overlay).items()}
    stages = {name: chosen(given.agents) for name, given in settings.items()}
    assert sorted(stage for own in stages.values() for stage in own) == sorted(STAGES)
    groups = [group_of(settings[name], own) for name, own in stages.items() if own]
    assert len(set(groups)) == len(groups) == 2
    assert stages["storyfold-monitor"] == []


def test_every_worker_knows_the_group_of_every_stage(overlay):
    known = [{stage: settings_of(w, overlay).group(stage) for stage in STAGES} for w in workers(overlay).values()]
    assert len(known) == 3
    assert all(groups == known[0] for groups in known)


def test_a_worker_has_time_to_stop_by_itself(overlay):
    for workload in workers(overlay).values():
        settings = settings_of(workload, overlay)
        assert not settings.agents or pod(workload)["terminationGracePeriodSeconds"] > settings.stop_deadline_seconds


def test_probes_ask_what_they_mean(overlay):
    for workload in of_kind(overlay, "Deployment", "StatefulSet"):
        container = pod(workload)["containers"][0]
        paths = {
            name: container[name]["httpGet"]["path"] for name in ("startupProbe", "livenessProbe", "readinessProbe")
        }
        assert paths == {"startupProbe": "/livez", "livenessProbe": "/livez", "readinessProbe": "/readyz"}
        assert {port["name"] for port in container["ports"]} == {"http"}


def test_each_workload_has_a_disruption_budget(overlay):
    budgets = of_kind(overlay, "PodDisruptionBudget")
    for workload in (w for w in workers(overlay).values() if settings_of(w, overlay).agents):
        labels = workload["spec"]["template"]["metadata"]["labels"]
        matching = [b for b in budgets if b["spec"]["selector"]["matchLabels"].items() <= labels.items()]
        assert [b["spec"]["maxUnavailable"] for b in matching] == [1]


def test_the_network_policy_covers_every_pod_and_opens_little(overlay):
    (policy,) = of_kind(overlay, "NetworkPolicy")
    for workload in workloads(overlay):
        labels = workload["spec"]["template"]["metadata"]["labels"]
        assert policy["spec"]["podSelector"]["matchLabels"].items() <= labels.items()
    assert sorted(policy["spec"]["policyTypes"]) == ["Egress", "Ingress"]
    assert [rule["ports"] for rule in policy["spec"]["ingress"]] == [[{"port": "http", "protocol": "TCP"}]]
    assert all(rule["from"] for rule in policy["spec"]["ingress"])


def test_strimzi_topics_are_the_declared_ones():
    manifests = render(K8S / "overlays/prod")
    found = {t["metadata"]["name"]: t["spec"] for t in of_kind(manifests, "KafkaTopic")}
    assert found.keys() == {topic.name for topic in topics.ALL}
    for topic in topics.ALL:
        assert topic.config.items() <= found[topic.name]["config"].items()
        assert (found[topic.name]["partitions"] > 1) == topic.partitioned
    assert len({found[topic.name]["partitions"] for topic in topics.SAME_PARTITIONS}) == 1


def test_the_strimzi_user_may_do_what_a_worker_does_and_no_more():
    (user,) = of_kind(render(K8S / "overlays/prod"), "KafkaUser")
    rules = {rule["resource"]["name"]: rule for rule in user["spec"]["authorization"]["acls"]}
    for topic in topics.ALL:
        operations = rules.pop(topic.name)["operations"]
        assert {"Read", "Describe", "DescribeConfigs"} <= set(operations)
        assert ("Write" in operations) == (topic is not topics.RAW)
    (group,) = rules.values()
    manifests = render(K8S / "overlays/prod")
    groups = [settings_of(w, manifests).group(stage) for w in workers(manifests).values() for stage in STAGES]
    assert group["resource"]["patternType"] == "prefix"
    assert all(name.startswith(group["resource"]["name"]) for name in groups)


def test_the_scaler_watches_the_clean_stage_and_never_passes_its_partitions():
    manifests = render(K8S / "overlays/prod")
    (scaler,) = of_kind(manifests, "ScaledObject")
    deployment = workers(manifests)["storyfold-clean"]
    trigger = scaler["spec"]["triggers"][0]["metadata"]
    raw = next(t for t in of_kind(manifests, "KafkaTopic") if t["metadata"]["name"] == topics.RAW.name)
    assert scaler["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert "replicas" not in deployment["spec"]
    assert trigger["topic"] == topics.RAW.name
    assert scaler["spec"]["maxReplicaCount"] <= raw["spec"]["partitions"]
    assert trigger["consumerGroup"] == settings_of(deployment, manifests).group("clean")
