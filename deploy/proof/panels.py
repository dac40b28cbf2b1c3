#!/usr/bin/env python3
"""Asks every query of every panel of a Prometheus that watched an incident: python3 deploy/proof/panels.py [--keep DIR]

Starts a broker, a node, a farm of storages that fail in known ways and a Prometheus, all on loopback; submits copies and nonsense;
then puts each query with its variables replaced, and prints a table: dashboard, panel, query, samples, verdict. Fails when a query
is refused, has no samples or one below zero, or when injected trouble is not seen in the panel that should show it. With --keep the
answers are written to DIR as JSON, from which the pictures are drawn. $JMX_EXPORTER names the agent's jar; without it the
Kafka dashboard is not looked at.
"""

import json
import math
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
KAFKA, HTTP, HEALTH, FARM, ADMIN, JMX, PROMETHEUS = 29192, 28546, 28547, 28180, 28179, 29404, 29090
STORAGES = 6
SECONDS = int(os.environ.get("INCIDENT_SECONDS", "100"))
VARIABLES = {"$__rate_interval": "20s", "$__range": f"{SECONDS}s", "$job": ".+", "$instance": ".+", "$vo": ".+", "$src": ".+",
             "$dst": ".+", "$storage": ".+"}
# Panels that may be empty, and why.
MAY_BE_EMPTY = {
    ("tern-errors", "Own faults"): "no attempt at all in a quiet moment",
}


class Rig:
    """Everything that was started; ends with it."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []

    def start(self, name, *words, **environment):
        log = open(self.folder / f"{name}.log", "w")
        self.processes.append(subprocess.Popen(words, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                               env={**os.environ, **environment}))

    def stop(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def fetch(url, body=None, method=None):
    request = urllib.request.Request(url, body and body.encode(), {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def until(what, check, seconds=180):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if check():
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.5)
    raise SystemExit(f"not in time: {what}")


def start(rig):
    tern = str(ROOT / "tern")
    subprocess.run([tern, "build"], check=True)  # once, before three processes would do it at the same time
    agent = os.environ.get("JMX_EXPORTER")
    options = {"TERN_JAVA_OPTS": f"-javaagent:{agent}={JMX}:{ROOT}/deploy/kafka/jmx-exporter.yml"} if agent else {}
    rig.start("kafka", tern, "broker", "--data", str(rig.folder / "kafka"), "--port", str(KAFKA), **options)
    rig.start("farm", tern, "farm", "--addresses", str(STORAGES), "--port", str(FARM), "--admin", f"127.0.0.1:{ADMIN}",
              "--log", str(rig.folder / "farm.ndjson"), "--config", str(ROOT / "deploy/proof/incident.yml"))
    configuration = rig.folder / "tern.yaml"
    configuration.write_text("kafka: {unsafeAllowLowReplication: true, replication: 1}\n")
    rig.start("tern", tern, "serve", "--config", str(configuration), "--data", str(rig.folder / "data"), "--node", "one",
              "--kafka", f"127.0.0.1:{KAFKA}", "--http", f"127.0.0.1:{HTTP}", "--health", f"127.0.0.1:{HEALTH}",
              "--open-loopback", "--open-addresses", "loopback")
    jobs = [("tern", HEALTH, "/metrics", 1), ("tern-links", HEALTH, "/metrics/links", 2)] + ([("kafka", JMX, "/metrics", 5)] * bool(agent))
    prometheus = {"global": {"scrape_interval": "1s", "evaluation_interval": "2s"},
                  "rule_files": [str(ROOT / "deploy/prometheus/rules/*.yml")],
                  "scrape_configs": [{"job_name": job, "metrics_path": path, "scrape_interval": f"{every}s",
                                      "scrape_timeout": f"{every}s", "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]}
                                     for job, port, path, every in jobs]}
    (rig.folder / "prometheus.json").write_text(json.dumps(prometheus))
    rig.start("prometheus", "prometheus", f"--config.file={rig.folder}/prometheus.json",
              f"--storage.tsdb.path={rig.folder}/tsdb", f"--web.listen-address=127.0.0.1:{PROMETHEUS}")
    until("the node is ready", lambda: fetch(f"http://127.0.0.1:{HEALTH}/readyz")["ready"])
    until("Prometheus answers", lambda: fetch(f"http://127.0.0.1:{PROMETHEUS}/api/v1/query?query=up")["data"]["result"])


def submit(number):
    """A job of one file a link: some links are sound, 127.1.0.2 to .5 fail as incident.yml says, 127.1.0.99 does not exist."""
    files = []
    for source in range(1, STORAGES + 1):
        destination = source % STORAGES + 1
        files.append({"sources": [f"http://127.1.0.{source}:{FARM}/farm/size/{2_000_000 + 500_000 * source}/s/{number}-{source}"],
                      "destinations": [f"http://127.1.0.{destination}:{FARM}/out/{number}-{source}"]})
    files.append({"sources": [f"http://127.1.0.99:{FARM}/farm/size/1000/s/{number}"],
                  "destinations": [f"http://127.1.0.1:{FARM}/out/dead-{number}"]})
    files.append({"sources": ["mock://lab/f?size=1000"],
                  "destinations": [f"mock://tape/{number}?time={3 + number % 5}&size_post=1000"]})
    body = {"files": files, "params": {"retry": 1, "retry_delay": 3, "overwrite": True}}
    fetch(f"http://127.0.0.1:{HTTP}/jobs", json.dumps(body))


def incident():
    deadline, number = time.monotonic() + SECONDS, 0
    while time.monotonic() < deadline:
        number += 1
        submit(number)
        try:
            fetch(f"http://127.0.0.1:{HTTP}/jobs", "{nonsense" if number % 3 else '{"files": []}')
        except urllib.error.HTTPError:
            pass
        fetch(f"http://127.0.0.1:{HTTP}/jobs")
        time.sleep(0.4)
    print(f"{number} jobs of {STORAGES + 2} files submitted in {SECONDS} s")


def ask(expression, instant):
    for name, value in VARIABLES.items():
        expression = expression.replace(name, value)
    now = time.time()
    asked = {"query": expression, "time": now} if instant else {
        "query": expression, "start": now - SECONDS + 20, "end": now, "step": 2}
    path = "query" if instant else "query_range"
    try:
        answer = fetch(f"http://127.0.0.1:{PROMETHEUS}/api/v1/{path}?{urllib.parse.urlencode(asked)}")
    except urllib.error.HTTPError as refused:
        return expression, refused.read().decode(), []
    return expression, "", answer["data"]["result"]


def samples(results):
    return [float(value) for series in results for _, value in series.get("values", [series.get("value", (0, "NaN"))])]


def verdict(name, error, results):
    found = samples(results)
    finite = [value for value in found if math.isfinite(value)]
    if error:
        return f"REFUSED {error}"
    if not finite:
        return "empty: " + MAY_BE_EMPTY[name] if name in MAY_BE_EMPTY else "EMPTY"
    return "BELOW ZERO" if min(finite) < 0 else "good"


def seen(answers):
    """The trouble that was injected, and where it must show."""
    def labels(board, panel, label):
        return {series["metric"].get(label) for series in answers[board, panel]}

    def value(board, panel):
        return samples(answers[board, panel])[-1]

    return {
        "no_space under its class": "no_space" in labels("tern-errors", "By class", "error_class"),
        "not_found under its class": "not_found" in labels("tern-errors", "By class", "error_class"),
        "both are tried again or final": samples(answers["tern-errors", "Tried again"]) != [],
        "black hole counted": value("tern-links", "Black holes") >= 1,
        "open circuit counted": value("tern-storage", "Open circuits") >= 1,
        "success below all": value("tern-overview", "Success") < 0.95,
        "sick link has no efficiency": min(samples(answers["tern-links", "Efficiency"])) < 0.7,
        "refusals counted": "4xx" in labels("tern-load", "Refused", "status_class"),
        "one leader": value("tern-overview", "Leaders") == 1,
    }


def look(keep):
    answers, kept, bad = {}, {}, 0
    print("| dashboard | panel | query | series | samples | verdict |\n|---|---|---|---|---|---|")
    for path in sorted((ROOT / "deploy/grafana/dashboards").glob("*.json")):
        board = json.loads(path.read_text())
        if board["uid"] == "tern-kafka" and not os.environ.get("JMX_EXPORTER"):
            print("| tern-kafka | all | | | | not looked at: $JMX_EXPORTER is not set |")
            continue
        for panel in board["panels"]:
            for target in panel.get("targets", []):
                expression, error, results = ask(target["expr"], target["instant"])
                name = (board["uid"], panel["title"])
                answers.setdefault(name, []).extend(results)
                kept.setdefault(board["uid"], {}).setdefault(str(panel["id"]), []).append(
                    {"legend": target["legendFormat"], "result": results})
                said = verdict(name, error, results)
                bad += said.split()[0].isupper()
                shown = expression.replace("|", "\\|")
                print(f"| {board['uid']} | {panel['title']} | `{shown}` | {len(results)} | {len(samples(results))} | {said} |")
    for what, shows in seen(answers).items():
        print(f"{'seen' if shows else 'NOT SEEN'}: {what}")
        bad += not shows
    if keep:
        pathlib.Path(keep).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(keep) / "answers.json").write_text(json.dumps(kept))
    return bad


def main():
    keep = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tern-proof-"))
    rig = Rig(folder)
    try:
        start(rig)
        incident()
        bad = look(keep)
    finally:
        rig.stop()
    print(f"{bad} of them bad" if bad else "all good")
    if not bad:
        shutil.rmtree(folder)
    else:
        print(f"logs are in {folder}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
