package io.tern.cli.show;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which fields of an object are columns, by their names in the server's JSON.
 *
 * @param usual of a table
 * @param more further ones where there is room
 */
public record Columns(List<String> usual, List<String> more) {
  public static final Columns JOBS =
      new Columns(
          List.of(
              "job_id", "job_state", "vo_name", "priority", "submit_time", "source_se", "dest_se"),
          List.of("user_dn", "finish_time", "reason"));

  public static final Columns FILES =
      new Columns(
          List.of(
              "file_id", "file_state", "retry", "filesize", "source_surl", "dest_surl", "reason"),
          List.of("start_time", "finish_time", "activity", "checksum", "transfer_host"));

  public static final Columns LIMITS =
      new Columns(
          List.of("kind", "active", "waiting", "places", "floor", "window", "ceiling", "binds"),
          List.of());

  public static final Columns REASONS = new Columns(List.of("code", "sentence"), List.of());

  List<String> all() {
    return Stream.concat(usual.stream(), more.stream()).toList();
  }
}
