package io.tern.loadtest.load;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tern.loadtest.load.Tally.Answer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Submits the jobs of a plan, all on one event loop. Used for one run. */
public final class Generator {
  private static final int OPEN_LOOP_CONNECTIONS = 512;
  private static final long TIMEOUT_MS = 30_000;
  private static final long UNREACHABLE_PAUSE_MS = 200;
  private static final long PATIENCE_NANOS = MINUTES.toNanos(5);
  private static final Pattern JOB_ID = Pattern.compile("\"job_id\"\\s*:\\s*\"([^\"]+)\"");

  /** A submission and the time from which its latency counts. */
  private record Shot(long job, long intendedNanos) {}

  private final Vertx vertx;
  private final LoadPlan plan;
  private final Acknowledged acknowledged;
  private final HttpClient client;
  private final Tally tally;
  private final Promise<Tally> finished = Promise.promise();
  private long nextJob;
  private long concluded;

  public Generator(Vertx vertx, LoadPlan plan, Acknowledged acknowledged) {
    this(vertx, plan, acknowledged, Onlooker.NONE);
  }

  Generator(Vertx vertx, LoadPlan plan, Acknowledged acknowledged, Onlooker onlooker) {
    this.vertx = vertx;
    this.plan = plan;
    this.acknowledged = acknowledged;
    this.tally = new Tally(plan.jobs(), onlooker);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(5_000),
            new PoolOptions().setHttp1MaxSize(connections(plan.pace())));
  }

  private static int connections(Pace pace) {
    return switch (pace) {
      case Pace.Open open -> OPEN_LOOP_CONNECTIONS;
      case Pace.Closed closed -> closed.connections();
    };
  }

  /** Completes when every job was answered for; never fails for what the service does. */
  public Future<Tally> run() {
    Context loop = vertx.getOrCreateContext();
    loop.runOnContext(go -> start());
    return finished.future().eventually(client::close);
  }

  private void start() {
    tally.startedNanos = System.nanoTime();
    switch (plan.pace()) {
      case Pace.Open open -> fireDue(open.times(plan.seed()), 0);
      case Pace.Closed closed -> {
        for (int i = 0; i < closed.connections(); i++) {
          next();
        }
      }
    }
  }

  /** Sends what is due; {@code dueNanos} is that of the next job. */
  private void fireDue(FireTimes times, long dueNanos) {
    long due = nextJob == 0 ? times.nextNanos() : dueNanos;
    long now = System.nanoTime() - tally.startedNanos;
    while (due <= now && nextJob < plan.jobs()) {
      send(new Shot(nextJob++, tally.startedNanos + due));
      due = times.nextNanos();
    }
    if (nextJob < plan.jobs()) {
      long later = due;
      vertx.setTimer(Math.max(1, (due - now) / 1_000_000), fired -> fireDue(times, later));
    }
  }

  private void next() {
    if (nextJob < plan.jobs()) {
      send(new Shot(nextJob++, System.nanoTime()));
    }
  }

  private void send(Shot shot) {
    tally.sent(shot.job(), System.nanoTime() - shot.intendedNanos());
    client
        .request(request(shot))
        .onSuccess(
            request -> post(request, shot).onFailure(cause -> conclude(shot, Answer.UNKNOWN)))
        .onFailure(cause -> unreachable(shot));
  }

  private RequestOptions request(Shot shot) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(plan.service() + "/jobs")
            .setTimeout(TIMEOUT_MS)
            .putHeader("Content-Type", "application/json");
    plan.identity(shot.job()).headers().forEach(options::putHeader);
    return options;
  }

  private Future<Void> post(HttpClientRequest request, Shot shot) {
    return request
        .send(plan.body(shot.job()))
        .compose(response -> response.body().map(body -> answered(shot, response, body)));
  }

  private Void answered(Shot shot, HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status == 503 || status == 429) {
      came(shot, Answer.PUSHED_BACK);
      vertx.setTimer(retryAfterMs(response), due -> send(shot));
    } else if (status / 100 == 2) {
      accept(shot, body.toString());
    } else {
      conclude(shot, Answer.REFUSED);
    }
    return null;
  }

  private static long retryAfterMs(HttpClientResponse response) {
    String header = response.getHeader("Retry-After");
    boolean number = header != null && header.matches("\\d{1,4}");
    return Math.max(100, number ? SECONDS.toMillis(Long.parseLong(header)) : 1_000);
  }

  private void accept(Shot shot, String body) {
    Matcher id = JOB_ID.matcher(body);
    if (id.find()) {
      came(shot, Answer.ACCEPTED);
      acknowledged.add(id.group(1), plan.filesPerJob());
      conclude();
    } else {
      conclude(shot, Answer.REFUSED);
    }
  }

  /** There was no connection, so the service cannot have the job; it may come back. */
  private void unreachable(Shot shot) {
    came(shot, Answer.UNREACHABLE);
    if (System.nanoTime() - shot.intendedNanos() < PATIENCE_NANOS) {
      vertx.setTimer(UNREACHABLE_PAUSE_MS, due -> send(shot));
    } else {
      conclude(shot, Answer.REFUSED);
    }
  }

  private void came(Shot shot, Answer answer) {
    tally.came(answer, System.nanoTime() - shot.intendedNanos());
  }

  private void conclude(Shot shot, Answer answer) {
    came(shot, answer);
    conclude();
  }

  private void conclude() {
    if (++concluded == plan.jobs()) {
      tally.endedNanos = System.nanoTime();
      finished.complete(tally);
    } else if (plan.pace() instanceof Pace.Closed) {
      next();
    }
  }
}
