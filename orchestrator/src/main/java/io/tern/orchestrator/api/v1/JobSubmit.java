package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.submission.Form;
import io.tern.orchestrator.api.submission.JobIds;
import io.tern.orchestrator.api.submission.Submissions;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /api/v1/jobs}: a submission as FTS knows it, as one JSON object or as lines. With an
 * {@code Idempotency-Key} the same user's second submission makes no second job.
 */
final class JobSubmit {
  private static final int LONGEST_KEY = 255;

  /** That an accepted submission waits for a guess. */
  private static final int PATIENCE_MS = 1_500;

  private final Submissions submissions;
  private final Estimates estimates;

  JobSubmit(Submissions submissions, Estimates estimates) {
    this.submissions = submissions;
    this.estimates = estimates;
  }

  Future<Void> submit(Exchange exchange) {
    exchange.require(Operation.TRANSFER);
    Optional<UUID> own = keyed(exchange);
    Form form = new Form(false, isLines(exchange), own);
    return submissions
        .receive(exchange.request(), exchange.caller(), form)
        .compose(accepted ->
            accepted.isPressed()
                ? foretell(exchange, accepted.job())
                : answer(exchange, accepted.job(), 201))
        .recover(failure -> again(exchange, own, failure));
  }

  /**
   * A job with a deadline, or with tokens that end, learns at once whether that is likely to be
   * met, if somebody says so soon.
   */
  private Future<Void> foretell(Exchange exchange, UUID job) {
    return estimates
        .foretold(job, exchange.caller().userDn())
        .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .otherwise(Estimates.Estimate.NONE)
        .compose(estimate -> answer(exchange, job, 201, estimate::writeFields));
  }

  private static Future<Void> again(Exchange exchange, Optional<UUID> own, Throwable failure) {
    if (own.isEmpty() || !isKnown(failure)) {
      return Future.failedFuture(inOwnTerms(failure));
    }
    exchange.request().response().putHeader("Idempotency-Replayed", "true");
    return answer(exchange, own.get(), 200);
  }

  /** FTS answers a deletion job as if it had a method of its own. */
  private static Throwable inOwnTerms(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.status() == 405
        ? Refusal.badRequest(refusal.getMessage()).at("/delete")
        : failure;
  }

  /** Not when it is a file of the job that is in the way. */
  private static boolean isKnown(Throwable failure) {
    return failure instanceof Refusal refusal
        && refusal.status() == 409
        && refusal.pointer().isEmpty();
  }

  private static boolean isLines(Exchange exchange) {
    String header = exchange.request().getHeader("Content-Type");
    String type = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-ndjson")) {
      return true;
    }
    if (type.startsWith("application/json")) {
      return false;
    }
    throw new Refusal(
        415, "Content-Type: " + type + " (expected: application/json or application/x-ndjson)");
  }

  private static Optional<UUID> keyed(Exchange exchange) {
    String key = exchange.request().getHeader("Idempotency-Key");
    if (key == null) {
      return Optional.empty();
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Refusal.badRequest(
          "Idempotency-Key: %d characters (expected: 1 to %d)"
              .formatted(key.length(), LONGEST_KEY));
    }
    Identity caller = exchange.caller();
    String seed = "Idempotency-Key\n" + caller.userDn() + "\n" + key;
    return Optional.of(JobIds.deterministic(caller.vo(), seed));
  }

  private static Future<Void> answer(Exchange exchange, UUID job, int status) {
    return answer(exchange, job, status, out -> {});
  }

  private static Future<Void> answer(Exchange exchange, UUID job, int status, Answers.Writer more) {
    exchange.request().response().putHeader("Location", "/api/v1/jobs/" + job);
    return Answers.json(
        exchange.request(),
        status,
        out -> {
          out.writeStartObject();
          out.writeStringField("id", job.toString());
          more.write(out);
          out.writeEndObject();
        });
  }
}
