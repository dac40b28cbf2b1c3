"""The processes that are looked at: a broker, two nodes, a farm of which some storages are asked over TLS, a canary, a load test, and
a Prometheus that watches them."""

import json
import os
import pathlib
import ssl
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPException

from configuration import Configuration
from places import (CANARY, CIRCLE, DOOR, EXPORTER, FARM, FARM_ADMIN, GUARDED, HEALTH, HTTP, JMX, KAFKA, LOAD, OTHER_HEALTH, OTHER_HTTP,
                    PROMETHEUS, ROOT, TERN)

HERE = pathlib.Path(__file__).resolve().parent


class Rig:
    """Everything that was started; ends with it."""

    def __init__(self, folder):
        self.folder, self.processes, self.files = folder, {}, Configuration(folder)

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
        for name, process in self.processes.items():
            if (process.poll() or 0) > 0:
                print(f"{name} had ended with {process.returncode}, see {self.folder}/{name}.log", flush=True)
            self.kill(name)


def fetch(url, body=None, trusted=None, **headers):
    """trusted: the certificate of whoever answers, if that is over TLS."""
    request = urllib.request.Request(url, body and body.encode(), {"Content-Type": "application/json", **headers})
    context = trusted and ssl.create_default_context(cafile=trusted)
    with urllib.request.urlopen(request, timeout=30, context=context) as answer:
        return json.load(answer)


def until(what, check, seconds=180):
    """Waits for a condition, and says how long that took."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        try:
            if check():
                print(f"{what}: after {time.monotonic() - began:.0f} s", flush=True)
                return
        except (OSError, ValueError, HTTPException):
            pass
        time.sleep(0.5)
    raise SystemExit(f"not in {seconds} s: {what}")


def start(rig):
    subprocess.run([TERN, "build"], check=True)  # once, before all of them would do it at the same time
    rig.files.write()
    options = {"TERN_JAVA_OPTS": f"-javaagent:{EXPORTER}={JMX}:{ROOT}/deploy/kafka/jmx-exporter.yml"} if EXPORTER else {}
    rig.start("kafka", TERN, "broker", "--data", str(rig.folder / "kafka"), "--port", str(KAFKA), **options)
    start_storages(rig)
    start_node(rig, "one", HTTP, HEALTH, "--trusted-headers", "--settings", str(rig.files.settings))
    start_other(rig)
    rig.start("canary", TERN, "canary", "mock://lab/c?size=1000", "mock://tape/c?time=1&size_post=1000", "--every", "5",
              "--server", f"https://127.0.0.1:{OTHER_HTTP}", "--ca", str(rig.files.certificate), "--listen", f"127.0.0.1:{CANARY}")
    start_load(rig)
    rig.start("prometheus", "prometheus", f"--config.file={rig.files.prometheus}",
              f"--storage.tsdb.path={rig.folder}/tsdb", f"--web.listen-address=127.0.0.1:{PROMETHEUS}")
    for port in (HEALTH, OTHER_HEALTH):
        until(f"the node at {port} is ready", lambda: fetch(f"http://127.0.0.1:{port}/readyz")["ready"])


def start_storages(rig):
    rig.start("farm", TERN, "farm", "--addresses", str(CIRCLE + len(GUARDED)), "--port", str(FARM), "--admin", f"127.0.0.1:{FARM_ADMIN}",
              "--log", str(rig.folder / "farm.ndjson"), "--config", str(HERE / "incident.yml"))
    for host in GUARDED:
        rig.start(f"door-{host}", sys.executable, "-B", str(HERE / "door.py"), host, str(DOOR), str(FARM),
                  str(rig.files.certificate), str(rig.files.key))
    rig.start("issuer", sys.executable, "-B", str(HERE / "issuer.py"))


def start_load(rig):
    """A load test whose phases can be seen one after the other; it drains until it is ended."""
    rig.start("load", TERN, "load", "--service", f"http://127.0.0.1:{HTTP}", "--mock", "--storages", "2", "--vos", "atlas,cms",
              "--rate", "2", "--warm-up", "20", "--jobs", "200", "--drain", "86400", "--listen", f"127.0.0.1:{LOAD}",
              "--acknowledged", str(rig.folder / "acknowledged.txt"))


def start_other(rig):
    """It carries attempts and leads nothing, so its death leaves everything else at work; the canary's door, over TLS, is here."""
    start_node(rig, "two", OTHER_HTTP, OTHER_HEALTH, "--open-loopback", "--roles", "agent,api")


def start_node(rig, name, http, health, *words):
    rig.start(name, TERN, "serve", "--config", str(rig.files.node(name)), "--data", str(rig.folder / name), "--node", name,
              "--kafka", f"127.0.0.1:{KAFKA}", "--http", f"127.0.0.1:{http}", "--health", f"127.0.0.1:{health}",
              "--open-addresses", "loopback", *words)
