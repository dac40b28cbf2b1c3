"""What happens while Prometheus watches. Each part goes on until its panels show it: for conditions, not for times."""

import json
import signal

import issuer
import rig as processes
import trouble
from load import Load
from places import EXPORTER, OTHER_HTTP


def incident(rig, ask):
    as_operator(rig, "/config/token_providers",
                {"name": "proof", "issuer": issuer.URL, "client_id": "tern", "client_secret": "told to nobody"})
    with Load():
        until_seen(ask, trouble.STORAGES)
        as_operator(rig, "/config/se", {"http://127.1.0.1": {"se_info": {"inbound_max_active": 50}}})
        until_seen(ask, trouble.SETTINGS_CHANGED)
        rig.signal("two", signal.SIGTERM)
        until_seen(ask, trouble.NODE_DRAINING)
        rig.wait("two")
        processes.start_other(rig)
        until_seen(ask, trouble.NODE_BACK)
        rig.kill("two")
        until_seen(ask, trouble.AGENT_KILLED)
        processes.start_other(rig)
        until_seen(ask, trouble.AGENT_BACK)
        rig.signal("kafka", signal.SIGSTOP)
        until_seen(ask, trouble.KAFKA_PAUSED | (trouble.BROKER_PAUSED if EXPORTER else {}))
        rig.signal("kafka", signal.SIGCONT)
        until_seen(ask, trouble.KAFKA_BACK | (trouble.BROKER_BACK if EXPORTER else {}))
        until_seen(ask, trouble.LOAD_OVER)


def as_operator(rig, path, body):
    """Which everybody on this machine is to the other node."""
    processes.fetch(f"https://127.0.0.1:{OTHER_HTTP}{path}", json.dumps(body), trusted=rig.files.certificate)


def until_seen(ask, troubles):
    for what, shows in troubles.items():
        processes.until(f"seen: {what}", lambda: shows(ask))
