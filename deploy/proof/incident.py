"""What happens while Prometheus watches. Each part goes on until its panels show it: for conditions, not for times."""

import json
import signal

import rig as processes
import trouble
from load import Load


def incident(rig, ask):
    with Load():
        until_seen(ask, trouble.STORAGES)
        change_settings()
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
        until_seen(ask, trouble.KAFKA_PAUSED | (trouble.BROKER_PAUSED if processes.EXPORTER else {}))
        rig.signal("kafka", signal.SIGCONT)
        until_seen(ask, trouble.KAFKA_BACK | (trouble.BROKER_BACK if processes.EXPORTER else {}))
        until_seen(ask, trouble.LOAD_OVER)


def change_settings():
    """By whoever is on this machine, as the other node lets him."""
    processes.fetch(f"http://127.0.0.1:{processes.OTHER_HTTP}/config/se",
                    json.dumps({"http://127.1.0.1": {"se_info": {"inbound_max_active": 50}}}))


def until_seen(ask, troubles):
    for what, shows in troubles.items():
        processes.until(f"seen: {what}", lambda: shows(ask))
