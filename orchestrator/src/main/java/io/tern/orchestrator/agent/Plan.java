package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.Held;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Stat;
import java.util.Optional;

/** What to do about a copy, decided from what was found. */
sealed interface Plan {
  /** An earlier attempt, unheard, has done all. */
  record Complete(Stat destination) implements Plan {}

  record Refuse(Failure failure) implements Plan {}

  /**
   * @param held what the destination holds that is not ours
   * @param clear whether an earlier attempt left something that must be removed first
   * @param overwrite whether what is there may be replaced
   */
  record Copy(Optional<Stat> source, Held held, boolean clear, boolean overwrite) implements Plan {
    long size() {
      return source.map(Stat::size).orElse(-1L);
    }
  }

  /** To be done only if what the destination holds is not on tape. */
  record CopyUnlessOnTape(Copy copy) implements Plan {}

  static Plan of(Start start, Integrity integrity, Found found) {
    Optional<Failure> bad = found.source().flatMap(integrity::source);
    if (bad.isPresent()) {
      return new Refuse(bad.get());
    }
    if (found.destination().isEmpty()) {
      return new Copy(found.source(), found.held(), false, !found.looked() && mayReplace(start));
    }
    Stat destination = found.destination().get();
    return start.getAfterUnknown()
        ? afterUnknown(start, integrity, found, destination)
        : replaced(start, found);
  }

  /**
   * The destination is at rest. What differs from what it held before the attempt whose end nobody
   * heard is that attempt's work; with a strict copy nobody looked before, so that a complete file
   * is taken for it and an incomplete one is not.
   */
  private static Plan afterUnknown(Start start, Integrity integrity, Found found, Stat now) {
    boolean ours = Found.changed(start.getHeld(), found.destination());
    boolean perhapsOurs = ours || start.getStrictCopy() && !start.getHeld().getKnown();
    if (perhapsOurs && integrity.destination(found.source(), now).isEmpty()) {
      return new Complete(now);
    }
    return ours
        ? new Copy(found.source(), Found.held(Optional.empty()), true, false)
        : replaced(start, found);
  }

  private static Plan replaced(Start start, Found found) {
    if (mayReplace(start)) {
      return new Copy(found.source(), found.held(), false, true);
    }
    if (!onlyOnDisk(start)) {
      return new Refuse(exists());
    }
    return start.getReplaceOnDisk()
        ? new CopyUnlessOnTape(new Copy(found.source(), found.held(), false, true))
        : new Refuse(notEnabled());
  }

  private static boolean mayReplace(Start start) {
    return switch (start.getOverwriteFlag()) {
      case "Y" -> true;
      case "R" -> start.getRetries() > 0;
      case "M", "Q" -> !start.getLastHop();
      default -> false;
    };
  }

  private static boolean onlyOnDisk(Start start) {
    return start.getOverwriteFlag().equals("D") || start.getOverwriteFlag().equals("Q");
  }

  private static Failure exists() {
    return refusal(FailureClass.EXISTS, "Destination file exists and overwrite is not enabled");
  }

  private static Failure notEnabled() {
    return refusal(
        FailureClass.INVALID,
        "Destination endpoint not configured with \"overwrite-disk-enabled\""
            + " (overwrite-when-only-on-disk requested)");
  }

  static Failure onTape() {
    return refusal(
        FailureClass.PERMISSION,
        "Destination file exists and is on tape (overwrite-when-only-on-disk requested)");
  }

  private static Failure refusal(FailureClass kind, String message) {
    return new Failure(kind, Side.DESTINATION, Phase.TRANSFER_PREPARATION, false, message);
  }
}
