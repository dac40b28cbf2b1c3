package io.tern.orchestrator.api.submission;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code params} makes of a job whose transfers are known (FTS REST, "params", "Job kinds",
 * "Overwrite flags", "Checksums").
 */
final class JobRules {
  /** Whether no other tokens are ever asked for in place of the job's. */
  static final String UNMANAGED_TOKENS = "unmanaged_tokens";

  /** The members of {@code params} that mean something here; all others are ignored. */
  static final Set<String> NAMES =
      Set.of(
          "verify_checksum",
          "overwrite",
          "overwrite_on_retry",
          "overwrite_hop",
          "overwrite_when_only_on_disk",
          "dst_file_report",
          "reuse",
          "multihop",
          "bring_online",
          "copy_pin_lifetime",
          "archive_timeout",
          "job_metadata",
          "priority",
          "retry",
          "retry_delay",
          "max_time_in_queue",
          "deadline",
          "timeout",
          "nostreams",
          "buffer_size",
          "strict_copy",
          "disable_cleanup",
          "ipv4",
          "ipv6",
          "s3alternate",
          "source_spacetoken",
          "destination_spacetoken",
          "id_generator",
          "sid",
          UNMANAGED_TOKENS);

  /** Tern's own member of {@code job_metadata}. */
  static final String AUTH_METHOD = "auth_method";

  private static final int SPACE_TOKEN = 255;
  private static final int HIGHEST_PRIORITY = 5;
  private static final int DEFAULT_PRIORITY = 3;

  private final Values params;
  private final Tally tally;
  private final Duration stagingMargin;

  JobRules(Values params, Tally tally, Duration stagingMargin) {
    this.params = params;
    this.tally = tally;
    this.stagingMargin = stagingMargin;
  }

  /** All of the job's header that the submission tells; the metadata aside. */
  JobHeader.Builder header(long nowMs) {
    Kind kind = kind();
    boolean hops = kind == Kind.MULTI_HOP;
    return JobHeader.newBuilder()
        .setKind(kind)
        .setFanOut(tally.fanOut())
        .setOrderly(tally.orderly())
        .setPriority(priority(params.integer("priority", DEFAULT_PRIORITY)))
        .setRetry(params.integer("retry", 0))
        .setRetryDelayS(notNegative("retry_delay"))
        .setExpiresMs(expiry(nowMs))
        .setDeadlineMs(deadline(nowMs))
        .setOverwriteFlag(overwrite(hops))
        .setChecksumMode(checksumMode())
        .setBringOnlineS(params.secondsOrOff("bring_online"))
        .setCopyPinLifetimeS(params.secondsOrOff("copy_pin_lifetime"))
        .setArchiveTimeoutS(params.secondsOrOff("archive_timeout"))
        .setTimeoutS(notNegative("timeout"))
        .setStreams(notNegative("nostreams"))
        .setBufferSize(notNegative("buffer_size"))
        .setStrictCopy(params.isTrue("strict_copy"))
        .setDisableCleanup(params.isTrue("disable_cleanup"))
        .setDstFileReport(params.isYes("dst_file_report"))
        .setSourceSpaceToken(spaceToken("source_spacetoken"))
        .setDestinationSpaceToken(spaceToken("destination_spacetoken"))
        .setInternalJobParams(internalParams())
        .setSourceSe(tally.sourceSe(hops))
        .setDestSe(tally.destSe(hops));
  }

  /** Clamped to what FTS allows. */
  static int priority(int given) {
    return Math.clamp(given, 1, HIGHEST_PRIORITY);
  }

  private Kind kind() {
    boolean reuse = params.isYes("reuse");
    boolean hops = params.isTrue("multihop");
    if (tally.replicas() && (reuse || hops)) {
      throw Refusal.badRequest(
          "Can not request multiple replica job together with multihop or session reuse at the"
              + " same time");
    }
    if (tally.mixed()) {
      throw Refusal.badRequest("Multiple replica jobs must only have one unique file");
    }
    if (tally.replicas()) {
      return Kind.MULTIPLE_REPLICA;
    }
    if (hops) {
      return Kind.MULTI_HOP;
    }
    return reuse ? reuseOfOneLink() : Kind.REGULAR;
  }

  private Kind reuseOfOneLink() {
    if (!tally.oneLink()) {
      throw Refusal.badRequest(
          "Reuse jobs must only contain transfers for the same source ad destination storage");
    }
    return Kind.SESSION_REUSE;
  }

  private String overwrite(boolean hops) {
    boolean onHops = params.isTrue("overwrite_hop");
    boolean onDisk = params.isTrue("overwrite_when_only_on_disk");
    List<String> flags = new ArrayList<>(2);
    addIf(flags, params.isTrue("overwrite"), "Y");
    addIf(flags, params.isTrue("overwrite_on_retry"), "R");
    addIf(flags, onHops && onDisk, "Q");
    addIf(flags, onHops && !onDisk, "M");
    addIf(flags, onDisk && !onHops, "D");
    if (flags.size() > 1) {
      throw Refusal.badRequest("Incompatible overwrite flags used at the same time");
    }
    if (onHops && !hops) {
      throw Refusal.badRequest("'overwrite-hop' requires multihop job submission");
    }
    if (onDisk) {
      requireTape(hops);
    }
    return flags.isEmpty() ? "" : flags.getFirst();
  }

  private void requireTape(boolean hops) {
    if (params.secondsOrOff("archive_timeout") <= 0) {
      throw Refusal.badRequest(
          "'overwrite-when-only-on-disk' requires 'archive-timeout' to be set");
    }
    if (!tally.tapeRest(hops)) {
      throw Refusal.badRequest(
          "'overwrite-when-only-on-disk' requires the destination to be an HTTPs endpoint"
              + " (Tape REST API required)");
    }
  }

  private String checksumMode() {
    Object mode = params.get("verify_checksum");
    if (mode instanceof String text && !text.isEmpty()) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "both", "b" -> "b";
        case "source", "s" -> "s";
        case "target", "t" -> "t";
        // FTS's old "compare" is stored and then treated as none.
        case "none", "n", "compare", "c" -> "n";
        default -> throw params.invalid("verify_checksum", "none, source, target or both");
      };
    }
    if (params.isTrue("verify_checksum")) {
      return "b";
    }
    return tally.lastHasChecksum() ? "t" : "n";
  }

  private long expiry(long nowMs) {
    Object given = params.get("max_time_in_queue");
    long seconds = given == null ? 0 : QueueTime.seconds(params, "max_time_in_queue");
    refuseInVain(seconds);
    return seconds <= 0 ? 0 : nowMs + seconds * 1000;
  }

  /** A file that comes online as its job expires has been fetched from tape for nobody. */
  private void refuseInVain(long queueS) {
    int stagingS = params.secondsOrOff("bring_online");
    long margin = stagingMargin.toSeconds();
    if (margin > 0 && stagingS > 0 && queueS > 0 && queueS - stagingS < margin) {
      throw Refusal.badRequest(
              "Bringonline and Expiration timeout must be at least " + margin + " seconds apart")
          .at("/max_time_in_queue");
    }
  }

  /** Tern's own: FTS knows none. */
  private long deadline(long nowMs) {
    if (params.get("deadline") == null) {
      return 0;
    }
    long deadlineMs = params.instantMs("deadline");
    if (deadlineMs <= nowMs) {
      throw params.invalid("deadline", "a time to come");
    }
    return deadlineMs;
  }

  private String internalParams() {
    List<String> packed = new ArrayList<>(6);
    addIf(packed, params.get("nostreams") != null, "nostreams:" + params.integer("nostreams", 0));
    addIf(packed, params.get("timeout") != null, "timeout:" + params.integer("timeout", 0));
    addIf(
        packed,
        params.get("buffer_size") != null,
        "buffersize:" + params.integer("buffer_size", 0));
    addIf(packed, params.isTrue("strict_copy"), "strict");
    addIf(packed, params.isTrue("disable_cleanup"), "disable-cleanup");
    addIf(packed, params.isTrue("ipv4"), "ipv4");
    addIf(packed, params.isTrue("ipv6") && !params.isTrue("ipv4"), "ipv6");
    addIf(packed, params.isTrue("s3alternate"), "s3alternate");
    return String.join(",", packed);
  }

  private static void addIf(List<String> list, boolean condition, String text) {
    if (condition) {
      list.add(text);
    }
  }

  private int notNegative(String name) {
    int value = params.integer(name, 0);
    if (value < 0) {
      throw params.invalid(name, ">= 0");
    }
    return value;
  }

  private String spaceToken(String name) {
    String token = params.text(name, "");
    if (token.length() > SPACE_TOKEN) {
      throw params.invalid(name, "at most " + SPACE_TOKEN + " characters");
    }
    return token;
  }

  /** The job's metadata as FTS keeps it: the user's, with how the user was told. */
  static ByteString withAuthMethod(ByteString metadata, String method) {
    ByteString member = ByteString.copyFromUtf8("\"" + AUTH_METHOD + "\":\"" + method + "\"}");
    if (metadata.size() <= 2) {
      return ByteString.copyFromUtf8("{").concat(member);
    }
    return metadata
        .substring(0, metadata.size() - 1)
        .concat(ByteString.copyFromUtf8(","))
        .concat(member);
  }
}
