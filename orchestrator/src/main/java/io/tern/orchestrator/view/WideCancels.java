package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.WideCancel;
import io.tern.setting.Order;
import java.util.List;

/**
 * Wide cancels that the leader is carrying out. Its records of what they mean follow in slices;
 * what they mean is shown as cancelled from the step on that took them.
 */
record WideCancels(List<Taken> taken) {
  static final WideCancels NONE = new WideCancels(List.of());

  record Taken(Order.Cancel order, long atMs) {}

  static WideCancels of(Position position) {
    return position.getCancellingCount() == 0
        ? NONE
        : new WideCancels(position.getCancellingList().stream().map(WideCancels::taken).toList());
  }

  private static Taken taken(WideCancel wire) {
    var order = wire.getOrder();
    return new Taken(
        new Order.Cancel(order.getVo(), order.getBelow(), order.getReason()), wire.getAtMs());
  }

  boolean areNone() {
    return taken.isEmpty();
  }

  /** The job as a reader sees it. */
  StoredJob shown(StoredJob job) {
    if (EffectiveState.isTerminal(job.record().getState())) {
      return job;
    }
    String vo = job.header().getVo();
    long first = job.record().getFirstTransfer();
    return taken.stream()
        .filter(one -> one.order().covers(vo, first))
        .findFirst()
        .map(one -> new StoredJob(job.id(), job.header(), canceled(job.record(), one)))
        .orElse(job);
  }

  private static JobRecord canceled(JobRecord record, Taken by) {
    return record.toBuilder()
        .setState(State.CANCELED)
        .setCancel(true)
        .setReason(by.order().reason())
        .setFinishedMs(by.atMs())
        .build();
  }
}
