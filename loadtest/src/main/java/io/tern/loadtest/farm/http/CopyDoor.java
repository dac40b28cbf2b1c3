package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Copies;
import io.tern.loadtest.farm.copy.Storage;
import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.dialect.Refusal;
import io.tern.loadtest.farm.space.FileName;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a COPY; header names count letter by letter, as XRootD 5.5.3 has it. */
final class CopyDoor {
  private static final String TRANSFER_HEADER = "TransferHeader";

  private final Copies copies;
  private final Failures failures;
  private final int port;

  CopyDoor(Copies copies, Failures failures, int port) {
    this.copies = copies;
    this.failures = failures;
    this.port = port;
  }

  void enter(HttpServerRequest http, Storage storage) {
    HttpReply reply = new HttpReply(http, storage.dialect(), failures);
    String source = exactly(http, "Source");
    String destination = exactly(http, "Destination");
    String credential = exactly(http, "Credential");
    if (credential != null && !credential.equals("none")) {
      reply.refuse(new Refusal(400, "COPY requestd an unsupported Credential type"));
    } else if ((source == null) == (destination == null)) {
      reply.refuse(new Refusal(400, "No Source or Destination specified"));
    } else {
      copy(http, storage, reply, source, destination);
    }
  }

  private void copy(
      HttpServerRequest http,
      Storage storage,
      HttpReply reply,
      @Nullable String source,
      @Nullable String destination) {
    String own = "http://" + storage.host() + ":" + port + http.uri();
    try {
      CopyRequest request =
          request(
              storage.host(),
              source != null,
              source == null ? own : source,
              destination == null ? own : destination,
              !"F".equals(exactly(http, "Overwrite")),
              remoteHeaders(http));
      copies.accept(request, storage, reply);
    } catch (IllegalArgumentException e) {
      reply.refuse(new Refusal(400, "Unsupported protocol: " + e.getMessage()));
    }
  }

  private static CopyRequest request(
      String active,
      boolean pull,
      String source,
      String destination,
      boolean overwrite,
      Map<String, String> remoteHeaders) {
    return new CopyRequest(
        active,
        pull,
        source,
        destination,
        FileName.ofUrl(source),
        FileName.ofUrl(destination),
        overwrite,
        remoteHeaders);
  }

  /** {@code TransferHeaderX} goes to the other side as {@code X}. */
  private static Map<String, String> remoteHeaders(HttpServerRequest http) {
    Map<String, String> headers = new HashMap<>();
    for (var header : http.headers().entries()) {
      if (header.getKey().startsWith(TRANSFER_HEADER)) {
        headers.put(header.getKey().substring(TRANSFER_HEADER.length()), header.getValue());
      }
    }
    return headers;
  }

  private static @Nullable String exactly(HttpServerRequest http, String name) {
    for (var header : http.headers().entries()) {
      if (header.getKey().equals(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
