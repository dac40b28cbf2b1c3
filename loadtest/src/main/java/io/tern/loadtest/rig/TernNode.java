package io.tern.loadtest.rig;

import io.tern.loadtest.process.Child;
import io.tern.loadtest.process.ProcessAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The service as shipped, in a process of its own, known by its wire alone. After a kill it can be
 * started again over the same data and at the same ports.
 */
public final class TernNode implements AutoCloseable {
  private static final Set<String> WAITING =
      Set.of("SUBMITTED", "STAGING", "STARTED", "READY", "ACTIVE", "ARCHIVING", "TOKEN_PREP");
  private static final String LAG = "tern_kafka_lag_records";
  private static final String QUEUED = "tern_queued";
  private static final Set<String> RUNNING = Set.of("READY", "ACTIVE");
  private static final Set<String> DONE = Set.of("done");
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final List<String> command;
  private final Path output;
  private final String http;
  private final String health;
  private Child child;
  private long startedNanos;

  TernNode(List<String> command, Path output, String http, String health) {
    this.command = List.copyOf(command);
    this.output = output;
    this.http = http;
    this.health = health;
    this.startedNanos = System.nanoTime();
    this.child = Child.start(command, output);
  }

  /** Starts the process again; the old one must have ended. */
  public void start(String... more) {
    List<String> line = new ArrayList<>(command);
    line.removeIf("--hold"::equals);
    line.addAll(List.of(more));
    startedNanos = System.nanoTime();
    child = Child.start(line, output);
  }

  /** The root of its HTTP interface. */
  public String service() {
    return "http://" + http;
  }

  /** {@code host:port} of its HTTP interface. */
  public String address() {
    return http;
  }

  public Child child() {
    return child;
  }

  public ProcessAccount account() {
    return child.account();
  }

  /**
   * Waits until it says that it is ready; returns the seconds since its start.
   *
   * @throws IllegalStateException if it ends or is not ready in time
   */
  public double awaitReady(Duration patience) throws InterruptedException {
    long deadline = startedNanos + patience.toNanos();
    while (Wire.status("http://" + health + "/readyz") != 200) {
      if (!child.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the service is not ready; its output: " + output);
      }
      Thread.sleep(POLL);
    }
    return secondsSinceStart();
  }

  public double secondsSinceStart() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  /** One scrape of its metrics. */
  public Metrics metrics() throws IOException, InterruptedException {
    return new Metrics(Wire.get("http://" + health + "/metrics"));
  }

  private long lag() throws IOException, InterruptedException {
    return (long) sample(LAG).sum(LAG);
  }

  /** A scrape that has {@code name}: a page without it would read as zero. */
  private Metrics sample(String name) throws IOException, InterruptedException {
    Metrics metrics = metrics();
    if (!metrics.has(name)) {
      throw new IOException("the service has no metric " + name);
    }
    return metrics;
  }

  /** Transfers in any state but a terminal one, by the gauges of the node that leads. */
  public long waiting() throws IOException, InterruptedException {
    return waiting(sample(QUEUED));
  }

  private static long waiting(Metrics metrics) {
    return (long) metrics.sum("tern_files", "state", WAITING);
  }

  /** Waits until nothing runs; a service on hold comes there by itself. */
  public void awaitNoneRunning(Duration patience) throws IOException, InterruptedException {
    long unused =
        await(
            patience,
            "transfers running",
            () -> (long) sample(QUEUED).sum("tern_files", "state", RUNNING));
  }

  /** Attempts that ended well, by the counter of the agent at this node. */
  public long done() throws IOException, InterruptedException {
    return (long) metrics().sum("tern_attempts_total", "outcome", DONE);
  }

  /** Waits until no command waits to be applied. */
  public void awaitApplied(Duration patience) throws IOException, InterruptedException {
    long unused = await(patience, "commands not applied", this::lag);
  }

  /** Waits until every transfer is terminal; returns when that was first seen, by nanoTime. */
  public long awaitDrained(Duration patience) throws IOException, InterruptedException {
    return await(patience, "not terminal", this::unfinished);
  }

  /** What one scrape knows of: each costs the service milliseconds. */
  private long unfinished() throws IOException, InterruptedException {
    Metrics metrics = sample(QUEUED);
    return (long) metrics.sum(LAG) + waiting(metrics);
  }

  private interface Count {
    long now() throws IOException, InterruptedException;
  }

  /**
   * Gauges lag a little behind, so nothing must be left for a whole second. Seldom asked where it
   * takes long: the service spent an eighth of its time on being asked twenty times a second.
   */
  private static long await(Duration patience, String what, Count count)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long deadline = begun + patience.toNanos();
    long zeroSince = begun;
    for (long left = count.now(); !isSettled(left, zeroSince); left = count.now()) {
      zeroSince = left == 0 ? zeroSince : System.nanoTime();
      if (left > 0 && System.nanoTime() > deadline) {
        throw new IOException(what + ": " + left + " left after " + patience);
      }
      Thread.sleep(pause(System.nanoTime() - begun));
    }
    return zeroSince;
  }

  private static boolean isSettled(long left, long zeroSince) {
    return left == 0 && System.nanoTime() - zeroSince >= SETTLED.toNanos();
  }

  /** A fiftieth of what has passed, so that the end is seen late by no more than that. */
  private static Duration pause(long nanos) {
    Duration fiftieth = Duration.ofNanos(nanos / 50);
    return fiftieth.compareTo(POLL) < 0 ? POLL : fiftieth;
  }

  /** The body of a GET of its HTTP interface that must be answered with 200. */
  public String get(String path) throws IOException, InterruptedException {
    return Wire.get(service() + path);
  }

  /** Sends JSON to its HTTP interface, which must answer with 2xx. */
  public void post(String path, String json) throws IOException, InterruptedException {
    String unused = Wire.post(service() + path, json);
  }

  /** Holds the scheduler, or lets it go on. */
  public void hold(boolean hold) throws IOException, InterruptedException {
    post("/admin/hold", "{\"hold\": " + hold + "}");
  }

  @Override
  public void close() {
    child.close();
  }
}
