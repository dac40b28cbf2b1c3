"""Every overlay renders and keeps our own rules (its fields: ManifestsTest); so do compose, unit and image."""

import os
import re
import shutil
import subprocess
import unittest

import yaml

from test_prometheus import ROOT

DEPLOY = ROOT / "deploy"

def rendered(overlay):
    if not shutil.which("kubectl") and os.environ.get("CI") != "true":
        raise unittest.SkipTest("skipped: install kubectl 1.27 or newer (Debian's knows too old a kustomize)")
    done = subprocess.run(["kubectl", "kustomize", DEPLOY / "kustomize/overlays" / overlay], capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(done.stderr)
    return list(yaml.safe_load_all(done.stdout))


class Kubernetes(unittest.TestCase):
    def overlays(self):
        for path in sorted((DEPLOY / "kustomize/overlays").iterdir()):
            yield path.name, rendered(path.name)

    def test_pods_are_confined_watched_and_drained(self):
        for overlay, resources in self.overlays():
            (nodes,) = [resource for resource in resources if resource["kind"] == "StatefulSet"]
            pod = nodes["spec"]["template"]["spec"]
            self.assertTrue(pod["securityContext"]["runAsNonRoot"])
            self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
            self.assertFalse(pod["automountServiceAccountToken"])
            self.assertEqual(len(pod["topologySpreadConstraints"]), 2)
            for container in pod["containers"]:
                self.assert_confined(container["securityContext"])
                self.assertRegex(container["image"], r":\d", "a tag that does not move")
                self.assertTrue(container["resources"]["limits"]["memory"] and container["resources"]["requests"]["cpu"])
                self.assertIn("startupProbe", container)
                self.assertEqual(container["livenessProbe"]["httpGet"]["path"], "/livez", "never depends on Kafka")
                self.assertEqual(container["readinessProbe"]["httpGet"]["path"], "/readyz")
                pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
                self.assertGreater(pod["terminationGracePeriodSeconds"], pause + 20 + 10, "20 s are the drain")

    def assert_confined(self, context):
        self.assertEqual(context, {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                   "capabilities": {"drop": ["ALL"]}})

    def test_selectors_find_the_pods(self):
        for overlay, resources in self.overlays():
            (nodes,) = [resource for resource in resources if resource["kind"] == "StatefulSet"]
            labels = nodes["spec"]["template"]["metadata"]["labels"]
            for resource in resources:
                selector = {"Service": ("selector",), "PodDisruptionBudget": ("selector", "matchLabels"),
                            "NetworkPolicy": ("podSelector", "matchLabels")}.get(resource["kind"])
                if selector:
                    wanted = resource["spec"]
                    for step in selector:
                        wanted = wanted[step]
                    self.assertLessEqual(wanted.items(), labels.items(), f"{overlay}: {resource['kind']}")

    def test_production_is_watched(self):
        resources = rendered("production")
        dashboards = [resource for resource in resources
                      if resource["metadata"].get("labels", {}).get("grafana_dashboard") == "1"]
        self.assertEqual(len(dashboards), 9)
        monitors = [resource for resource in resources if resource["kind"] == "ServiceMonitor"]
        self.assertEqual({end["path"] for one in monitors for end in one["spec"]["endpoints"]}, {"/metrics", "/metrics/links"})
        (nodes,) = [one for one in resources if one["kind"] == "Service" and one["metadata"]["name"] == "tern-nodes"]
        for monitor in monitors:
            self.assertLessEqual(monitor["spec"]["selector"]["matchLabels"].items(), nodes["metadata"]["labels"].items())
        rules = [resource for resource in resources if resource["kind"] == "PrometheusRule"]
        watched = [group for one in rules for group in one["spec"]["groups"]]
        written = [group for path in sorted((DEPLOY / "prometheus/rules").glob("*.yml"))
                   for group in yaml.safe_load(path.read_text())["groups"]]
        self.assertEqual(sorted(watched, key=str), sorted(written, key=str))

    def test_the_networks_way_out_is_not_inside(self):
        (policy,) = [one for one in rendered("production") if one["kind"] == "NetworkPolicy"]
        blocks = [to["ipBlock"] for rule in policy["spec"]["egress"] for to in rule.get("to", []) if "ipBlock" in to]
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

    def test_the_image_is_not_root_and_says_whether_it_lives(self):
        text = (DEPLOY / "image/Dockerfile").read_text()
        self.assertRegex(text, r"(?m)^USER 10001:10001$")
        self.assertRegex(text, r"(?m)^HEALTHCHECK ")
        self.assertRegex(text, r"(?m)^FROM eclipse-temurin:25-jre$")

    def test_the_unit_is_valid_and_hardened(self):
        unit = DEPLOY / "systemd/tern.service"
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
