package io.tern.storage.webdav;

import io.tern.storage.Access;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The headers of a COPY, for its active side. */
final class CopyHeaders {
  /** By which FTS's agent, EOS and dCache pass on what a tape system may heed. */
  static final String ARCHIVE = "ArchiveMetadata";

  private CopyHeaders() {}

  static Headers of(CopyRequest request) {
    boolean pull = request.direction() == Direction.PULL;
    Headers headers =
        Headers.of(request.active().access())
            .with(pull ? "Source" : "Destination", Endpoint.httpUrl(request.passive().url()))
            .with("Overwrite", request.overwrite() ? "T" : "F")
            .with("Credential", "none")
            .with("RequireChecksumVerification", "false");
    boolean presigned = isPresigned(request.passive().url());
    if (pull && request.streams() > 1 && !presigned) {
      headers.with("X-Number-Of-Streams", Integer.toString(request.streams()));
    }
    if (presigned) {
      headers.with("Copy-Flags", "NoHead");
      if (!pull && !request.overwrite()) {
        headers.with("TransferHeaderIf-None-Match", "*");
      }
    }
    if (request.passive().access() instanceof Access.Bearer bearer) {
      headers.with("TransferHeaderAuthorization", "Bearer " + bearer.token());
    }
    if (!request.archiveMetadata().isEmpty() && !presigned) {
      headers.with(pull ? ARCHIVE : "TransferHeader" + ARCHIVE, encoded(request.archiveMetadata()));
    }
    if (request.sciTag() > 0) {
      headers.with("SciTag", Integer.toString(request.sciTag()));
    }
    return request.clientInfo().isEmpty()
        ? headers
        : headers.with("ClientInfo", request.clientInfo());
  }

  static String encoded(String archiveMetadata) {
    return Base64.getEncoder().encodeToString(archiveMetadata.getBytes(StandardCharsets.UTF_8));
  }

  /** A signature holds for one method: no HEAD with it, and XRootD's streams begin with one. */
  private static boolean isPresigned(String url) {
    return url.contains("X-Amz-Signature=");
  }
}
