package io.tern.storage.webdav;

import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;

/** The headers of a COPY, for its active side. */
final class CopyHeaders {
  private CopyHeaders() {}

  static Headers of(CopyRequest request) {
    boolean pull = request.direction() == Direction.PULL;
    Headers headers =
        Headers.of(request.active().access())
            .with(pull ? "Source" : "Destination", Endpoint.httpUrl(request.passive().url()))
            .with("Overwrite", request.overwrite() ? "T" : "F")
            .with("Credential", "none")
            .with("RequireChecksumVerification", "false");
    if (pull && request.streams() > 1) {
      headers.with("X-Number-Of-Streams", Integer.toString(request.streams()));
    }
    if (request.passive().access().hasBearer()) {
      headers.with("TransferHeaderAuthorization", "Bearer " + request.passive().access().bearer());
    }
    if (request.sciTag() > 0) {
      headers.with("SciTag", Integer.toString(request.sciTag()));
    }
    return request.clientInfo().isEmpty()
        ? headers
        : headers.with("ClientInfo", request.clientInfo());
  }
}
