"""The processes that are looked at: a broker, two nodes, a farm, a canary and a Prometheus that watches them, all on loopback."""

import json
import os
import pathlib
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TERN = str(ROOT / "tern")
KAFKA, HTTP, HEALTH, OTHER_HTTP, OTHER_HEALTH, FARM = 29192, 28546, 28547, 28556, 28557, 28180
CANARY, LOAD, FARM_ADMIN, JMX, PROMETHEUS = 28448, 28449, 28179, 29404, 29090
STORAGES = 6
EXPORTER = os.environ.get("JMX_EXPORTER")


class Rig:
    """Everything that was started; ends with it."""

    def __init__(self, folder):
        self.folder, self.processes = folder, {}

    def start(self, name, *words, **environment):
        log = open(self.folder / f"{name}.log", "a")
        self.processes[name] = subprocess.Popen(words, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                env={**os.environ, **environment})

    def signal(self, name, number):
        """./tern becomes the JVM that it starts, so this is the JVM's."""
        self.processes[name].send_signal(number)

    def kill(self, name):
        self.processes[name].kill()
        self.processes[name].wait()

    def wait(self, name):
        """Until it has come to its end by itself."""
        self.processes[name].wait(120)

    def stop(self):
        """At once: nobody looks at what they leave behind."""
        for name in self.processes:
            self.kill(name)


def fetch(url, body=None, **headers):
    request = urllib.request.Request(url, body and body.encode(), {"Content-Type": "application/json", **headers})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def until(what, check, seconds=180):
    """Waits for a condition, and says how long that took."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        try:
            if check():
                print(f"{what}: after {time.monotonic() - began:.0f} s", flush=True)
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.5)
    raise SystemExit(f"not in {seconds} s: {what}")


def start(rig):
    subprocess.run([TERN, "build"], check=True)  # once, before all of them would do it at the same time
    options = {"TERN_JAVA_OPTS": f"-javaagent:{EXPORTER}={JMX}:{ROOT}/deploy/kafka/jmx-exporter.yml"} if EXPORTER else {}
    rig.start("kafka", TERN, "broker", "--data", str(rig.folder / "kafka"), "--port", str(KAFKA), **options)
    rig.start("farm", TERN, "farm", "--addresses", str(STORAGES), "--port", str(FARM), "--admin",
              f"127.0.0.1:{FARM_ADMIN}", "--log", str(rig.folder / "farm.ndjson"),
              "--config", str(ROOT / "deploy/proof/incident.yml"))
    configure(rig.folder)
    start_node(rig, "one", HTTP, HEALTH, "--trusted-headers", "--settings", str(rig.folder / "settings.yaml"))
    start_other(rig)
    rig.start("canary", TERN, "canary", "mock://lab/c?size=1000", "mock://tape/c?time=1&size_post=1000", "--every", "5",
              "--server", f"http://127.0.0.1:{OTHER_HTTP}", "--listen", f"127.0.0.1:{CANARY}")
    start_load(rig)
    (rig.folder / "prometheus.json").write_text(json.dumps(prometheus()))
    rig.start("prometheus", "prometheus", f"--config.file={rig.folder}/prometheus.json",
              f"--storage.tsdb.path={rig.folder}/tsdb", f"--web.listen-address=127.0.0.1:{PROMETHEUS}")
    for port in (HEALTH, OTHER_HEALTH):
        until(f"the node at {port} is ready", lambda: fetch(f"http://127.0.0.1:{port}/readyz")["ready"])


def configure(folder):
    key = folder / "sealing.key"
    key.touch(0o600)
    key.write_bytes(os.urandom(32))
    (folder / "tern.yaml").write_text(f"""
kafka: {{unsafeAllowLowReplication: true, replication: 1}}
secrets: {{keys: [{{id: 1, file: {key}}}]}}
server: {{quotas: {{lhcb: {{queuedTransfers: 20}}}}}}
""")
    (folder / "settings.yaml").write_text("""
links: [{source: "http://127.1.0.3", destination: "http://127.1.0.4", maxActive: 12}]
shares: [{vo: atlas, weight: 3}, {vo: cms, weight: 1}]
activities: [{vo: atlas, weights: {express: 0.8, default: 0.2}}]
""")


def start_load(rig):
    """A load test whose phases can be seen one after the other; it drains until it is ended."""
    rig.start("load", TERN, "load", "--service", f"http://127.0.0.1:{HTTP}", "--mock", "--storages", "2", "--vos", "atlas,cms",
              "--rate", "2", "--warm-up", "20", "--jobs", "200", "--drain", "86400", "--listen", f"127.0.0.1:{LOAD}",
              "--acknowledged", str(rig.folder / "acknowledged.txt"))


def start_other(rig):
    """It carries attempts and leads nothing, so its death leaves everything else at work; the canary's door is here."""
    start_node(rig, "two", OTHER_HTTP, OTHER_HEALTH, "--open-loopback", "--roles", "agent,api")


def start_node(rig, name, http, health, *words):
    rig.start(name, TERN, "serve", "--config", str(rig.folder / "tern.yaml"), "--data", str(rig.folder / name), "--node", name,
              "--kafka", f"127.0.0.1:{KAFKA}", "--http", f"127.0.0.1:{http}", "--health", f"127.0.0.1:{health}",
              "--open-addresses", "loopback", *words)


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
