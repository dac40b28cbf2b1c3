package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.view.JobMark;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page begins and how long it is: {@code cursor} and {@code limit}. */
final class Paging {
  private static final int MOST = 1_000;
  private static final int DEFAULT = 100;
  private static final Pattern MARK = Pattern.compile("(\\d{1,18})\\.([0-9a-f-]{36})");

  private Paging() {}

  static int limit(Exchange exchange) {
    Optional<String> given = exchange.query("limit");
    int limit = given.isEmpty() ? DEFAULT : exchange.queryInt("limit").orElse(0);
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("limit: " + given.orElse("") + " (expected: 1 to " + MOST + ")");
    }
    return limit;
  }

  static String text(JobMark mark) {
    return mark.number() + "." + mark.job();
  }

  static Optional<JobMark> mark(Exchange exchange) {
    return exchange.query("cursor").map(Paging::parse);
  }

  private static JobMark parse(String cursor) {
    Matcher mark = MARK.matcher(cursor);
    if (!mark.matches()) {
      throw refusal(cursor);
    }
    return new JobMark(Long.parseLong(mark.group(1)), UUID.fromString(mark.group(2)));
  }

  /** The index of the first transfer of a page. */
  static int index(Exchange exchange) {
    Optional<String> cursor = exchange.query("cursor");
    int index = cursor.isEmpty() ? 0 : exchange.queryInt("cursor").orElse(-1);
    if (index < 0) {
      throw refusal(cursor.orElse(""));
    }
    return index;
  }

  private static Refusal refusal(String cursor) {
    return Refusal.badRequest("cursor: " + cursor + " (expected: as given by the page before)");
  }
}
