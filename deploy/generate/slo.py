"""The recording rules of the service levels: what counts, what of it was bad, over every window that alerts need."""

WINDOWS = ("5m", "30m", "1h", "6h", "3d")

# Sums of rates are not exact, so a difference of equal ones may be a trifle below 0.
# name, error budget, all events, good or bad ones; W stands for the window
LEVELS = (
    ("availability", 0.001,
     'sum(rate(tern_http_requests_seconds_count{route!="none"}[W]))',
     'sum(rate(tern_http_requests_seconds_count{route!="none",status_class="5xx"}[W])) or vector(0)'),
    ("submission_latency", 0.01,
     'sum(rate(tern_http_requests_seconds_count{route="/jobs",method="POST"}[W]))',
     'clamp_min(sum(rate(tern_http_requests_seconds_count{route="/jobs",method="POST"}[W]))'
     ' - sum(rate(tern_http_requests_seconds_bucket{route="/jobs",method="POST",le="0.25"}[W])), 0)'),
    ("dispatch", 0.01,
     'sum(rate(tern_dispatch_wait_seconds_count[W]))',
     'clamp_min(sum(rate(tern_dispatch_wait_seconds_count[W]))'
     ' - sum(rate(tern_dispatch_wait_seconds_bucket{le="1.0"}[W])), 0)'),
    ("truth", 0.01,
     'sum(rate(tern_outcome_wait_seconds_count[W]))',
     'clamp_min(sum(rate(tern_outcome_wait_seconds_count[W]))'
     ' - sum(rate(tern_outcome_wait_seconds_bucket{le="5.0"}[W])), 0)'),
    ("own_failures", 0.001,
     'sum(rate(tern_attempts_total[W]))',
     'sum(rate(tern_attempts_total{error_class="orchestrator"}[W])) or vector(0)'),
)


def rules():
    """The text of rules/slo.yml."""
    lines = ["# Made by deploy/generate; the levels are in deploy/generate/slo.py.", "groups:", "  - name: tern-levels",
             "    rules:"]
    for name, budget, _, _ in LEVELS:
        lines += _rule("slo:tern_error_budget:ratio", f"vector({budget})", name)
    for window in WINDOWS:
        lines += [f"  - name: tern-levels-{window}", "    rules:"]
        for name, _, events, errors in LEVELS:
            lines += _rule(f"slo:tern_events:rate{window}", events.replace("W", window), name)
            lines += _rule(f"slo:tern_errors:rate{window}", errors.replace("W", window), name)
    return "\n".join(lines) + "\n"


def _rule(record, expression, level):
    return [f"      - record: {record}", f"        expr: {expression}", f"        labels: {{slo: {level}}}"]
