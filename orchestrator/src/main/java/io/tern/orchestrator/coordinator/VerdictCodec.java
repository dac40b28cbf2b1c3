package io.tern.orchestrator.coordinator;

import io.tern.ledger.Affected;
import io.tern.ledger.Effect;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Bound;
import io.tern.orchestrator.journal.wire.Reason;
import io.tern.orchestrator.journal.wire.Verdict;

/** Answers to commands as they go out. */
final class VerdictCodec {
  private VerdictCodec() {}

  static Verdict verdict(Effect.Answer answer) {
    Affected affected = answer.affected();
    return Verdict.newBuilder()
        .setRequestId(answer.ask().requestId())
        .setStatus(answer.status())
        .setMessage(answer.message())
        .setCommandsOffset(answer.ask().offset())
        .addAllJob(affected.jobIds().stream().map(Ids::bytes).toList())
        .setJobs(affected.jobs())
        .setTransfers(affected.transfers())
        .addAllStarted(affected.started())
        .addAllAbsent(affected.absent())
        .addAllReason(affected.reasons().stream().map(VerdictCodec::wire).toList())
        .addAllBound(affected.bounds().stream().map(VerdictCodec::wire).toList())
        .setEndMs(affected.endMs())
        .build();
  }

  private static Reason wire(io.tern.explain.Reason reason) {
    return Reason.newBuilder().setCode(reason.code()).setSentence(reason.sentence()).build();
  }

  private static Bound wire(io.tern.explain.Bound bound) {
    Bound.Builder wire =
        Bound.newBuilder()
            .setKind(kind(bound.limit()))
            .setActive(bound.active())
            .setWaiting(bound.waiting())
            .setPlaces(bound.places())
            .setFloor(bound.floor())
            .setCeiling(bound.ceiling())
            .setBinds(bound.binds());
    bound.window().ifPresent(wire::setWindow);
    return wire.build();
  }

  private static Bound.Kind kind(Limit limit) {
    return switch (limit) {
      case Limit.AtStorage at ->
          at.direction() == Direction.INBOUND ? Bound.Kind.INBOUND : Bound.Kind.OUTBOUND;
      case Limit.OnLink link -> Bound.Kind.LINK;
      case Limit.Pool() -> Bound.Kind.KIND_UNSPECIFIED;
    };
  }
}
