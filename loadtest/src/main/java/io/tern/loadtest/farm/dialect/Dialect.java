package io.tern.loadtest.farm.dialect;

import io.tern.loadtest.farm.rule.DialectName;
import java.util.Optional;

/** The manners in which families of storages differ; each text as it was seen on the wire. */
public sealed interface Dialect permits Xrootd, Storm {
  static Dialect of(DialectName name) {
    return switch (name) {
      case XROOTD -> new Xrootd();
      case STORM -> new Storm();
    };
  }

  /** The value of the {@code Server} header. */
  String server();

  /** The status of a COPY that was accepted. */
  int accepted();

  /** The {@code Content-Type} of a COPY that was accepted, empty for none. */
  String contentType();

  /** Whether the first marker goes out as soon as the copy starts. */
  boolean marksAtOnce();

  /** Whether a copy ends when its client has left. */
  boolean stopsWithoutClient();

  /** The lines of a marker that come after the count of stripes. */
  String markerTail(String remoteUrl);

  /** The destination exists and {@code Overwrite: F} was given; empty if that is not looked at. */
  Optional<Refusal> destinationExists(CopyRequest request);

  /** A pull into a directory that does not exist. */
  Refusal parentMissing(CopyRequest request);

  /** A push of a file that does not exist. */
  Refusal pushedMissing(CopyRequest request);

  /** The active side does not let the client in. */
  Refusal denied(CopyRequest request);

  /** The result line when the other side answers {@code status}. */
  String remoteAnswered(CopyRequest request, int status);

  /** The result line when the other side cannot be reached. */
  String remoteUnknown(CopyRequest request);

  /** The result line when the disk of the destination is full. */
  String noSpace(CopyRequest request);

  /** The result line when no byte has come for {@code seconds}. */
  String stalled(CopyRequest request, long seconds);

  /** The result line when the other side closes in mid-copy. */
  String partial(CopyRequest request);
}
