package io.tern.loadtest.farm.dialect;

import java.net.URI;
import java.util.Optional;

/** XRootD 5.5.3 with its HTTP third-party copy plug-in. */
record Xrootd() implements Dialect {
  @Override
  public String server() {
    return "XrootD/v5.5.3";
  }

  @Override
  public int accepted() {
    return 201;
  }

  @Override
  public String contentType() {
    return "text/plain";
  }

  @Override
  public boolean marksAtOnce() {
    return true;
  }

  @Override
  public boolean stopsWithoutClient() {
    return true;
  }

  @Override
  public String markerTail(String remoteUrl) {
    return "RemoteConnections: tcp:" + URI.create(remoteUrl).getRawAuthority() + "\n";
  }

  /** A push overwrites whatever was asked. */
  @Override
  public Optional<Refusal> destinationExists(CopyRequest request) {
    return request.pull()
        ? Optional.of(
            new Refusal(412, "Unable to create " + request.destination().path() + "; file exists"))
        : Optional.empty();
  }

  @Override
  public Refusal parentMissing(CopyRequest request) {
    return new Refusal(
        400, "Unable to create " + request.destination().path() + "; no such file or directory");
  }

  @Override
  public Refusal pushedMissing(CopyRequest request) {
    return new Refusal(
        400, "Unable to open " + request.source().path() + "; no such file or directory");
  }

  @Override
  public Refusal denied(CopyRequest request) {
    return new Refusal(401, "Unable to create " + request.local().path() + "; permission denied");
  }

  @Override
  public String remoteAnswered(CopyRequest request, int status) {
    return "failure: Remote side failed with status code " + status + explained(request, status);
  }

  private static String explained(CopyRequest request, int status) {
    String why =
        switch (status) {
          case 404 -> "no such file or directory";
          case 403 -> "permission denied";
          default -> "input/output error";
        };
    return request.pull()
        ? "; error message: \"Unable to open " + request.source().path() + "; " + why + " \""
        : "";
  }

  @Override
  public String remoteUnknown(CopyRequest request) {
    return "failure: Couldn't resolve host name";
  }

  @Override
  public String noSpace(CopyRequest request) {
    return request.pull()
        ? "failure: Error when interacting with local filesystem: Unable to write "
            + request.destination().path()
            + "; no space left on device (code=28)"
        : "failure: Server returned nothing (no headers, no data)";
  }

  @Override
  public String stalled(CopyRequest request, long seconds) {
    return "failure: Error when interacting with local filesystem: Transfer failed because no bytes"
        + " have been received in "
        + seconds
        + " seconds.";
  }

  @Override
  public String partial(CopyRequest request) {
    return request.pull()
        ? "failure: Transferred a partial file"
        : "failure: Failure when receiving data from the peer";
  }
}
