"""What goes wrong, and the panel in which whoever looks must see it."""

from questions import finite
from places import HEALTH

LEADS = {"instance": f"127.0.0.1:{HEALTH}"}


def has(uid, title, label, value):
    """A line of that label rises above zero."""
    return lambda ask: any(one["metric"].get(label) == value and max(finite([one]), default=0) > 0
                           for one in ask.series(uid, title))


def last(uid, title, holds, **labels):
    """What is true of the panel's latest value; of one of them, where there are several."""
    return lambda ask: any(holds(finite([one])[-1]) for one in ask.series(uid, title)
                           if labels.items() <= one["metric"].items() and finite([one]))


def ever(uid, title, holds, **labels):
    return lambda ask: any(holds(value) for one in ask.series(uid, title)
                           if labels.items() <= one["metric"].items() for value in finite([one]))


def marked(name):
    return lambda ask: bool(finite(ask.mark(name)))


STORAGES = {
    "no_space under its class": has("tern-errors", "By class", "error_class", "no_space"),
    "not_found under its class": has("tern-errors", "By class", "error_class", "not_found"),
    "who may not is under his side": has("tern-errors", "Refused for credentials", "side", "destination"),
    "failures are tried again": ever("tern-errors", "Tried again", lambda rate: rate > 0),
    "success below all": last("tern-overview", "Success", lambda ratio: ratio < 0.95),
    "a sick link has a low efficiency": last("tern-links", "Efficiency", lambda ratio: ratio < 0.7),
    "nonsense is refused": has("tern-load", "Refused", "status_class", "4xx"),
    "the dead storage's circuit is open": last("tern-storage", "Open circuits", lambda count: count >= 1),
    "shares wait for a full storage": has("tern-shares", "Waiting by share", "activity", "express"),
    "the wait of a share is told": ever("tern-shares", "Oldest queued", lambda age: age > 5, vo="atlas", activity="express"),
    "a VO has used its quota": last("tern-shares", "Quotas", lambda part: part > 0.9, vo="lhcb", quota="queued_transfers"),
    "what is beyond it is refused": has("tern-shares", "Beyond quotas", "vo", "lhcb"),
    "a link shows its limit": ever("tern-link", "Places", lambda places: places == 12,
                                   src="http://127.1.0.3", dst="http://127.1.0.4"),
    "what a copy could move is learnt": ever("tern-link", "What one copy could move", lambda rate: rate > 1e5,
                                             src="http://127.1.0.6", dst="http://127.1.0.1"),
    "a link that is narrower than its ends has a window": ever("tern-link", "Windows", lambda places: places >= 2,
                                                               src="http://127.1.0.6", dst="http://127.1.0.1"),
    "requests wait for their turn": ever("tern-storage", "Requests held back", lambda rate: rate > 0),
    "a refused token is exchanged": has("tern-errors", "Tokens asked for", "outcome", "given"),
    "an issuer is away": has("tern-errors", "Tokens asked for", "outcome", "away"),
    "a certificate ends some day": last("tern-service", "Certificate", lambda left: 29 * 86400 < left < 30 * 86400),
    "a link's retries are shown": ever("tern-link", "Tried again", lambda rate: rate > 0),
    "a destination has faults of its own": has("tern-storage", "Reasons", "error_class", "no_space"),
    "storages have windows": ever("tern-storage", "Windows", lambda places: places >= 2),
    "windows are judged": ever("tern-link", "Windows judged", lambda rate: rate > 0),
    "what was said is counted": last("tern-errors", "Messages", lambda count: count > 0, error_class="no_space"),
    "connections to a storage took time": ever("tern-storage", "Connect time", lambda mean: mean > 0, server="http://127.1.0.2"),
    "the black hole is counted": last("tern-links", "Black holes", lambda count: count >= 1),
    "the farm's faults are marked": marked("Fault"),
    "jobs are offered by the clock": ever("tern-load", "Offered, taken, completed", lambda rate: rate > 1.5),
    "the black hole is named": has("tern-links", "Black holes by link", "dst", "http://127.1.0.5"),
}
SETTINGS_CHANGED = {
    "a change of settings": last("tern-service", "Settings changed", lambda rate: rate > 0),
}
NODE_DRAINING = {
    "a node that drains": last("tern-service", "Draining", lambda count: count == 1),
}
NODE_BACK = {
    "the drained node is back": last("tern-service", "Nodes ready", lambda count: count == 2),
}
AGENT_KILLED = {
    "nothing was taken up by others before": last("tern-errors", "Orphans", lambda rate: rate == 0, **LEADS),
    "one node less is ready": last("tern-service", "Nodes ready", lambda count: count == 1),
    "the leader does not hear it": has("tern-service", "Agents", "state", "silent"),
}
AGENT_BACK = {
    "its attempts are taken up by others": last("tern-errors", "Orphans", lambda rate: rate > 0, **LEADS),
    "both nodes are ready again": last("tern-service", "Nodes ready", lambda count: count == 2),
}
# A rate is zero only once it has been so for the whole of $__rate_interval: what rises after that is new.
KAFKA_PAUSED = {
    "submissions are refused": has("tern-load", "Refused", "status_class", "5xx"),
    "the budget of availability burns": ever("tern-overview", "Error budget burn", lambda burn: burn > 14.4,
                                             slo="availability"),
    "no step is written": last("tern-service", "Records of steps", lambda rate: rate == 0, **LEADS),
    "no transfer finishes": last("tern-overview", "Files now", lambda rate: rate == 0),
}
KAFKA_BACK = {
    "steps are written again": last("tern-service", "Records of steps", lambda rate: rate > 0, **LEADS),
    "transfers finish again": last("tern-overview", "Files now", lambda rate: rate > 0),
    "one node leads": last("tern-overview", "Leaders", lambda count: count == 1),
    "both nodes are ready": last("tern-service", "Nodes ready", lambda count: count == 2),
    "the canary's copies are good again": last("tern-overview", "Canary", lambda age: age < 10),
}
LOAD_OVER = {
    "the warm-up was marked": marked("Warm-up"),
    "the load was marked": marked("Load"),
    "the drain is marked": marked("Drain"),
}
# Its exporter is paused with it.
BROKER_PAUSED = {
    "no broker answers": last("tern-kafka", "Brokers", lambda count: count == 0),
}
BROKER_BACK = {
    "the broker is scraped again": last("tern-kafka", "Controllers", lambda count: count == 1),
}
