package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.flow.Timeline;
import io.tern.loadtest.farm.rule.Fault;
import io.tern.loadtest.farm.rule.FaultRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One COPY from its arrival to its end. */
final class Copy {
  final long id;
  final CopyRequest request;
  final Reply reply;
  final Storage active;
  final Optional<FaultRule> rule;

  private final StringBuilder unsent = new StringBuilder();
  @Nullable Transit transit;
  Timeline.@Nullable Timer timer;
  boolean clientGone;
  boolean ended;
  boolean unlinked;

  Copy(long id, CopyRequest request, Reply reply, Storage active, Optional<FaultRule> rule) {
    this.id = id;
    this.request = request;
    this.reply = reply;
    this.active = active;
    this.rule = rule;
  }

  boolean suffers(Fault fault) {
    return rule.isPresent() && rule.get().fail() == fault;
  }

  /** Bytes at the destination by {@code nowNanos}. */
  long moved(long nowNanos) {
    return transit == null ? 0 : transit.moved(nowNanos);
  }

  /** Keeps {@code text} for the next send: a copy that ends at once is answered at once. */
  void say(String text) {
    unsent.append(text);
  }

  void send() {
    if (!ended && !unsent.isEmpty()) {
      reply.write(take());
    }
  }

  String take() {
    String text = unsent.toString();
    unsent.setLength(0);
    return text;
  }
}
