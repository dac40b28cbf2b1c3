package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can go wrong at a storage, by the names of the farm's configuration. */
public enum Fault {
  /** The passive side answers 404. */
  @JsonProperty("source_missing")
  SOURCE_MISSING,
  /** The passive side answers 403. */
  @JsonProperty("source_denied")
  SOURCE_DENIED,
  /** The active side answers 403. */
  @JsonProperty("denied")
  DENIED,
  /** The destination has no room left; told at the part of the file given by {@code at}. */
  @JsonProperty("no_space")
  NO_SPACE,
  /** The active side answers 5xx (the rule's {@code status}, 503 by default). */
  @JsonProperty("server_error")
  SERVER_ERROR,
  /** The connection is closed in mid-copy. */
  @JsonProperty("reset")
  RESET,
  /** The answer ends without a result line. */
  @JsonProperty("truncated")
  TRUNCATED,
  /** The answer ends with a {@code failure:} line. */
  @JsonProperty("failure")
  FAILURE,
  /** The request is accepted and never answered. */
  @JsonProperty("black_hole")
  BLACK_HOLE,
  /** Bytes stop coming; the storage gives up after its stall time. */
  @JsonProperty("stall")
  STALL,
  /** The copy goes on at the rule's {@code bytes_per_s}. */
  @JsonProperty("slow")
  SLOW,
  /** The storage says success, and one byte is wrong. */
  @JsonProperty("wrong_checksum")
  WRONG_CHECKSUM,
  /** The storage says success, and a part of the file is missing. */
  @JsonProperty("wrong_size")
  WRONG_SIZE
}
