"""The nine dashboards, each for the one who asks its question."""

from panels import BAD, FAIR, GOOD, alerts, board, lines, matrix, stat, table

R = "[$__rate_interval]"
GOOD_RATIO = ((None, BAD), (0.8, FAIR), (0.95, GOOD))
MUST_BE_ZERO = ((None, GOOD), (0.5, BAD))
# What a link or a storage has where nobody has set less.
NO_LIMIT = 100_000
BURN = "slo:tern_errors:rate1h / slo:tern_events:rate1h / slo:tern_error_budget:ratio"
VO = ("vo", "VO", "label_values(tern_files{@}, vo)")
SRC = ("src", "Source", "label_values(tern_link_active{@}, src)")
DST = ("dst", "Destination", "label_values(tern_link_active{@}, dst)")
SERVER = ("server", "Server", "label_values(tern_server_answers_total{@}, server)")
STORAGE = ("storage", "Storage", "label_values(tern_storage_active{@}, storage)")
PAIR = 'src=~"$src",dst=~"$dst",@'


def quantiles(title, about, metric, of="@"):
    return lines(title, about, "s", *(
        (f"histogram_quantile({q}, sum by (le) (rate({metric}_bucket{{{of}}}{R})))", f"p{round(q * 100)}")
        for q in (0.5, 0.95, 0.99)))


def share(good, all_):
    return f"sum({good}) / sum({all_})"


def overview():
    done = f'rate(tern_files_ended_total{{@,vo=~"$vo",outcome="FINISHED"}}{R})'
    ended = f'rate(tern_files_ended_total{{@,vo=~"$vo",outcome=~"FINISHED|FAILED"}}{R})'
    return board("tern-overview", "Tern / Overview", "Is it healthy? For whoever is on shift.", "tern_leader", [
        [(2, 4, stat("Leaders", "Exactly one node leads.", "none", "sum(tern_leader{@})",
                     ((None, BAD), (1, GOOD), (2, BAD)))),
         (2, 4, stat("Worst burn", "Of the error budgets; 14.4 pages.", "none",
                     f"max({BURN})", ((None, GOOD), (1, FAIR), (14.4, BAD)))),
         (3, 4, stat("Canary", "Age of its last good copy.", "s",
                     "time() - max(tern_canary_last_success_timestamp_seconds{@})", ((None, GOOD), (120, FAIR), (300, BAD)))),
         (3, 4, stat("Moved now", "Bytes a second, as storages tell it.", "Bps",
                     f'sum(rate(tern_file_bytes_total{{@,vo=~"$vo"}}{R}))')),
         (3, 4, stat("Files now", "Transfers finished a second.", "cps", f"sum({done})")),
         (3, 4, stat("Success", "Finished of all that came to an end, cancelled ones aside.", "percentunit",
                     share(done, ended), GOOD_RATIO)),
         (3, 4, stat("Queued", "Transfers that wait for a place.", "short", "sum(tern_queued{@})")),
         (3, 4, stat("Oldest queued", "Age of the oldest transfer that waits.", "s",
                     'max(tern_oldest_queued_seconds{@,vo=~"$vo"})', ((None, GOOD), (3600, FAIR), (86400, BAD)))),
         (2, 4, stat("Active", "Transfers that hold places.", "short", 'sum(tern_slots{@,kind="used"})'))],
        [(12, 8, lines("Throughput by VO", "Bytes a second, as storages tell it.", "Bps",
                       (f'sum by (vo) (rate(tern_file_bytes_total{{@,vo=~"$vo"}}{R}))', "{{vo}}"), stacked=True)),
         (12, 8, lines("Transfers that ended", "By final state.", "cps",
                       (f'sum by (outcome) (rate(tern_files_ended_total{{@,vo=~"$vo"}}{R}))', "{{outcome}}"),
                       stacked=True))],
        [(12, 8, lines("Transfers by state", "Of unfinished jobs.", "short",
                       ('sum by (state) (tern_files{@,vo=~"$vo",state!~"FINISHED|FAILED|CANCELED|NOT_USED"}) > 0',
                        "{{state}}"), stacked=True)),
         (12, 8, quantiles("Dispatch wait", "From the decision to start a copy until COPY is sent.",
                           "tern_dispatch_wait_seconds"))],
        [(12, 8, lines("Error budget burn", "1 burns the month's budget in a month; 14.4 pages.", "none",
                       (BURN, "{{slo}}"),
                       thresholds=((None, GOOD), (1, FAIR), (14.4, BAD)))),
         (12, 8, alerts("Alerts", "What fires now; each has a page in docs/runbooks."))],
        [(12, 8, lines("Canary's copies", "By how they ended.", "cps",
                       (f"sum by (outcome) (rate(tern_canary_attempts_total{{@}}{R}))", "{{outcome}}"), stacked=True)),
         (12, 8, lines("Canary's time", "From the submission of its last good copy to the end.", "s",
                       ("max by (instance) (tern_canary_last_duration_seconds{@})", "{{instance}}")))],
    ], [VO])


def links():
    attempts = f'tern_link_attempts_total{{{PAIR},outcome=~"done|failed|unknown"}}'
    by_pair = "sum by (src, dst)"
    holes = (f"{by_pair} (tern_link_active{{{PAIR}}}) > 0 and "
             f"{by_pair} (rate(tern_link_bytes_total{{{PAIR}}}{R})) == 0")
    return board("tern-links", "Tern / Link matrix", "Which links are bad?", "tern_link_active", [
        [(6, 4, stat("Links in use", "With an attempt under way.", "short",
                     f"count({by_pair} (tern_link_active{{{PAIR}}}) > 0)")),
         (6, 4, stat("Black holes", "Links on which copies run and no byte moves.", "short",
                     f"count({holes}) or vector(0)", MUST_BE_ZERO)),
         (6, 4, stat("Moved now", "Over the chosen links.", "Bps", f"sum(rate(tern_link_bytes_total{{{PAIR}}}{R}))")),
         (6, 4, stat("Waiting", "Over the chosen links.", "short", f"sum(tern_link_queued{{{PAIR}}})"))],
        [(24, 10, matrix("Efficiency", "Done of all attempts over the time shown; sources down, destinations across.",
                         "percentunit", f'{by_pair} (increase(tern_link_attempts_total{{{PAIR},outcome="done"}}[$__range]))'
                         f" / ({by_pair} (increase({attempts}[$__range])) > 0)", GOOD_RATIO))],
        [(24, 10, matrix("Throughput", "Bytes a second over the time shown; sources down, destinations across.", "Bps",
                         f"{by_pair} (rate(tern_link_bytes_total{{{PAIR}}}[$__range]))",
                         ((None, BAD), (1, FAIR), (1e6, GOOD))))],
        [(8, 9, table("Worst links", "Failed attempts over the time shown.", "short",
                       f'topk(15, {by_pair} (increase(tern_link_attempts_total{{{PAIR},outcome!="done"}}[$__range])) > 0)', "Failed")),
         (8, 9, table("Black holes by link", "Copies that run there while no byte moves.", "short", holes, "Copies")),
         (8, 9, table("Longest queues", "Transfers that wait.", "short",
                       f"topk(15, {by_pair} (tern_link_queued{{{PAIR}}}) > 0)", "Waiting"))],
    ], [SRC, DST])


def full(storage, direction):
    of = f'storage=~"{storage}",direction="{direction}",@'
    return (f'sum by (storage, direction) (tern_storage_slots{{{of},kind="used"}}) / '
            f'sum by (storage, direction) (tern_storage_slots{{{of},kind="limit"}})')


def windows(of):
    return f"sum by (storage, direction, cause) (tern_storage_window_places{{{of}}})"


WINDOWS = ("Places that copies have shown to be worth taking, by what changed that last: grown while all flowed freely, fitted to "
           "what copies that hold each other up carry, tried whether more carry more, strained by failures.")


def link():
    return board("tern-link", "Tern / Link", "Why is this link slow?", "tern_link_active", [
        [(12, 8, lines("Places", "Taken on the link, and how many there are where they are counted.", "short",
                       (f'sum by (src, dst) (tern_link_slots{{{PAIR},kind="used"}})', "{{src}} → {{dst}}"),
                       (f'sum by (src, dst) (tern_link_slots{{{PAIR},kind="limit"}}) < {NO_LIMIT}', "limit {{src}} → {{dst}}"))),
         (12, 8, lines("Waiting", "Transfers in the link's queues.", "short",
                       (f"sum by (src, dst) (tern_link_queued{{{PAIR}}})", "{{src}} → {{dst}}")))],
        [(16, 12, lines("Windows", f"{WINDOWS} Of the link, if anything on it was held up, and of its ends.", "short",
                        (f"sum by (src, dst, cause) (tern_link_window_places{{{PAIR}}})", "{{src}} → {{dst}}, {{cause}}"),
                        (windows('storage=~"$src",direction="outbound",@'), "out of {{storage}}, {{cause}}"),
                        (windows('storage=~"$dst",direction="inbound",@'), "into {{storage}}, {{cause}}"))),
         (8, 12, lines("Windows judged", "Of all links and storages, by what became of them; each is looked at every 8 s while bytes flow.",
                       "cps", (f"sum by (decision) (rate(tern_window_decisions_total{{@}}{R}))", "{{decision}}"), stacked=True))],
        [(12, 8, lines("Throughput", "Bytes a second.", "Bps",
                       (f"sum by (src, dst) (rate(tern_link_bytes_total{{{PAIR}}}{R}))", "{{src}} → {{dst}}"), stacked=True)),
         (12, 8, lines("Throughput of one copy", "Bytes a second, divided by the copies under way.", "Bps",
                       (f"sum by (src, dst) (rate(tern_link_bytes_total{{{PAIR}}}{R})) / "
                        f"(sum by (src, dst) (tern_link_active{{{PAIR}}}) > 0)", "{{src}} → {{dst}}")))],
        [(12, 8, lines("What one copy could move", "While nothing holds it up: the moving average by which windows are fitted. "
                       "A copy that moves clearly less is held up.", "Bps",
                       (f"sum by (src, dst) (tern_link_copy_bytes_per_second{{{PAIR}}})", "{{src}} → {{dst}}"))),
         (12, 8, lines("Tried again", "By class; other failures are final.", "cps",
                       (f"sum by (error_class) (rate(tern_link_retries_total{{{PAIR}}}{R}))", "{{error_class}}"), stacked=True))],
        [(12, 8, lines("Attempts that ended", "By outcome.", "cps",
                       (f"sum by (outcome) (rate(tern_link_attempts_total{{{PAIR}}}{R}))", "{{outcome}}"), stacked=True)),
         (12, 8, lines("Efficiency", "Done of all attempts.", "percentunit",
                       (f'sum by (src, dst) (rate(tern_link_attempts_total{{{PAIR},outcome="done"}}{R})) / '
                        f"(sum by (src, dst) (rate(tern_link_attempts_total{{{PAIR}}}{R})) > 0)", "{{src}} → {{dst}}"),
                       thresholds=GOOD_RATIO))],
        [(12, 10, lines("What binds", "Places taken of those there are: for reading from the source, for writing to the destination, on the "
                        "link, and in all. What is at 100 % holds back what waits.", "percentunit",
                        (full("$src", "outbound"), "out of {{storage}}"), (full("$dst", "inbound"), "into {{storage}}"),
                        (f'sum by (src, dst) (tern_link_slots{{{PAIR},kind="used"}}) / '
                         f'sum by (src, dst) (tern_link_slots{{{PAIR},kind="limit"}})', "{{src}} → {{dst}}"),
                        ('sum(tern_slots{@,kind="used"}) / sum(tern_slots{@,kind="limit"})', "the whole service"))),
         (12, 10, lines("Circuits of its ends", "Of ends that are not spoken to, or on trial, by agent.", "short",
                        ('sum by (storage, state) (tern_breaker_state{storage=~"$src|$dst",@})', "{{storage}} {{state}}")))],
    ], [SRC, DST])


def storage():
    at, of = 'storage=~"$storage",@', 'server=~"$server",@'

    def own_faults(direction, side):
        return (f'sum by (error_class) (rate(tern_storage_failures_total{{{at},direction="{direction}",side="{side}"}}{R}))',
                f"{{{{error_class}}}} as a {side}")

    return board("tern-storage", "Tern / Storage", "Is my site well? For those who run a storage.", "tern_storage_active", [
        [(6, 4, stat("Written now", "Bytes a second into it.", "Bps",
                     f'sum(rate(tern_storage_bytes_total{{{at},direction="inbound"}}{R}))')),
         (6, 4, stat("Read now", "Bytes a second out of it.", "Bps",
                     f'sum(rate(tern_storage_bytes_total{{{at},direction="outbound"}}{R}))')),
         (6, 4, stat("Success", "Done of all attempts, both directions.", "percentunit",
                     share(f'rate(tern_storage_attempts_total{{{at},outcome="done"}}{R})',
                           f'rate(tern_storage_attempts_total{{{at},outcome!="stopped"}}{R})'), GOOD_RATIO)),
         (6, 4, stat("Open circuits", "Storages that are not spoken to for now.", "short",
                     f'count(max by (storage) (tern_breaker_state{{{at},state="open"}})) or vector(0)', MUST_BE_ZERO))],
        [(12, 10, lines("Bytes in", "Written to it.", "Bps",
                        (f'sum by (storage) (rate(tern_storage_bytes_total{{{at},direction="inbound"}}{R}))', "{{storage}}"))),
         (12, 10, lines("Bytes out", "Read from it.", "Bps",
                        (f'sum by (storage) (rate(tern_storage_bytes_total{{{at},direction="outbound"}}{R}))', "{{storage}}")))],
        [(12, 12, lines("Fullness", "Places taken of those there are; at 100 % its limit is what holds transfers back.",
                       "percentunit",
                       (f'sum by (storage, direction) (tern_storage_slots{{{at},kind="used"}}) / '
                        f'sum by (storage, direction) (tern_storage_slots{{{at},kind="limit"}})',
                        "{{storage}} {{direction}}"))),
         (12, 12, lines("Attempts under way", "By direction.", "short",
                        (f"sum by (storage, direction) (tern_storage_active{{{at}}})", "{{storage}} {{direction}}")))],
        [(24, 10, lines("Windows", f"{WINDOWS} A limit of operators may be lower.", "short",
                        (windows(at), "{{storage}} {{direction}}, {{cause}}")))],
        [(12, 8, lines("Attempts that ended", "By outcome, both directions.", "cps",
                       (f"sum by (outcome) (rate(tern_storage_attempts_total{{{at}}}{R}))", "{{outcome}}"), stacked=True)),
         (6, 8, lines("Circuits", "Of storages that are not spoken to, or on trial, by agent.", "short",
                      (f"sum by (storage, state) (tern_breaker_state{{{at}}})", "{{storage}} {{state}}"))),
         (6, 8, lines("Requests held back", "That waited for their turn, since their storage was asked as often as it may be.", "cps",
                      (f"sum by (storage) (rate(tern_storage_delayed_requests_total{{{at}}}{R}))", "{{storage}}")))],
        [(12, 8, quantiles("First marker", "From COPY to the first performance marker, all storages.",
                           "tern_first_marker_seconds")),
         (12, 8, lines("Oldest marker", "Of the copy that was heard longest ago, by node.", "s",
                       ("max by (instance) (tern_marker_age_seconds_max{@})", "{{instance}}")))],
        [(12, 8, lines("Answers", "Of the chosen servers over HTTP, streamed bytes aside, by class of status.", "cps",
                       (f"sum by (status_class) (rate(tern_server_answers_total{{{of}}}{R}))", "{{status_class}}"), stacked=True)),
         (12, 8, table("Servers that refuse", "Answers 4xx and 5xx over the time shown, targets of redirects included; a 404 before a "
                       "copy is no fault.", "short", f'topk(15, sum by (server, status_class) (increase(tern_server_answers_total'
                       f'{{{of},status_class=~"4xx|5xx"}}[$__range])) > 0)', "Answers"))],
        [(12, 8, lines("Connect time", "Mean of new connections to the chosen servers, from the first request for one until it was open: TLS "
                       "handshakes are in it, and waits for another to close where a server had all it may have; those that failed are not.",
                       "s", (f"sum by (server) (rate(tern_server_connect_seconds_total{{{of}}}{R})) / "
                             f"(sum by (server) (rate(tern_server_connections_total{{{of}}}{R})) > 0)", "{{server}}"))),
         (12, 8, lines("New connections", "To the chosen servers.", "cps",
                       (f"sum by (server) (rate(tern_server_connections_total{{{of}}}{R}))", "{{server}}")))],
        [(12, 8, lines("Blame", "Attempts that failed while it was the source (outbound) or the destination, by the side that failed: "
                       "transfer is the way between both.", "cps",
                       (f"sum by (direction, side) (rate(tern_storage_failures_total{{{at}}}{R}))", "{{direction}}: {{side}}"), stacked=True)),
         (12, 8, lines("Reasons", "Of the attempts that failed by its own fault, by class.", "cps",
                       own_faults("outbound", "source"), own_faults("inbound", "destination"), stacked=True))],
    ], [STORAGE, SERVER])


def shares():
    of = 'vo=~"$vo",@'
    wait = f"(sum by (vo, activity) (tern_share_waiting{{{of}}}) > 0)"

    def part(metric):
        """Of all that wait, since who wants nothing gets nothing."""
        mine = f"sum by (vo, activity) ({metric}{{{of}}}) and {wait}"
        return f"({mine}) / ignoring(vo, activity) group_left sum({mine})"

    return board("tern-shares", "Tern / VO shares", "Do I get my share?", "tern_leader", [
        [(12, 9, lines("Places by share", "Of transfers at work. Activities without a weight of their own are _other.", "short",
                       (f"sum by (vo, activity) (tern_share_running{{{of}}})", "{{vo}} {{activity}}"), stacked=True)),
         (12, 9, lines("Waiting by share", "Transfers that have no place.", "short",
                       (f"sum by (vo, activity) (tern_share_waiting{{{of}}})", "{{vo}} {{activity}}"), stacked=True))],
        [(12, 9, lines("Due", "What shares weigh, of the weight of all that wait.", "percentunit",
                       (part("tern_share_weight"), "{{vo}} {{activity}}"), stacked=True)),
         (12, 9, lines("Got", "Places of shares, of the places of all that wait; where links differ, so may this from what is due.",
                       "percentunit", (part("tern_share_running"), "{{vo}} {{activity}}"), stacked=True))],
        [(12, 8, lines("Share of throughput", "Bytes of a VO of all bytes.", "percentunit",
                       (f"sum by (vo) (rate(tern_file_bytes_total{{{of}}}{R})) / ignoring(vo) group_left "
                        f"sum(rate(tern_file_bytes_total{{@}}{R}))", "{{vo}}"), stacked=True)),
         (12, 8, lines("Active transfers", "By VO.", "short",
                       (f'sum by (vo) (tern_files{{{of},state=~"READY|ACTIVE"}})', "{{vo}}"), stacked=True))],
        [(12, 8, lines("Queued transfers", "By VO.", "short",
                       (f'sum by (vo) (tern_files{{{of},state="SUBMITTED"}})', "{{vo}}"), stacked=True)),
         (12, 8, lines("Oldest queued", "Age of the oldest transfer that waits, by share.", "s",
                       (f"max by (vo, activity) (tern_oldest_queued_seconds{{{of}}})", "{{vo}} {{activity}}")))],
        [(12, 8, lines("Finished", "Transfers a second, by VO.", "cps",
                       (f'sum by (vo) (rate(tern_files_ended_total{{{of},outcome="FINISHED"}}{R}))', "{{vo}}"))),
         (12, 8, lines("Submitted", "Jobs a second, by VO.", "cps",
                       (f"sum by (vo) (rate(tern_jobs_submitted_total{{{of}}}{R}))", "{{vo}}")))],
        [(12, 8, lines("Quotas", "What VOs have of what they may have at once; of streams of events on the node where it is fullest.",
                       "percentunit", (f"max by (vo, quota) (tern_quota_used_ratio{{{of}}})", "{{vo}} {{quota}}"),
                       thresholds=((None, GOOD), (0.8, FAIR), (1, BAD)))),
         (12, 8, lines("Beyond quotas", "Requests refused with 429, by VO and quota.", "cps",
                       (f"sum by (vo, quota) (rate(tern_quota_refusals_total{{{of}}}{R}))", "{{vo}} {{quota}}"), stacked=True))],
        [(12, 8, lines("Estimates", "Jobs that finished, of all VOs, by how far the end foretold at their acceptance was off: by a tenth of "
                       "the time they took, by half of it, or more.", "cps",
                       (f"sum by (off) (rate(tern_job_estimates_total{{@}}{R}))", "{{off}}"), stacked=True)),
         (12, 8, lines("Deadlines", "Jobs with a deadline that ended, of all VOs; cancelled ones aside.", "cps",
                       (f"sum by (outcome) (rate(tern_job_deadlines_total{{@}}{R}))", "{{outcome}}"), stacked=True))],
    ], [VO])


def errors():
    failed = 'tern_attempts_total{@,outcome="failed"}'
    return board("tern-errors", "Tern / Errors", "What broke?", "tern_leader", [
        [(8, 4, stat("Failing now", "Attempts that fail a second.", "cps", f"sum(rate({failed}{R})) or vector(0)")),
         (8, 4, stat("Unheard now", "Attempts a second whose end nobody heard.", "cps",
                     f'sum(rate(tern_attempts_total{{@,outcome="unknown"}}{R})) or vector(0)')),
         (8, 4, stat("Own faults", "Attempts that failed by Tern's own fault, of all.", "percentunit",
                     f'(sum(rate(tern_attempts_total{{@,error_class="orchestrator"}}{R})) or vector(0)) / '
                     f"sum(rate(tern_attempts_total{{@}}{R}))", ((None, GOOD), (0.001, BAD))))],
        [(12, 9, lines("By class", "Failed attempts.", "cps", (f"sum by (error_class) (rate({failed}{R}))", "{{error_class}}"),
                       stacked=True)),
         (12, 9, lines("By phase and side", "Failed attempts.", "cps",
                       (f"sum by (phase, side) (rate({failed}{R}))", "{{phase}} {{side}}"), stacked=True))],
        [(12, 9, lines("Tried again", "By class; other failures are final.", "cps",
                       (f"sum by (error_class) (rate(tern_retries_total{{@}}{R})) > 0", "{{error_class}}"), stacked=True)),
         (12, 9, table("Classes", "Failed attempts over the time shown.", "short",
                       f"sum by (error_class, phase, side) (increase({failed}[$__range])) > 0", "Failed"))],
        [(12, 9, table("Messages", "What was said of failed attempts since the nodes' start, without names and numbers.", "short",
                       "topk(20, sum by (error_class, message) (tern_error_messages_total{@}))", "Failed")),
         (12, 9, table("New messages", "Met first within the last hour; seconds since then.", "s",
                       "bottomk(20, time() - min by (error_class, message) (tern_error_first_seen_timestamp_seconds{@}) < 3600)",
                       "Age", least_first=True))],
        [(12, 8, lines("Retries until finished", "Transfers that finished, by how often they had been tried again.", "cps",
                       (f"sum by (retries) (rate(tern_files_finished_total{{@}}{R}))", "{{retries}}"), stacked=True)),
         (12, 8, lines("Handed back", "Attempts that agents gave back, as when they drain or leave a storage alone: no failures, and no "
                       "retry is spent.", "cps", (f"sum(rate(tern_handed_back_total{{@}}{R}))", "handed back")))],
        [(12, 8, lines("Words not known", "Answers of storages that the failure table does not know.", "cps",
                       (f"sum by (instance) (rate(tern_storage_unknown_answers_total{{@}}{R}))", "{{instance}}"))),
         (12, 8, lines("Orphans", "Attempts whose end nobody heard, taken up again.", "cps",
                       (f"sum by (instance) (rate(tern_orphans_recovered_total{{@}}{R}))", "{{instance}}")))],
        [(12, 8, lines("Tokens asked for", "Of issuers, in place of those that users lent, by what came of it.", "cps",
                       (f"sum by (issuer, grant, outcome) (rate(tern_token_requests_total{{@}}{R}))",
                        "{{issuer}} {{grant}} {{outcome}}"), stacked=True)),
         (12, 8, lines("Refused for credentials", "Attempts that failed for want of rights, by side.", "cps",
                       (f'sum by (side) (rate(tern_attempts_total{{@,error_class=~"credential|permission"}}{R}))',
                        "{{side}}"), stacked=True))],
    ])


def service():
    return board("tern-service", "Tern / Service", "Is a node sick?", "tern_leader", [
        [(3, 4, stat("Nodes ready", "Nodes that answer /readyz with 200.", "short", "sum(tern_node_ready{@})")),
         (3, 4, stat("Draining", "Nodes that take no new work.", "short", "sum(tern_node_draining{@})")),
         (3, 4, stat("Books disagree", "Must stay 0.", "short", "sum(tern_invariant_violations_total{@})", MUST_BE_ZERO)),
         (3, 4, stat("Poison records", "Passed over since start.", "short", "sum(tern_poison_records_total{@})",
                     MUST_BE_ZERO)),
         (4, 4, stat("Late outcomes", "Reports after their attempt was over, since start.", "short",
                     "sum(tern_late_outcomes_total{@})")),
         (4, 4, stat("Certificate", "Time that the one which ends first is good for.", "s",
                     "min(tern_host_certificate_expires_timestamp_seconds{@}) - time()",
                     ((None, BAD), (7 * 86400, FAIR), (14 * 86400, GOOD)))),
         (4, 4, stat("Most heap used", "Of the fullest node.", "percentunit",
                     'max(sum by (instance) (jvm_memory_used_bytes{@,area="heap"}) / '
                     'sum by (instance) (jvm_memory_max_bytes{@,area="heap"} > 0))', ((None, GOOD), (0.85, FAIR), (0.95, BAD))))],
        [(12, 8, lines("Agents", "As the leader hears them. A silent one gets nothing new; once its lease is over, others take up "
                       "its attempts.", "short", ("sum by (state) (tern_agents{@})", "{{state}}"), stacked=True)),
         (12, 8, lines("Ready", "1 while a node answers /readyz with 200.", "short",
                       ("max by (instance) (tern_node_ready{@})", "{{instance}}")))],
        [(12, 8, lines("Requests", "By route and class of status.", "reqps",
                       (f"sum by (route, method, status_class) (rate(tern_http_requests_seconds_count{{@}}{R}))",
                        "{{method}} {{route}} {{status_class}}"))),
         (12, 8, quantiles("Request time", "All routes.", "tern_http_requests_seconds"))],
        [(12, 8, quantiles("Commit of a step", "From decision to commit in Kafka.", "tern_step_seconds")),
         (12, 8, lines("Records of steps", "Records and dispatches a second, by node.", "cps",
                       (f"sum by (instance) (rate(tern_step_records_total{{@}}{R}))", "{{instance}}")))],
        [(12, 8, quantiles("Event loop delay", "How late a timer fires.", "tern_eventloop_delay_seconds")),
         (12, 8, quantiles("Wait for a worker", "Until one of the threads that may block takes a task.", "tern_worker_delay_seconds"))],
        [(12, 8, lines("Lag", "Records read and not applied.", "short",
                       ("sum by (topic) (tern_kafka_lag_records{@})", "{{topic}}"))),
         (12, 8, lines("Leadership taken", "By node. Tern's consumers are in no group, so nothing is rebalanced: this is when work changes hands.",
                       "short", (f"sum by (instance) (increase(tern_leader_changes_total{{@}}{R}))", "{{instance}}")))],
        [(12, 8, lines("Writes to Kafka", "Mean time of a client's last requests, on the node where it is longest.", "s",
                       ('max by (client) (tern_kafka_client_latency_seconds{@,request="produce"})', "{{client}}"))),
         (12, 8, lines("Longest writes", "The longest of a client's last requests.", "s",
                       ('max by (client) (tern_kafka_client_latency_seconds_max{@,request="produce"})', "{{client}}")))],
        [(12, 8, lines("Reads of Kafka", "Mean time of a client's last fetches; one that finds nothing waits for half a second.", "s",
                       ('max by (client) (tern_kafka_client_latency_seconds{@,request="fetch"})', "{{client}}"))),
         (12, 8, lines("Unread", "Records that clients have not read yet, on the node where they are most.", "short",
                       ("max by (client) (tern_kafka_client_lag_records{@})", "{{client}}")))],
        [(24, 8, quantiles("Time to truth", "From the end of an attempt on its agent to the commit that lets everybody see it.",
                           "tern_outcome_wait_seconds"))],
        [(12, 8, lines("Heap", "Used, by node.", "bytes",
                       ('sum by (instance) (jvm_memory_used_bytes{@,area="heap"})', "{{instance}}"))),
         (12, 8, lines("Pauses", "Seconds of garbage collection a second, by node.", "percentunit",
                       (f"sum by (instance) (rate(jvm_gc_pause_seconds_sum{{@}}{R}))", "{{instance}}")))],
        [(12, 8, lines("CPU", "Of a node's processors.", "percentunit",
                       ("max by (instance) (process_cpu_usage{@})", "{{instance}}"))),
         (12, 8, lines("Open files", "Sockets included, by node.", "short",
                       ("max by (instance) (process_files_open_files{@})", "{{instance}}")))],
        [(12, 8, lines("Tokens kept", "That users lent for their copies.", "short",
                       ("max(tern_tokens_kept{@})", "all users"))),
         (12, 8, lines("Fullest user's tokens", "Of what is kept of one user at most; at 100 % further ones get 429.", "percentunit",
                       ("max(tern_tokens_fullest_ratio{@})", "the user with most"), thresholds=((None, GOOD), (0.8, FAIR), (1, BAD))))],
        [(12, 8, lines("Log by level", "Warnings and errors a second.", "cps",
                       (f'sum by (level) (rate(logback_events_total{{@,level=~"warn|error"}}{R}))', "{{level}}"))),
         (12, 8, lines("Disk free", "Where the node keeps its data.", "bytes",
                       ("min by (instance) (disk_free_bytes{@})", "{{instance}}")))],
        [(12, 8, lines("Local store", "What a node's copy of the journal takes, on disk and in memory.", "bytes",
                       ("max by (instance) (tern_store_bytes{@})", "{{instance}}"))),
         (12, 8, lines("Settings changed", "By operators, a second.", "cps",
                       (f"sum(rate(tern_settings_changes_total{{@}}{R}))", "changes")))],
    ])


def kafka():
    return board("tern-kafka", "Tern / Kafka", "Is Kafka the cause? Names as Kafka's JMX exporter and Strimzi give them.",
                 "kafka_server_replicamanager_leadercount", [
        [(4, 4, stat("Brokers", "Those whose exporter answers.", "none",
                     "count(kafka_server_replicamanager_leadercount{@}) or vector(0)", ((None, BAD), (1, GOOD)))),
         (5, 4, stat("Controllers", "Exactly one is active.", "none",
                     "sum(kafka_controller_kafkacontroller_activecontrollercount{@})", ((None, BAD), (1, GOOD), (2, BAD)))),
         (5, 4, stat("Offline partitions", "Must be 0.", "none",
                     "sum(kafka_controller_kafkacontroller_offlinepartitionscount{@})", MUST_BE_ZERO)),
         (5, 4, stat("Under-replicated", "Partitions with a replica that lags.", "none",
                     "sum(kafka_server_replicamanager_underreplicatedpartitions{@})", MUST_BE_ZERO)),
         (5, 4, stat("Under minimum ISR", "Partitions that refuse Tern's writes.", "none",
                     "sum(kafka_server_replicamanager_underminisrpartitioncount{@})", MUST_BE_ZERO))],
        [(12, 8, lines("Bytes in", "By Tern's topics.", "Bps",
                       (f'sum by (topic) (rate(kafka_server_brokertopicmetrics_bytesin_total{{@,topic=~"tern.*"}}{R}))',
                        "{{topic}}"), stacked=True)),
         (12, 8, lines("Bytes out", "By Tern's topics.", "Bps",
                       (f'sum by (topic) (rate(kafka_server_brokertopicmetrics_bytesout_total{{@,topic=~"tern.*"}}{R}))',
                        "{{topic}}"), stacked=True))],
        [(12, 8, lines("Messages in", "By Tern's topics.", "cps",
                       (f'sum by (topic) (rate(kafka_server_brokertopicmetrics_messagesin_total{{@,topic=~"tern.*"}}{R}))',
                        "{{topic}}"))),
         (12, 8, lines("Idle handlers", "Of the threads that handle requests; below 0.3 the broker is the bottleneck.",
                       "percentunit", ("min by (instance) (kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent{@})",
                                       "{{instance}}")))],
        [(12, 8, lines("Produce time", "99th percentile, by broker.", "ms",
                       ('max by (instance) (kafka_network_requestmetrics_totaltimems{@,request="Produce",quantile="0.99"})',
                        "{{instance}}"))),
         (12, 8, lines("Log size", "On disk, by Tern's topics.", "bytes",
                       ('sum by (topic) (kafka_log_log_size{@,topic=~"tern.*"})', "{{topic}}"), stacked=True))],
    ])


def phase(name):
    return f'max(max_over_time(tern_load_phase{{@,phase="{name}"}}[1m])) > 0'


# The generator's, and the farm's: other faults show as nodes that do not answer, leaders that change, alerts.
PHASES = (("Warm-up", "yellow", phase("warm_up"), "warm-up"), ("Load", "dark-red", phase("load"), "load"),
          ("Drain", "dark-green", phase("drain"), "drain"),
          ("Fault", "dark-blue", "max(max_over_time(tern_farm_fault_rules{@}[1m])) > 0", "storages fail as they were told to"))


def load():
    return board("tern-load", "Tern / Load test", "What does it bear?", "tern_leader", [
        [(12, 8, lines("Offered, taken, completed", "Jobs that are submitted and transfers that end, a second.", "cps",
                       (f"sum(rate(tern_load_sent_total{{@}}{R}))", "offered by ./tern load"),
                       (f'sum(rate(tern_http_requests_seconds_count{{@,route="/jobs",method="POST"}}{R}))', "requests"),
                       (f"sum(rate(tern_jobs_submitted_total{{@}}{R}))", "jobs taken"),
                       (f"sum(rate(tern_attempts_started_total{{@}}{R}))", "attempts begun"),
                       (f"sum(rate(tern_files_ended_total{{@}}{R}))", "transfers ended"))),
         (12, 8, quantiles("Submission", "As the service sees it: from the head of a request to the end of its answer.",
                           "tern_http_requests_seconds", '@,route="/jobs",method="POST"'))],
        [(12, 8, quantiles("Submission from its intended time", "As users see it: from when ./tern load was to send until the job was "
                           "accepted, so what waits behind a slow answer counts.", "tern_load_submission_seconds")),
         (12, 8, lines("Answers", "To ./tern load, a second. What was pushed back or not reached is sent again.", "cps",
                       (f"sum by (answer) (rate(tern_load_answers_total{{@}}{R}))", "{{answer}}"), stacked=True))],
        [(12, 8, quantiles("Queue wait", "From acceptance to the first start.", "tern_queue_wait_seconds")),
         (12, 8, quantiles("Transfer time", "Of attempts that were done.", "tern_transfer_duration_seconds"))],
        [(12, 8, lines("Refused", "Answers 4xx and 5xx a second.", "reqps",
                       (f'sum by (status_class) (rate(tern_http_requests_seconds_count{{@,status_class=~"4xx|5xx"}}{R}))',
                        "{{status_class}}"))),
         (12, 8, lines("CPU of a transfer", "CPU seconds for each transfer that ended; the broker's not included.", "s",
                       (f"sum(process_cpu_usage{{@}} * on (instance) system_cpu_count{{@}}) / "
                        f"(sum(rate(tern_files_ended_total{{@}}{R})) > 0)", "service")))],
        [(12, 8, lines("Queue", "Waiting and at work.", "short", ("sum(tern_queued{@})", "waiting"),
                       ('sum(tern_slots{@,kind="used"})', "at work"))),
         (12, 8, lines("Heap", "Used, by node.", "bytes",
                       ('sum by (instance) (jvm_memory_used_bytes{@,area="heap"})', "{{instance}}")))],
    ], marks=PHASES)


ALL = (overview, links, link, storage, shares, errors, service, kafka, load)
