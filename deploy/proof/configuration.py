"""The files that the processes begin with."""

import json
import os
import subprocess

from places import CANARY, EXPORTER, FARM_ADMIN, GUARDED, HEALTH, JMX, LOAD, OTHER_HEALTH, ROOT


class Configuration:
    """In a folder that is there."""

    def __init__(self, folder):
        self.folder, self.settings, self.prometheus = folder, folder / "settings.yaml", folder / "prometheus.json"
        self.certificate, self.key, self.sealing = folder / "trusted/host.pem", folder / "host.key", folder / "sealing.key"

    def write(self):
        self.certify()
        self.sealing.touch(0o600)
        self.sealing.write_bytes(os.urandom(32))
        tls = {"certificate": str(self.certificate), "key": str(self.key), "requireRevocationLists": False}
        self.node("one").write_text(json.dumps(self.tern({"quotas": {"lhcb": {"queuedTransfers": 20}}})))
        self.node("two").write_text(json.dumps(self.tern({"tls": tls})))
        self.settings.write_text("""
links: [{source: "http://127.1.0.3", destination: "http://127.1.0.4", maxActive: 12}]
shares: [{vo: atlas, weight: 3}, {vo: cms, weight: 1}]
activities: [{vo: atlas, weights: {express: 0.8, default: 0.2}}]
""")
        self.prometheus.write_text(json.dumps(prometheus()))

    def node(self, name):
        return self.folder / f"{name}.yaml"

    def certify(self):
        """One for all who speak TLS here; whoever trusts it trusts them."""
        self.certificate.parent.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=proof",
                        "-addext", "subjectAltName=" + ",".join(f"IP:{one}" for one in ("127.0.0.1", *GUARDED)), "-keyout", self.key, "-out", self.certificate],
                       check=True, capture_output=True)

    def tern(self, server):
        """A service that asks each storage so seldom that some requests have to wait."""
        return {"kafka": {"unsafeAllowLowReplication": True, "replication": 1},
                "secrets": {"keys": [{"id": 1, "file": str(self.sealing)}]},
                "storages": {"authorities": str(self.certificate.parent), "requestsPerSecond": 20},
                "server": server}


def prometheus():
    """That of deploy/prometheus, with shorter times and these processes."""
    jobs = [("tern", "/metrics", 1, [HEALTH, OTHER_HEALTH]), ("tern-links", "/metrics/links", 2, [HEALTH, OTHER_HEALTH]),
            ("tern-canary", "/metrics", 1, [CANARY]), ("tern-load", "/metrics", 1, [LOAD]),
            ("tern-farm", "/farm/metrics", 1, [FARM_ADMIN])] + [("kafka", "/metrics", 5, [JMX])] * bool(EXPORTER)
    return {"global": {"scrape_interval": "1s", "evaluation_interval": "2s"},
            "rule_files": [str(ROOT / "deploy/prometheus/rules/*.yml")],
            "scrape_configs": [{"job_name": job, "metrics_path": path, "scrape_interval": f"{every}s",
                                "scrape_timeout": f"{every}s",
                                "static_configs": [{"targets": [f"127.0.0.1:{port}" for port in ports]}]}
                               for job, path, every, ports in jobs]}
