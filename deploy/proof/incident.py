"""What happens while Prometheus watches. Each part goes on until its panels show it: for conditions, not for times."""

import signal

import rig as processes
import trouble
from load import Load


def incident(rig, ask):
    with Load():
        until_seen(ask, trouble.STORAGES)
        rig.kill("two")
        until_seen(ask, trouble.AGENT_KILLED)
        processes.start_other(rig)
        until_seen(ask, trouble.AGENT_BACK)
        rig.signal("kafka", signal.SIGSTOP)
        until_seen(ask, trouble.KAFKA_PAUSED | (trouble.BROKER_PAUSED if processes.EXPORTER else {}))
        rig.signal("kafka", signal.SIGCONT)
        until_seen(ask, trouble.KAFKA_BACK | (trouble.BROKER_BACK if processes.EXPORTER else {}))


def until_seen(ask, troubles):
    for what, shows in troubles.items():
        processes.until(f"seen: {what}", lambda: shows(ask))
