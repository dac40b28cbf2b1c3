package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Requests that go wrong.
 *
 * @param fail what happens to them
 * @param method the HTTP method, {@code COPY} by default; others know {@code denied}, {@code
 *     server_error} and {@code black_hole}
 * @param hosts the storages that are asked, every one by default
 * @param path the path at the storage that is asked, every one by default
 * @param p the share of the paths that match, 0 to 1; the same seed picks the same paths
 * @param first only the first n copies to a destination, 0 for all
 * @param at the part of the file that is moved before a fault in mid-copy, 0 to 1
 * @param status of {@code server_error}
 * @param bytesPerSecond of {@code slow}
 */
public record FaultRule(
    Fault fail,
    String method,
    Glob hosts,
    Glob path,
    Double p,
    int first,
    Double at,
    int status,
    @JsonProperty("bytes_per_s") double bytesPerSecond) {
  private static final int DEFAULT_STATUS = 503;
  private static final double DEFAULT_BYTES_PER_SECOND = 1000;

  /** What the file leaves out comes as null or 0. */
  public FaultRule {
    method = method == null ? "COPY" : method.toUpperCase(Locale.ROOT);
    hosts = hosts == null ? Glob.ANY : hosts;
    path = path == null ? Glob.ANY : path;
    p = share("p", p == null ? 1 : p);
    at = share("at", at == null ? 0.5 : at);
    status = status == 0 ? DEFAULT_STATUS : status;
    bytesPerSecond = bytesPerSecond == 0 ? DEFAULT_BYTES_PER_SECOND : bytesPerSecond;
  }

  private static double share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("faults." + name + ": " + value + " (expected: 0 to 1)");
    }
    return value;
  }

  /** Every copy that {@code path} is the destination of. */
  public static FaultRule always(Fault fail, String path) {
    return new FaultRule(fail, "COPY", Glob.ANY, new Glob(path), 1.0, 0, 0.5, 0, 0);
  }
}
