"""Every overlay renders and keeps our own rules (its fields: ManifestsTest); so do compose, unit and image."""

import functools
import os
import re
import shutil
import subprocess
import unittest

import yaml

from test_prometheus import ROOT

DEPLOY = ROOT / "deploy"


# The one that .ci/run unpacks from Debian's package, and the one that is installed; each must render all.
KUBECTLS = [kubectl for kubectl in (os.environ.get("KUBECTL"), shutil.which("kubectl")) if kubectl]


@functools.cache
def rendered(overlay, kubectl=next(iter(KUBECTLS), None)):
    if not kubectl and os.environ.get("CI") != "true":
        raise unittest.SkipTest("skipped: install kubernetes-client")
    done = subprocess.run([kubectl or "kubectl", "kustomize", DEPLOY / "kustomize/overlays" / overlay],
                          capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{kubectl}: {done.stderr}")
    return list(yaml.safe_load_all(done.stdout))


def workloads(resources):
    return [resource for resource in resources if resource["kind"] in ("StatefulSet", "Deployment")]


def volumes(workload):
    """The names of what a pod can mount."""
    spec = workload["spec"]
    return {one["name"] for one in spec["template"]["spec"]["volumes"]} | {
        claim["metadata"]["name"] for claim in spec.get("volumeClaimTemplates", [])}


def found(spec, path, labels):
    """How many of those a selector selects."""
    for step in path:
        spec = spec[step]
    return sum(spec.items() <= one.items() for one in labels)


class Kubernetes(unittest.TestCase):
    def overlays(self):
        for path in sorted((DEPLOY / "kustomize/overlays").iterdir()):
            for kubectl in KUBECTLS or (None,):
                yield path.name, rendered(path.name, kubectl)

    def test_pods_are_confined_and_watched(self):
        for overlay, resources in self.overlays():
            for workload in workloads(resources):
                pod = workload["spec"]["template"]["spec"]
                self.assertTrue(pod["securityContext"]["runAsNonRoot"], overlay)
                self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
                self.assertFalse(pod["automountServiceAccountToken"])
                for container in pod["containers"]:
                    self.assert_confined(container)
                    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                        self.assertIn(probe, container, container["name"])

    def assert_confined(self, container):
        self.assertEqual(container["securityContext"], {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}})
        self.assertRegex(container["image"], r":\d", "a tag that does not move")
        self.assertTrue(container["resources"]["limits"]["memory"] and container["resources"]["requests"]["cpu"])

    def test_each_file_that_is_named_is_mounted(self):
        for overlay, resources in self.overlays():
            configured = "".join(text for one in resources if one["kind"] == "ConfigMap" and "grafana" not in str(one["metadata"])
                                 for text in one["data"].values())
            for workload in workloads(resources):
                pod = workload["spec"]["template"]["spec"]
                (container,) = pod["containers"]
                named = set(re.findall(r"/etc/[\w./-]+", " ".join(container["args"])))
                if workload["kind"] == "StatefulSet":
                    named |= set(re.findall(r"/etc/[\w./-]+", configured))
                mounts = {one["mountPath"] for one in container["volumeMounts"]}
                self.assertTrue(named, overlay)
                self.assertEqual({path for path in named if path.rpartition("/")[0] not in mounts}, set(), overlay)
                self.assertEqual({one["name"] for one in container["volumeMounts"]}, volumes(workload), overlay)

    def test_keys_are_for_the_service_alone(self):
        for overlay, resources in self.overlays():
            for workload in workloads(resources):
                for volume in workload["spec"]["template"]["spec"]["volumes"]:
                    secret = volume.get("secret", {"defaultMode": 0o440})
                    self.assertEqual(secret["defaultMode"], 0o440, f"{overlay}: {volume['name']}")

    def test_nodes_are_spread_and_drained(self):
        for overlay, resources in self.overlays():
            (nodes,) = [resource for resource in resources if resource["kind"] == "StatefulSet"]
            pod = nodes["spec"]["template"]["spec"]
            self.assertEqual(len(pod["topologySpreadConstraints"]), 2, overlay)
            (container,) = pod["containers"]
            self.assertEqual(container["livenessProbe"]["httpGet"]["path"], "/livez", "never depends on Kafka")
            self.assertEqual(container["readinessProbe"]["httpGet"]["path"], "/readyz")
            pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
            self.assertGreater(pod["terminationGracePeriodSeconds"], pause + 20 + 10, "20 s are the drain")

    def test_each_selector_finds_the_pods_of_one_workload(self):
        for overlay, resources in self.overlays():
            labels = [one["spec"]["template"]["metadata"]["labels"] for one in workloads(resources)]
            for resource in resources:
                path = {"Service": ("selector",), "PodDisruptionBudget": ("selector", "matchLabels"),
                        "NetworkPolicy": ("podSelector", "matchLabels")}.get(resource["kind"])
                if path:
                    self.assertEqual(found(resource["spec"], path, labels), 1, f"{overlay}: {resource['kind']}")

    def test_each_workload_has_its_network_policy(self):
        for overlay, resources in self.overlays():
            policies = [one for one in resources if one["kind"] == "NetworkPolicy"]
            self.assertEqual(len(policies), len(workloads(resources)), overlay)
            for policy in policies:
                self.assertEqual(policy["spec"]["policyTypes"], ["Ingress", "Egress"])

    def test_a_canary_sings_in_production(self):
        (canary,) = [one for one in rendered("production") if one["kind"] == "Deployment"]
        (container,) = canary["spec"]["template"]["spec"]["containers"]
        self.assertEqual(container["args"][0], "canary")
        self.assertNotIn("--every", container["args"], "a minute, as TernCanaryFailing takes it")

    def test_production_is_watched(self):
        resources = rendered("production")
        dashboards = [resource for resource in resources
                      if resource["metadata"].get("labels", {}).get("grafana_dashboard") == "1"]
        self.assertEqual(len(dashboards), 9)
        monitors = [resource for resource in resources if resource["kind"] == "ServiceMonitor"]
        self.assertEqual({end["path"] for one in monitors for end in one["spec"]["endpoints"]}, {"/metrics", "/metrics/links"})
        services = [one["metadata"]["labels"] for one in resources if one["kind"] == "Service"]
        for monitor in monitors:
            self.assertEqual(found(monitor["spec"], ("selector", "matchLabels"), services), 1, monitor["metadata"]["name"])
        rules = [resource for resource in resources if resource["kind"] == "PrometheusRule"]
        watched = [group for one in rules for group in one["spec"]["groups"]]
        written = [group for path in sorted((DEPLOY / "prometheus/rules").glob("*.yml"))
                   for group in yaml.safe_load(path.read_text())["groups"]]
        self.assertEqual(sorted(watched, key=str), sorted(written, key=str))

    def test_the_networks_way_out_is_not_inside(self):
        blocks = [to["ipBlock"] for policy in rendered("production") if policy["kind"] == "NetworkPolicy"
                  for rule in policy["spec"]["egress"] for to in rule.get("to", []) if "ipBlock" in to]
        self.assertTrue(all(block["except"] for block in blocks))
        self.assertIn("169.254.0.0/16", blocks[0]["except"])


class Others(unittest.TestCase):
    def test_compose_confines_our_containers_and_pins_the_others(self):
        services = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())["services"]
        self.assertEqual(set(services), {"kafka", "tern", "farm", "canary", "prometheus", "alertmanager", "grafana"})
        for name, service in services.items():
            if "TERN_IMAGE" in service["image"]:
                self.assertTrue(service["read_only"] and service["cap_drop"] == ["ALL"], name)
            else:
                self.assertRegex(service["image"], r":v?\d+\.\d+\.\d+$", name)
            for port in service.get("ports", []):
                self.assertTrue(port.startswith("127.0.0.1:"), f"{name}: {port}")

    def test_composes_grafana_finds_boards_and_prometheus(self):
        services = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())["services"]
        mounts = [volume.split(":")[:2] for volume in services["grafana"]["volumes"]]
        places = {target: (DEPLOY / "compose" / source).resolve() for source, target in mounts}
        settings = places["/etc/grafana/provisioning"]
        (boards,) = yaml.safe_load((settings / "dashboards/tern.yaml").read_text())["providers"]
        self.assertEqual(len(list(places[boards["options"]["path"]].glob("*.json"))), 9)
        (source,) = yaml.safe_load((settings / "datasources/prometheus.yaml").read_text())["datasources"]
        self.assertEqual((source["type"], source["url"]), ("prometheus", "http://prometheus:9090"))

    def test_the_image_is_not_root_and_says_whether_it_lives(self):
        text = (DEPLOY / "image/Dockerfile").read_text()
        self.assertRegex(text, r"(?m)^USER 10001:10001$")
        self.assertRegex(text, r"(?m)^HEALTHCHECK ")
        self.assertRegex(text, r"(?m)^FROM eclipse-temurin:25-jre$")

    def test_the_list_of_kafkas_users_is_printed_for_its_own_tool(self):
        users = yaml.safe_load_all((DEPLOY / "kafka/users.yaml").read_text())
        printed = subprocess.run([DEPLOY / "kafka/acls", "kafka:9092"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(len(printed.splitlines()), sum(len(user["spec"]["authorization"]["acls"]) for user in users))
        self.assertIn("kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:tern-agent --operation Write "
                      "--topic tern.reports --resource-pattern-type literal\n", printed)

    def test_nobody_shakes_hands_twice_on_a_connection(self):
        for script in (ROOT / "tern", DEPLOY / "image/tern"):
            self.assertIn("-Djdk.tls.rejectClientInitiatedRenegotiation=true", script.read_text().split(), script)

    def test_the_unit_is_valid_and_hardened(self):
        unit = DEPLOY / "systemd/tern.service"
        self.assertRegex(unit.read_text(), r"(?m)^LimitCORE=0$")
        checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
        complaints = [line for line in checked.stderr.splitlines() if "is not executable" not in line]
        self.assertEqual(complaints, [])
        scored = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
                                capture_output=True, text=True)
        exposure = float(re.search(r"exposure level for \S+: ([\d.]+)", scored.stdout).group(1))
        # What is left: it must reach the network, and a JVM writes code.
        self.assertLessEqual(exposure, 1.5, scored.stdout)


if __name__ == "__main__":
    unittest.main()
