package io.tern.loadtest.farm.dialect;

import java.util.Optional;

/** StoRM WebDAV 1.8.1: it goes on to the end after its client has left. */
record Storm() implements Dialect {
  @Override
  public String server() {
    return "Jetty";
  }

  @Override
  public int accepted() {
    return 202;
  }

  @Override
  public String contentType() {
    return "";
  }

  @Override
  public boolean marksAtOnce() {
    return false;
  }

  @Override
  public boolean stopsWithoutClient() {
    return false;
  }

  @Override
  public String markerTail(String remoteUrl) {
    return "";
  }

  @Override
  public Optional<Refusal> destinationExists(CopyRequest request) {
    return Optional.of(
        request.pull()
            ? new Refusal(412, "")
            : new Refusal(
                accepted(),
                "failure: TransferError while pushing "
                    + request.destinationUrl()
                    + ": Remote file exists and overwrite is false"));
  }

  @Override
  public Refusal parentMissing(CopyRequest request) {
    return new Refusal(409, "");
  }

  @Override
  public Refusal pushedMissing(CopyRequest request) {
    return new Refusal(404, "");
  }

  @Override
  public Refusal denied(CopyRequest request) {
    return new Refusal(403, "");
  }

  @Override
  public String remoteAnswered(CopyRequest request, int status) {
    String phrase =
        switch (status) {
          case 404 -> "Not Found";
          case 403 -> "Forbidden";
          default -> "Server Error";
        };
    String answer = status + " status code: " + status + ", reason phrase: " + phrase;
    return request.pull()
        ? "failure: Error fetching " + request.sourceUrl() + ": " + answer
        : pushing("HttpResponseException", request, answer);
  }

  @Override
  public String remoteUnknown(CopyRequest request) {
    String text = "Connect to " + request.remoteUrl() + " failed: Connection refused";
    return request.pull()
        ? "failure: HttpHostConnectException while fetching " + request.sourceUrl() + ": " + text
        : pushing("HttpHostConnectException", request, text);
  }

  @Override
  public String noSpace(CopyRequest request) {
    return request.pull()
        ? "failure: IOException while fetching " + request.sourceUrl() + ": No space left on device"
        : pushing("HttpResponseException", request, "507 Insufficient Storage");
  }

  @Override
  public String stalled(CopyRequest request, long seconds) {
    String text = "Read timed out after " + seconds + " s";
    return request.pull()
        ? "failure: SocketTimeoutException while fetching " + request.sourceUrl() + ": " + text
        : pushing("SocketTimeoutException", request, text);
  }

  @Override
  public String partial(CopyRequest request) {
    return request.pull()
        ? "failure: ConnectionClosedException while fetching "
            + request.sourceUrl()
            + ": Premature end of Content-Length delimited message body"
        : pushing("NoHttpResponseException", request, "failed to respond");
  }

  private static String pushing(String exception, CopyRequest request, String text) {
    return "failure: " + exception + " while pushing " + request.destinationUrl() + ": " + text;
  }
}
