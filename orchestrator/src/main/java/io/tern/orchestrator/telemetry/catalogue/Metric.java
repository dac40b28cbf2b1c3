package io.tern.orchestrator.telemetry.catalogue;

import static io.tern.orchestrator.telemetry.catalogue.Metric.Kind.COUNTER;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Kind.DURATION;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Kind.GAUGE;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Kind.INFO;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Kind.LATENCY;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Tier.CORE;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Tier.LINKS;
import static io.tern.orchestrator.telemetry.catalogue.Metric.Tier.STORAGES;

import java.util.List;

/**
 * Every metric that Tern makes itself: the one place that gives them names, help and labels. {@code
 * docs/metrics.md} is printed from it, and rules and dashboards are checked against that page.
 */
public enum Metric {
  JOBS_SUBMITTED(COUNTER, CORE, "tern_jobs_submitted", "Jobs taken by the leader.", "vo"),
  FILES(GAUGE, CORE, "tern_files", "Transfers of unfinished jobs, on the leader.", "vo", "state"),
  FILES_ENDED(
      COUNTER,
      CORE,
      "tern_files_ended",
      "Transfers that came to a final state, on the leader.",
      "vo",
      "outcome"),
  FILE_BYTES(COUNTER, CORE, "tern_file_bytes", "Bytes moved, as storages tell it.", "vo"),
  QUEUED(GAUGE, CORE, "tern_queued", "Transfers that wait for a place, on the leader."),
  OLDEST_QUEUED(
      GAUGE,
      CORE,
      "tern_oldest_queued_seconds",
      "Age of the oldest transfer of a share that waits for a place, on the leader.",
      "vo",
      "activity"),
  SLOTS(GAUGE, CORE, "tern_slots", "Places for attempts in all, on the leader.", "kind"),
  QUEUE_WAIT(
      DURATION,
      CORE,
      "tern_queue_wait_seconds",
      "From a job's acceptance to the first start of a transfer."),
  DISPATCH_WAIT(
      LATENCY,
      CORE,
      "tern_dispatch_wait_seconds",
      "From the decision to start a copy until its agent sends COPY, looks at both ends included."),
  OUTCOME_WAIT(
      LATENCY,
      CORE,
      "tern_outcome_wait_seconds",
      "From the end of an attempt, by its agent's clock, to the leader's commit that lets it be seen."),
  SHARE_WEIGHT(
      GAUGE,
      CORE,
      "tern_share_weight",
      "What a share weighs, on the leader; activities without a weight of their own are _other.",
      "vo",
      "activity"),
  SHARE_WAITING(
      GAUGE,
      CORE,
      "tern_share_waiting",
      "Transfers of a share that have no places, on the leader.",
      "vo",
      "activity"),
  SHARE_RUNNING(
      GAUGE,
      CORE,
      "tern_share_running",
      "Transfers of a share that have places, on the leader.",
      "vo",
      "activity"),
  QUOTA_USED(
      GAUGE,
      CORE,
      "tern_quota_used_ratio",
      "What a VO has of its quota: streams of events on this node; transfers queued, on the leader.",
      "vo",
      "quota"),
  QUOTA_REFUSALS(
      COUNTER,
      CORE,
      "tern_quota_refusals",
      "Requests of a VO that this node refused for its quota.",
      "vo",
      "quota"),
  WINDOW_DECISIONS(
      COUNTER,
      CORE,
      "tern_window_decisions",
      "Judgements of windows by what became of them: grown, shrunk or held, on the leader.",
      "decision"),
  AGENTS(
      GAUGE,
      CORE,
      "tern_agents",
      "Agents whose lease runs, on the leader: heard of lately, or silent and given nothing new.",
      "state"),
  ATTEMPTS_STARTED(COUNTER, CORE, "tern_attempts_started", "Attempts begun by this agent."),
  ATTEMPTS(
      COUNTER,
      CORE,
      "tern_attempts",
      "Attempts that ended on this agent.",
      "outcome",
      "error_class",
      "phase",
      "side"),
  RETRIES(
      COUNTER, CORE, "tern_retries", "Failed attempts that will be tried again.", "error_class"),
  HANDED_BACK(
      COUNTER,
      CORE,
      "tern_handed_back",
      "Attempts that agents gave back, which is no failure and costs no retry, on the leader: when"
          + " they drain, are full, lose their lease or leave a storage alone."),
  FILES_FINISHED(
      COUNTER,
      CORE,
      "tern_files_finished",
      "Transfers that finished, by how often they had been tried again, on the leader.",
      "retries"),
  JOB_ESTIMATES(
      COUNTER,
      CORE,
      "tern_job_estimates",
      "Jobs that finished, by how far the end foretold at their acceptance was off, as a part of the"
          + " time they took, on the leader.",
      "off"),
  JOB_DEADLINES(
      COUNTER,
      CORE,
      "tern_job_deadlines",
      "Jobs with a deadline that ended, cancelled ones aside, on the leader.",
      "outcome"),
  FIRST_MARKER(
      LATENCY, CORE, "tern_first_marker_seconds", "From COPY to the first performance marker."),
  MARKERS(COUNTER, CORE, "tern_markers", "Performance markers heard from storages."),
  MARKER_AGE(
      GAUGE,
      CORE,
      "tern_marker_age_seconds_max",
      "Age of the last marker of that copy of this agent which was heard longest ago."),
  UNKNOWN_ANSWERS(
      COUNTER,
      CORE,
      "tern_storage_unknown_answers",
      "Answers of storages whose words the failure table does not know."),
  ERROR_MESSAGES(
      COUNTER,
      CORE,
      "tern_error_messages",
      "Attempts that failed on this agent by what was said, without names and numbers; 100 texts.",
      "error_class",
      "message"),
  ERROR_FIRST_SEEN(
      GAUGE,
      CORE,
      "tern_error_first_seen_timestamp_seconds",
      "When this agent first met what was said.",
      "error_class",
      "message"),
  TRANSFER_DURATION(
      DURATION, CORE, "tern_transfer_duration_seconds", "Of attempts that were done."),
  DUPLICATE_DISPATCHES(
      COUNTER, CORE, "tern_duplicate_dispatches", "Dispatches that were not acted on."),
  LATE_OUTCOMES(
      COUNTER, CORE, "tern_late_outcomes", "Reports that came after their attempt was over."),
  ORPHANS_RECOVERED(
      COUNTER,
      CORE,
      "tern_orphans_recovered",
      "Attempts whose end nobody heard, taken up again by another."),
  LEADER(GAUGE, CORE, "tern_leader", "1 on the node that decides."),
  LEADER_CHANGES(COUNTER, CORE, "tern_leader_changes", "Times that this node began to lead."),
  SETTINGS_CHANGES(
      COUNTER,
      CORE,
      "tern_settings_changes",
      "Settings that were set or taken back, on the leader."),
  STEP(LATENCY, CORE, "tern_step_seconds", "From the decision of a step to its commit."),
  STEP_RECORDS(COUNTER, CORE, "tern_step_records", "Records and dispatches that steps wrote."),
  KAFKA_LAG(GAUGE, CORE, "tern_kafka_lag_records", "Records read and not yet applied.", "topic"),
  CLIENT_LATENCY(
      GAUGE,
      CORE,
      "tern_kafka_client_latency_seconds",
      "Mean of the last requests of a Kafka client; a fetch without records takes 500 ms.",
      "client",
      "request"),
  CLIENT_LATENCY_MAX(
      GAUGE,
      CORE,
      "tern_kafka_client_latency_seconds_max",
      "The longest of the last requests of a Kafka client.",
      "client",
      "request"),
  CLIENT_LAG(
      GAUGE,
      CORE,
      "tern_kafka_client_lag_records",
      "Records that a Kafka client has not read yet, of the partition where they are most.",
      "client"),
  POISON_RECORDS(
      COUNTER, CORE, "tern_poison_records", "Records that made no sense, passed over.", "topic"),
  INVARIANT_VIOLATIONS(
      COUNTER,
      CORE,
      "tern_invariant_violations",
      "Times that the leader's books did not agree with each other; must stay 0.",
      "name"),
  HTTP_REQUESTS(
      LATENCY,
      CORE,
      "tern_http_requests_seconds",
      "From a request's head to its answer's end.",
      "route",
      "method",
      "status_class"),
  EVENTLOOP_DELAY(
      LATENCY, CORE, "tern_eventloop_delay_seconds", "How late a timer of an event loop fires."),
  WORKER_DELAY(
      LATENCY,
      CORE,
      "tern_worker_delay_seconds",
      "How long a task waits for one of the threads that may block."),
  BUILD_INFO(INFO, CORE, "tern_build", "What runs; always 1.", "version", "java"),
  NODE_READY(GAUGE, CORE, "tern_node_ready", "1 while this node answers /readyz with 200."),
  NODE_DRAINING(GAUGE, CORE, "tern_node_draining", "1 while this node takes no new work."),
  BRIDGE_MESSAGES(
      COUNTER,
      CORE,
      "tern_bridge_messages",
      "Messages that the STOMP broker has acknowledged to this node."),
  BRIDGE_FAILURES(
      COUNTER,
      CORE,
      "tern_bridge_failures",
      "Times that the STOMP broker could not be reached, refused or gave no receipt."),
  TOKENS_KEPT(
      GAUGE,
      CORE,
      "tern_tokens_kept",
      "Tokens that users have lent, as this node has heard: the same number on every node."),
  TOKENS_FULLEST(
      GAUGE,
      CORE,
      "tern_tokens_fullest_ratio",
      "Of the tokens that may be kept of one user, those of the user with most; at 1 more get 429."),
  TOKEN_REQUESTS(
      COUNTER,
      CORE,
      "tern_token_requests",
      "Tokens that this node has asked issuers for in place of others, by exchange or refresh.",
      "issuer",
      "grant",
      "outcome"),
  STORE_BYTES(
      GAUGE,
      CORE,
      "tern_store_bytes",
      "Size of this node's copy of the journal: its files, and what is in memory until it is there."),
  CLOCK(GAUGE, CORE, "tern_clock_timestamp_seconds", "The wall clock of this node."),
  CERTIFICATE_EXPIRES(
      GAUGE,
      CORE,
      "tern_host_certificate_expires_timestamp_seconds",
      "When the certificate that listeners are proved by ends; 0 if it cannot be read."),
  LINKS_DROPPED(
      COUNTER,
      CORE,
      "tern_metrics_links_dropped",
      "Attempts counted under _other, since as many links as allowed had names already."),

  STORAGE_BYTES(
      COUNTER,
      STORAGES,
      "tern_storage_bytes",
      "Bytes moved by this agent.",
      "storage",
      "direction"),
  STORAGE_ATTEMPTS(
      COUNTER,
      STORAGES,
      "tern_storage_attempts",
      "Attempts that ended on this agent.",
      "storage",
      "direction",
      "outcome"),
  STORAGE_ACTIVE(
      GAUGE, STORAGES, "tern_storage_active", "Attempts on this agent.", "storage", "direction"),
  STORAGE_SLOTS(
      GAUGE,
      STORAGES,
      "tern_storage_slots",
      "Places taken, and how many there are, on the leader.",
      "storage",
      "direction",
      "kind"),
  STORAGE_WINDOW(
      GAUGE,
      STORAGES,
      "tern_storage_window_places",
      "Places that copies have shown a storage to bear, by what changed that last, on the leader.",
      "storage",
      "direction",
      "cause"),
  SERVER_ANSWERS(
      COUNTER,
      STORAGES,
      "tern_server_answers",
      "Answers over HTTP to this node, streamed bytes aside; targets of redirects are servers too.",
      "server",
      "status_class"),
  SERVER_CONNECTIONS(
      COUNTER,
      STORAGES,
      "tern_server_connections",
      "Connections over HTTP that this node opened.",
      "server"),
  SERVER_CONNECT_SECONDS(
      COUNTER,
      STORAGES,
      "tern_server_connect_seconds",
      "From the first request for each of those until it was open, TLS handshakes and waits for a place"
          + " among a server's connections included.",
      "server"),
  STORAGE_FAILURES(
      COUNTER,
      STORAGES,
      "tern_storage_failures",
      "Attempts that failed on this agent, by the side that failed, whichever end the storage was;"
          + " 4,000 of these have names.",
      "storage",
      "direction",
      "side",
      "error_class"),
  BREAKER_STATE(
      GAUGE,
      STORAGES,
      "tern_breaker_state",
      "1 while this agent's circuit to a storage is open or probing; closed ones are not listed.",
      "storage",
      "state"),
  DELAYED_REQUESTS(
      COUNTER,
      STORAGES,
      "tern_storage_delayed_requests",
      "Requests of this agent that waited for their turn, since their storage was asked as often as"
          + " it may be; storages without any are not listed.",
      "storage"),

  LINK_BYTES(COUNTER, LINKS, "tern_link_bytes", "Bytes moved by this agent.", "src", "dst"),
  LINK_ATTEMPTS(
      COUNTER,
      LINKS,
      "tern_link_attempts",
      "Attempts that ended on this agent.",
      "src",
      "dst",
      "outcome"),
  LINK_RETRIES(
      COUNTER,
      LINKS,
      "tern_link_retries",
      "Failed attempts that will be tried again, on the leader; 20,000 links and classes have names.",
      "src",
      "dst",
      "error_class"),
  LINK_ACTIVE(GAUGE, LINKS, "tern_link_active", "Attempts on this agent.", "src", "dst"),
  LINK_QUEUED(
      GAUGE, LINKS, "tern_link_queued", "Transfers that wait, on the leader.", "src", "dst"),
  LINK_SLOTS(
      GAUGE,
      LINKS,
      "tern_link_slots",
      "Places taken, and how many there are, on the leader.",
      "src",
      "dst",
      "kind"),
  LINK_WINDOW(
      GAUGE,
      LINKS,
      "tern_link_window_places",
      "Places that copies have shown a link to bear, by what changed that last, on the leader; links"
          + " on which nothing was held up are not listed.",
      "src",
      "dst",
      "cause"),
  LINK_SPEED(
      GAUGE,
      LINKS,
      "tern_link_copy_bytes_per_second",
      "What one copy moves while nothing holds it up, an average in which the last count most, on the"
          + " leader; links of which it is not known yet are not listed.",
      "src",
      "dst");

  public enum Kind {
    COUNTER("_total"),
    GAUGE(""),
    INFO("_info"),
    /** A histogram with buckets from 1 ms to 30 s. */
    LATENCY(""),
    /** A histogram with buckets from 100 ms to 6 h. */
    DURATION("");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  /** Where it is shown, and what bounds the number of its series. */
  public enum Tier {
    /** {@code /metrics}: at most 5,000 series a node, whatever is stored where. */
    CORE,
    /** {@code /metrics}: by storage. */
    STORAGES,
    /** {@code /metrics/links}: by link, those in use lately. */
    LINKS
  }

  private final Kind kind;
  private final Tier tier;
  private final String base;
  private final String help;
  private final List<String> labels;

  Metric(Kind kind, Tier tier, String base, String help, String... labels) {
    this.kind = kind;
    this.tier = tier;
    this.base = base;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  public Tier tier() {
    return tier;
  }

  /** The name as it is shown. */
  public String shown() {
    return base + kind.suffix;
  }

  /** The name without what its kind adds to it, such as the {@code _total} of a counter. */
  public String base() {
    return base;
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }

  /** Names and values in turn, as Micrometer takes them. */
  public String[] tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(
          base + ": " + List.of(values) + " (expected: a value for each of " + labels + ")");
    }
    String[] tags = new String[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      tags[2 * i] = labels.get(i);
      tags[2 * i + 1] = values[i];
    }
    return tags;
  }
}
