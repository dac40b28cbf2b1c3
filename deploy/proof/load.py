"""Jobs and nonsense, submitted without a pause while an incident goes on."""

import json
import threading
from http.client import HTTPException

import issuer
from places import CIRCLE, DOOR, FARM, GUARDED, HTTP
from rig import fetch

JOBS = f"http://127.0.0.1:{HTTP}/jobs"
PAUSE = 0.4


class Load:
    """with Load(): ..."""

    def __init__(self):
        self.taken, self.refused, self.over = 0, 0, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        print(f"{self.taken} jobs of {len(job(0)['files'])} files taken, {self.refused} refused")

    def run(self):
        number = 0
        while not self.over.wait(PAUSE):
            number += 1
            vo = "lhcb" if number % 7 == 0 else "cms" if number % 3 == 0 else "atlas"
            if send(vo, json.dumps(job(number))):
                self.taken += 1
            else:
                self.refused += 1
            send(vo, "{nonsense" if number % 3 else '{"files": []}')
            send(vo)


def send(vo, body=None):
    """Whether it was answered with a 2xx."""
    try:
        fetch(JOBS, body, **{"X-Test-DN": f"/CN={vo}", "X-Test-FQANS": f"/{vo}"})
        return True
    except (OSError, HTTPException):
        return False


def job(number):
    """One file a link: some are sound, 127.1.0.2 to .8 fail as incident.yml says, 127.1.0.99 does not exist."""
    files = [{**copy(f"{http(source)}/farm/size/{size(source, number)}/s/{number}-{source}",
                     f"{http(source % CIRCLE + 1)}/out/{number}-{source}"),
              "activity": "express" if number % 2 else "analysis"}
             for source in range(1, CIRCLE + 1)]
    files += beside_the_narrow_link(number)
    files.append(lending(number))
    files.append(copy(f"{http(99)}/farm/size/1000/s/{number}", f"{http(1)}/out/dead-{number}"))
    files.append(copy("mock://lab/f?size=1000", f"mock://tape/{number}?time={3 + number % 5}&size_post=1000"))
    return {"files": files, "params": {"retry": 1, "retry_delay": 3, "overwrite": True}}


def beside_the_narrow_link(number):
    """What shows that both its ends can do more: some markers long, for a rate is what lies between two."""
    return [copy(f"{http(source)}/farm/size/12000000/s/{number}-beside", f"{http(destination)}/out/{number}-{source}-beside")
            for source, destination in ((6, 7), (7, 1))]


def lending(number):
    source, destination = (f"davs://{host}:{DOOR}" for host in GUARDED)
    return {**copy(f"{source}/farm/size/1000000/s/{number}-lent", f"{destination}/out/{number}-lent"),
            "source_tokens": [issuer.token()], "destination_tokens": [issuer.token()]}


def http(storage):
    return f"http://127.1.0.{storage}:{FARM}"


def size(source, number):
    """Bytes; now and then so many that something can be learnt of how they flow."""
    return 60_000_000 if source == CIRCLE and number % 10 == 0 else 2_000_000 + 500_000 * source


def copy(source, destination):
    return {"sources": [source], "destinations": [destination]}
