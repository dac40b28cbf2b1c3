package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.vertx.core.Future;
import java.util.Optional;

/** What the end of a copy means for what comes next. */
record Answer(CopyRequest request, CopyEnd end) {

  /** Whether the other side may be asked instead. */
  boolean wrongSide() {
    return end instanceof CopyEnd.Refused refused && refused.noThirdPartyCopy();
  }

  /** Whether this side is one that copies at all, whatever came of it. */
  boolean rightSide() {
    return !wrongSide()
        && failure().filter(of -> of.failureClass() == FailureClass.UNSUPPORTED).isEmpty();
  }

  boolean lacksParents() {
    return failure()
        .filter(failure -> !(end instanceof CopyEnd.Unknown))
        .filter(failure -> failure.failureClass() == FailureClass.NOT_FOUND)
        .filter(failure -> failure.side() == Side.DESTINATION)
        .isPresent();
  }

  /** Whose token was refused, if one was before anything of the file was at rest. */
  Optional<Side> refusing() {
    return failure()
        .filter(failure -> !(end instanceof CopyEnd.Unknown))
        .filter(Failures::isRefusal)
        .map(Failure::side)
        .filter(side -> side == Side.SOURCE || side == Side.DESTINATION);
  }

  Future<Void> success() {
    return failure().map(Failures::<Void>future).orElseGet(Future::succeededFuture);
  }

  private Optional<Failure> failure() {
    return switch (end) {
      case CopyEnd.Copied copied -> Optional.empty();
      case CopyEnd.Refused refused -> Optional.of(refused.failure());
      case CopyEnd.Broken broken -> Optional.of(broken.failure());
      case CopyEnd.Unknown unknown -> Optional.of(unknown.failure());
    };
  }
}
