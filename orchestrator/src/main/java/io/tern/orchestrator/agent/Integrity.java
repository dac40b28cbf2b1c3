package io.tern.orchestrator.agent;

import io.tern.job.Checksum;
import io.tern.job.ChecksumMode;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Stat;
import io.tern.storage.Storage.Wanted;
import java.util.Optional;

/**
 * What makes a copy right: its size, and the checksums that the job's mode compares. The rules and
 * texts are those of FTS's agent: source and target modes compare with the user's value and have
 * nothing to compare without one; both also compares source with destination.
 *
 * @param user the checksum as the user gave it, perhaps only an algorithm
 */
record Integrity(ChecksumMode mode, Checksum user) {

  /** From a dispatch: the mode's letter (none by default) and the checksum (ADLER32 by default). */
  static Integrity of(String letter, String checksum) {
    return new Integrity(
        mode(letter), checksum.isEmpty() ? Checksum.ANY_ADLER32 : Checksum.parse(checksum));
  }

  private static ChecksumMode mode(String letter) {
    for (ChecksumMode mode : ChecksumMode.values()) {
      if (letter.length() == 1 && letter.charAt(0) == mode.letter()) {
        return mode;
      }
    }
    return ChecksumMode.NONE;
  }

  Wanted atSource() {
    return wanted(mode.source());
  }

  Wanted atDestination() {
    return wanted(mode.target());
  }

  /** By which files of this job are compared, whatever the mode. */
  Wanted algorithm() {
    return Wanted.of(user);
  }

  private Wanted wanted(boolean side) {
    boolean compared = user.hasValue() || mode == ChecksumMode.BOTH;
    return side && compared ? Wanted.of(user) : Wanted.NOTHING;
  }

  /** What is wrong with the source, before anything is copied. */
  Optional<Failure> source(Stat source) {
    if (source.directory()) {
      return Optional.of(bad(FailureClass.INVALID, Side.SOURCE, "Source is a directory"));
    }
    if (!atSource().something()) {
      return Optional.empty();
    }
    return source
        .checksum()
        .map(sum -> user.hasValue() ? differs("Source and user-defined", sum, user) : NOTHING)
        .orElseGet(() -> missing(Side.SOURCE));
  }

  /** What is wrong with the destination after a copy; an absent source was not looked at. */
  Optional<Failure> destination(Optional<Stat> source, Stat destination) {
    if (source.isPresent() && source.get().size() != destination.size()) {
      return Optional.of(sizes());
    }
    if (!atDestination().something()) {
      return Optional.empty();
    }
    return destination
        .checksum()
        .map(sum -> checksums(source.flatMap(Stat::checksum), sum))
        .orElseGet(() -> missing(Side.DESTINATION));
  }

  /** Whether the bytes that went through the agent were those that the source has. */
  Optional<Failure> onTheWay(Optional<Stat> source, Optional<Checksum> seen) {
    return source
        .flatMap(Stat::checksum)
        .flatMap(told ->
            seen.filter(read -> read.algorithm().equals(told.algorithm()))
                .flatMap(read -> differs("Source and streamed", told, read)));
  }

  private Optional<Failure> checksums(Optional<Checksum> source, Checksum destination) {
    Optional<Failure> byUser =
        user.hasValue() ? differs("User-defined and destination", user, destination) : NOTHING;
    if (byUser.isPresent() || mode != ChecksumMode.BOTH) {
      return byUser;
    }
    return source
        .map(sum -> differs("Source and destination", sum, destination))
        .orElseGet(() -> missing(Side.SOURCE));
  }

  private Optional<Failure> differs(String which, Checksum one, Checksum other) {
    if (one.matches(other)) {
      return NOTHING;
    }
    String text = which + " %s checksum do not match (%s != %s)";
    String message = text.formatted(user.algorithm(), one.value(), other.value());
    return Optional.of(bad(FailureClass.CHECKSUM, sideOf(which), message));
  }

  private static Side sideOf(String which) {
    return switch (which) {
      case "Source and user-defined" -> Side.SOURCE;
      case "User-defined and destination" -> Side.DESTINATION;
      default -> Side.TRANSFER;
    };
  }

  private Optional<Failure> missing(Side side) {
    String message = "The storage gave no %s checksum".formatted(user.algorithm());
    return Optional.of(bad(FailureClass.CHECKSUM, side, message));
  }

  private static Failure sizes() {
    return new Failure(
        FailureClass.SIZE_MISMATCH,
        Side.DESTINATION,
        Phase.TRANSFER_FINALIZATION,
        true,
        "Source and destination file size mismatch");
  }

  private static Failure bad(FailureClass kind, Side side, String message) {
    Phase phase = side == Side.SOURCE ? Phase.TRANSFER_PREPARATION : Phase.TRANSFER_FINALIZATION;
    return new Failure(kind, side, phase, false, message);
  }

  private static final Optional<Failure> NOTHING = Optional.empty();
}
