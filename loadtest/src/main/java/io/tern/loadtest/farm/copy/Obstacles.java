package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.dialect.Dialect;
import io.tern.loadtest.farm.dialect.Refusal;
import io.tern.loadtest.farm.rule.Fault;
import io.tern.loadtest.farm.rule.FaultRule;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.farm.space.NameSpace;
import java.util.Optional;

/** What stands in the way of a copy: the state of the storages, and the faults programmed. */
final class Obstacles {
  private final Mover mover;
  private final NameSpace files;

  Obstacles(Mover mover, NameSpace files) {
    this.mover = mover;
    this.files = files;
  }

  /** Why nothing is started, if so; asked before the first byte of the answer. */
  Optional<Refusal> refusal(Copy copy) {
    CopyRequest request = copy.request;
    Dialect dialect = copy.active.dialect();
    if (copy.suffers(Fault.SERVER_ERROR)) {
      int status = copy.rule.map(FaultRule::status).orElseThrow();
      return Optional.of(new Refusal(status, "transfer service unavailable"));
    }
    if (copy.active.copiesActive.now() >= copy.active.rule().maxCopies()) {
      return Optional.of(new Refusal(503, "Failed to open local resource"));
    }
    if (copy.suffers(Fault.DENIED)) {
      return Optional.of(dialect.denied(request));
    }
    if (!request.pull() && isSourceMissing(copy)) {
      return Optional.of(dialect.pushedMissing(request));
    }
    if (!request.overwrite() && files.find(request.destination()) != null) {
      return dialect.destinationExists(request);
    }
    return request.pull() && isParentMissing(copy)
        ? Optional.of(dialect.parentMissing(request))
        : Optional.empty();
  }

  private boolean isSourceMissing(Copy copy) {
    return copy.suffers(Fault.SOURCE_MISSING) || files.find(copy.request.source()) == null;
  }

  private boolean isParentMissing(Copy copy) {
    FileName parent = copy.request.destination().parent();
    return copy.active.rule().strictParents() && !files.isDirectory(parent);
  }

  /** The result line if the other side refuses, else empty; asked once the answer has begun. */
  String remoteFault(Copy copy) {
    CopyRequest request = copy.request;
    Dialect dialect = copy.active.dialect();
    FileName remote = request.pull() ? request.source() : request.destination();
    if (!mover.reaches(remote.host())) {
      return dialect.remoteUnknown(request);
    }
    if (copy.suffers(Fault.SOURCE_DENIED)) {
      return dialect.remoteAnswered(request, 403);
    }
    return request.pull() && isPulledMissing(copy) ? dialect.remoteAnswered(request, 404) : "";
  }

  /** A mover that goes out to the source will see for itself. */
  private boolean isPulledMissing(Copy copy) {
    return copy.suffers(Fault.SOURCE_MISSING)
        || mover.knowsSources() && files.find(copy.request.source()) == null;
  }

  /** Bytes per second that this copy never exceeds. */
  double ceiling(Copy copy) {
    double slow =
        copy.suffers(Fault.SLOW)
            ? copy.rule.map(FaultRule::bytesPerSecond).orElseThrow()
            : Double.POSITIVE_INFINITY;
    return Math.min(slow, copy.active.rule().copyBytesPerSecond());
  }

  /** How many of {@code size} bytes will flow. */
  long target(Copy copy, long size) {
    return switch (copy.rule.map(FaultRule::fail).orElse(Fault.SLOW)) {
      case RESET, TRUNCATED, FAILURE, NO_SPACE, STALL, WRONG_SIZE ->
          (long) (size * copy.rule.map(FaultRule::at).orElse(1.0));
      default -> size;
    };
  }
}
