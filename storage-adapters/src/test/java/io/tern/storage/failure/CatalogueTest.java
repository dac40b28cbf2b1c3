package io.tern.storage.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.StorageException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real answers of real servers, and what each of them means. */
class CatalogueTest {
  private static final Catalogue CATALOGUE = new Catalogue(new UnknownAnswers());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # direct answers: status, direction, class, side, retryable, body
          404 | PUSH | NOT_FOUND   | SOURCE      | false |
          400 | PUSH | NOT_FOUND   | SOURCE      | false | Unable to open /data/nope; no such file or directory
          500 | PUSH | NOT_FOUND   | SOURCE      | false | failure: Unable to open /data/nope; no such file or directory, local=/data/nope
          404 | PULL | NOT_FOUND   | SOURCE      | false | failure: HTTP response code said error: remote host returned '404 Not Found' while fetching file size, local=/data/p3
          500 | PULL | NOT_FOUND   | SOURCE      | false | Remote side failed with status code 404
          400 | PULL | NOT_FOUND   | DESTINATION | true  | Unable to create /data/no/such/dir/f; no such file or directory
          409 | PULL | NOT_FOUND   | DESTINATION | true  | Parent resource does not exist
          409 | PULL | NOT_FOUND   | DESTINATION | true  |
          412 | PULL | EXISTS      | DESTINATION | false | Unable to create /data/x; file exists
          412 | PULL | EXISTS      | DESTINATION | false |
          412 | PULL | CHECKSUM    | SOURCE      | false | failure: Mismatch between client-provided and remote server checksums: client = (adler=00000000) server = (adler=b31ced64)
          401 | PULL | PERMISSION  | DESTINATION | false | Unable to create /data/ro/x; permission denied
          401 | PUSH | CREDENTIAL  | SOURCE      | false |
          403 | PUSH | PERMISSION  | SOURCE      | false |
          403 | PULL | PERMISSION  | DESTINATION | false | failure: Could not connect to server: connection to local/private addresses is forbidden, local=/d
          400 | PULL | INVALID     | GENERAL_FAILURE | false | COPY requestd an unsupported Credential type
          400 | PULL | INVALID     | GENERAL_FAILURE | false | No Source or Destination specified
          500 | PULL | INVALID     | GENERAL_FAILURE | false | Invalid request for number of streams
          405 | PULL | UNSUPPORTED | TRANSFER    | false |
          501 | PUSH | UNSUPPORTED | TRANSFER    | false |
          201 | PUSH | UNSUPPORTED | TRANSFER    | false |
          400 | PULL | UNSUPPORTED | TRANSFER    | false | Request unknown
          507 | PULL | NO_SPACE    | DESTINATION | true  |
          400 | PULL | NAME_RESOLUTION | SOURCE  | true  | Unknown source hostname
          500 | PULL | CONNECTION  | SOURCE      | true  | failure: Could not connect to server: internal server failure
          400 | PULL | OVERLOADED  | DESTINATION | true  | Failed to open local resource
          409 | PULL | OVERLOADED  | DESTINATION | true  | File upload in progress
          429 | PUSH | OVERLOADED  | SOURCE      | true  |
          503 | PULL | OVERLOADED  | DESTINATION | true  |
          502 | PULL | OVERLOADED  | DESTINATION | true  |
          504 | PULL | TIMEOUT     | DESTINATION | true  |
          500 | PULL | OVERLOADED  | DESTINATION | true  | transfer service unavailable
          500 | PULL | STORAGE_IO  | DESTINATION | true  | Unknown internal transfer failure
          400 | PUSH | INVALID     | GENERAL_FAILURE | false | No storage area found for path /x
          423 | PULL | OVERLOADED  | DESTINATION | true  | Locked
          503 | PUSH | OVERLOADED  | SOURCE      | true  | <Code>SlowDown</Code>
          507 | PULL | NO_SPACE    | DESTINATION | true  | quota of /vo exceeded
          400 | PULL | INVALID     | DESTINATION | false | Bad request
          400 | PUSH | INVALID     | SOURCE      | false | Not a file
          400 | PULL | UNSUPPORTED | GENERAL_FAILURE | false | unsupported scheme: gsiftp
          204 | PUSH | UNSUPPORTED | TRANSFER    | false |
          500 | PULL | OVERLOADED  | DESTINATION | true  | transfer not accepted: too many transfers
          # XRootD 5.5.3 and 5.9, source (XrdTpcTPC.cc)
          500 | PULL | OVERLOADED  | DESTINATION | true  | Failed to initialize internal transfer resources
          409 | PULL | EXISTS      | DESTINATION | false | failure: Unable to create /data/x; file exists, local=/data/x
          # EOS 5, seen at CERN (issue 2591 of XRootD)
          400 | PULL | NO_SPACE    | DESTINATION | true  | Unable to get quota space - quota not defined or exhausted /eos/x; Disk quota exceeded
          # dCache, source (RemoteTransferHandler)
          400 | PUSH | NAME_RESOLUTION | DESTINATION | true | Unknown destination hostname
          500 | PULL | STORAGE_IO  | DESTINATION | true  | Internal problem with server
          """)
  void knowsDirectAnswers(
      int status, Direction direction, FailureClass kind, Side side, boolean again, String body) {
    assertMeans(CATALOGUE.ofAnswer(status, body == null ? "" : body, direction), kind, side, again);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PULL | NOT_FOUND   | SOURCE      | false | Remote side failed with status code 404; error message: "Unable to open /data/nope; no such file or directory "
          PULL | PERMISSION  | SOURCE      | false | Remote side failed with status code 403; error message: "Unable to open x; permission denied "
          PUSH | PERMISSION  | DESTINATION | false | Remote side failed with status code 403
          PULL | CREDENTIAL  | SOURCE      | false | Remote side failed with status code 401
          PULL | NOT_FOUND   | SOURCE      | false | Error fetching https://s.example/f: 404 status code: 404, reason phrase: Not Found
          PULL | PERMISSION  | SOURCE      | false | Error fetching https://s.example/f: 403 status code: 403, reason phrase: Forbidden
          PULL | PERMISSION  | SOURCE      | false | rejected GET: 403 Forbidden
          PULL | NOT_FOUND   | SOURCE      | false | rejected HEAD: 404 Not Found
          PUSH | NOT_FOUND   | DESTINATION | true  | Remote side failed with status code 409
          PUSH | NOT_FOUND   | DESTINATION | true  | rejected PUT: 404 Not Found
          PULL | NOT_FOUND   | SOURCE      | false | Remote side failed with status code 404; error message: "<?xml version=1.0?><Error><Code>NoSuchKey</Code>"
          PUSH | EXISTS      | DESTINATION | false | TransferError while pushing https://d.example/f: Remote file exists and overwrite is false
          PUSH | EXISTS      | DESTINATION | false | Remote side failed with status code 412
          PULL | OVERLOADED  | SOURCE      | true  | Remote side failed with status code 503
          PUSH | OVERLOADED  | DESTINATION | true  | Remote side failed with status code 429
          PUSH | NO_SPACE    | DESTINATION | true  | Remote side failed with status code 507
          PUSH | STORAGE_IO  | DESTINATION | true  | Remote side failed with status code 500
          PULL | NO_SPACE    | DESTINATION | true  | Error when interacting with local filesystem: Unable to write /data/small/x; no space left on device (code=28)
          PULL | STORAGE_IO  | DESTINATION | true  | Error when interacting with local filesystem: Unknown filesystem write failure.
          PULL | TIMEOUT     | TRANSFER    | true  | Error when interacting with local filesystem: Transfer failed because no bytes have been received in 8 seconds.
          PULL | CONNECTION  | SOURCE      | true  | Couldn't connect to server
          PUSH | CONNECTION  | DESTINATION | true  | connection failed for PUT: refused
          PULL | CONNECTION  | SOURCE      | true  | HttpHostConnectException while fetching http://x: Connect to x failed: Connection refused
          PULL | NAME_RESOLUTION | SOURCE  | true  | Couldn't resolve host name
          PULL | UNSUPPORTED | GENERAL_FAILURE | false | Unsupported protocol
          PULL | INTERRUPTED | TRANSFER    | true  | Transferred a partial file
          PUSH | INTERRUPTED | TRANSFER    | true  | Failure when receiving data from the peer
          PUSH | INTERRUPTED | TRANSFER    | true  | Server returned nothing (no headers, no data)
          PUSH | INTERRUPTED | TRANSFER    | true  | Failed sending data to the peer
          PUSH | INTERRUPTED | TRANSFER    | true  | Send failure: Broken pipe
          PULL | INTERRUPTED | TRANSFER    | true  | Recv failure: Connection reset by peer
          PULL | TIMEOUT     | TRANSFER    | true  | SocketTimeoutException while fetching http://x: Read timed out
          PULL | TLS         | SOURCE      | false | SSL peer certificate or SSH remote key was not OK
          PULL | TLS         | SOURCE      | false | SSLHandshakeException while fetching https://x: PKIX path building failed
          PUSH | TLS         | DESTINATION | true  | SSL: certificate has expired
          PULL | CANCELED    | TRANSFER    | false | client went away
          PULL | OVERLOADED  | DESTINATION | true  | RemoteTransferManager restarted
          PULL | OVERLOADED  | DESTINATION | true  | pool is shutting down
          PULL | OVERLOADED  | DESTINATION | true  | aborted
          PULL | CHECKSUM    | TRANSFER    | false | copy succeeded, but verification failed: no checksum
          PULL | PERMISSION  | DESTINATION | false | Unable to write /ro/x; read-only file system
          PULL | NOT_FOUND   | SOURCE      | false | Remote side failed with status code 404; error message: "Unable to open /data/ssl/quota/aborted; no such file or directory "
          PULL | STORAGE_IO  | DESTINATION | true  | Error when interacting with local filesystem: Unable to write /quota/crl/x
          PULL | CREDENTIAL  | SOURCE      | true  | Remote side failed with status code 403; error message: "<Code>AccessDenied</Code><Message>Request has expired</Message>
          PULL | CREDENTIAL  | SOURCE      | false | Remote side failed with status code 403; error message: "<Code>SignatureDoesNotMatch</Code>
          PULL | CONNECTION  | SOURCE      | true  | failed to connect to server: No route to host
          PUSH | INTERRUPTED | TRANSFER    | true  | Send failure: Connection reset by peer
          PULL | TLS         | SOURCE      | true  | SSLHandshakeException while fetching https://x: CertificateExpiredException: NotAfter
          PULL | NOT_ONLINE  | SOURCE      | false | Remote side failed with status code 500; error message: "open - no disk replica exists"
          PULL | NOT_ONLINE  | SOURCE      | false | Remote side failed with status code 403; error message: "Permission denied.File not online. Staging not allowed."
          PULL | TIMEOUT     | TRANSFER    | true  | Timeout was reached
          PULL | TIMEOUT     | TRANSFER    | true  | Operation too slow. Less than 10 bytes/sec transferred the last 60 seconds
          PUSH | INTERRUPTED | TRANSFER    | true  | failed to send PUT request: stream is closed
          PUSH | PERMISSION  | DESTINATION | false | rejected PUT: 403 Forbidden
          PULL | OVERLOADED  | DESTINATION | true  | dCache is shutting down
          PULL | INVALID     | SOURCE      | false | exceeded maximum number of redirections: 20
          PUSH | INVALID     | DESTINATION | false | Number of redirects hit maximum amount
          PULL | STORAGE_IO  | SOURCE      | true  | remote server failed to provide length after 60 s
          PULL | NOT_FOUND   | SOURCE      | false | Remote side failed with status code 404; error message: "<Error><Code>NoSuchBucket</Code>"
          PULL | TLS         | SOURCE      | false | SSL_connect: CERT_UNTRUSTED
          PULL | STORAGE_IO  | TRANSFER    | true  | something that nobody has seen before
          # libcurl 7.88, curl_easy_strerror: what XRootD says of HTTP, but for what stands above
          PULL | INVALID     | SOURCE      | false | URL using bad/illegal format or missing URL
          PULL | NAME_RESOLUTION | DESTINATION | true | Couldn't resolve proxy name
          PULL | STORAGE_IO  | SOURCE      | true  | Weird server reply
          PULL | INTERRUPTED | TRANSFER    | true  | Error in the HTTP2 framing layer
          PULL | INTERRUPTED | TRANSFER    | true  | Stream error in the HTTP/2 framing layer
          PULL | STORAGE_IO  | SOURCE      | true  | HTTP response code said error
          PULL | STORAGE_IO  | DESTINATION | true  | Failed writing received data to disk/application
          PUSH | STORAGE_IO  | SOURCE      | true  | Failed to open/read local data from file/application
          PULL | OVERLOADED  | DESTINATION | true  | Out of memory
          PULL | UNSUPPORTED | SOURCE      | false | Requested range was not delivered by the server
          PULL | TLS         | SOURCE      | true  | SSL connect error
          PUSH | CONNECTION  | SOURCE      | true  | Failed binding local connection end
          PULL | TLS         | DESTINATION | true  | Problem with the local SSL certificate
          PULL | TLS         | DESTINATION | true  | Couldn't use specified SSL cipher
          PULL | TLS         | DESTINATION | true  | Problem with the SSL CA cert (path? access rights?)
          PULL | TLS         | DESTINATION | true  | Failed to load CRL file (path? access rights?, format?)
          PULL | TLS         | SOURCE      | false | Issuer check against peer certificate failed
          PULL | TLS         | SOURCE      | false | SSL server certificate status verification FAILED
          PULL | STORAGE_IO  | SOURCE      | true  | Unrecognized or bad HTTP Content or Transfer-Encoding
          PUSH | INTERRUPTED | TRANSFER    | true  | Send failed since rewinding of the data stream failed
          PUSH | NO_SPACE    | DESTINATION | true  | Disk full or allocation exceeded
          PUSH | INTERRUPTED | TRANSFER    | true  | Socket not ready for send/recv
          # libcurl 8.12, and XRootD 5.9 and 6 around it, source (XrdHttpTpcTPC.cc)
          PULL | NAME_RESOLUTION | SOURCE  | true  | Internal transfer failure, local=/d/f, remote=https://s.example/f, HTTP library failure=Could not resolve hostname
          PULL | INTERRUPTED | TRANSFER    | true  | Internal transfer failure, local=/d/f, remote=https://s.example/f, HTTP library failure=Transferred a partial file
          PULL | STORAGE_IO  | DESTINATION | true  | Internal state error in libcurl, local=/d/f, remote=https://s.example/f
          PUSH | TIMEOUT     | TRANSFER    | true  | Error when interacting with local filesystem: Transfer failed because no bytes have been transmitted to the destination (push mode) in 60 seconds.
          # EOS 5, seen at CERN (issue 2067 of XRootD): the copy was cut short
          PULL | INTERRUPTED | TRANSFER    | true  | Error when interacting with local filesystem: Failure when closing file handle: Unable to store file - file has been cleaned because the stored file does not match the provided targetsize /eos/x; input/output error (code=5)
          # StoRM WebDAV, source (HttpTransferClient), with what HttpClient says of it
          PUSH | PERMISSION  | DESTINATION | false | TransferError while pushing https://d.example/f: Error checking if remote file exists: 403 Forbidden
          PUSH | OVERLOADED  | DESTINATION | true  | TransferError while pushing https://d.example/f: Error checking if remote file exists: 503 Service Unavailable
          PUSH | NO_SPACE    | DESTINATION | true  | Error pushing https://d.example/f: 507 Insufficient Storage
          PULL | INTERRUPTED | TRANSFER    | true  | ConnectionClosedException while fetching https://s.example/f: Premature end of Content-Length delimited message body (expected: 1,000; received: 5)
          PULL | INTERRUPTED | TRANSFER    | true  | TruncatedChunkException while fetching https://s.example/f: Truncated chunk (expected size: 8,192; actual size: 5)
          PULL | INTERRUPTED | TRANSFER    | true  | NoHttpResponseException while fetching https://s.example/f: s.example:443 failed to respond
          PULL | INTERRUPTED | TRANSFER    | true  | SSLHandshakeException while fetching https://s.example/f: Remote host terminated the handshake
          PULL | NAME_RESOLUTION | SOURCE  | true  | UnknownHostException while fetching https://s.example/f: s.example
          PULL | TLS         | SOURCE      | false | SSLPeerUnverifiedException while fetching https://s.example/f: Certificate for s.example doesn't match any of the subject alternative names
          # dCache, source (RemoteHttpDataTransferProtocol, TransferManagerHandler, FileCorruptedCacheException)
          PULL | TIMEOUT     | TRANSFER    | true  | socket timeout on GET (received 5 MiB of data; 0 B pending)
          PULL | TIMEOUT     | SOURCE      | true  | remote server not ready for GET request after 60 s: 202 Accepted
          PULL | CHECKSUM    | TRANSFER    | false | no useful checksum in GET response: (none sent)
          PULL | CHECKSUM    | TRANSFER    | false | Checksum mismatch (expected=[1:00000001], actual=[1:b31ced64])
          PULL | SIZE_MISMATCH | DESTINATION | true | File size mismatch (expected=1000, actual=0)
          PULL | STORAGE_IO  | SOURCE      | true  | GET response contains no content
          PULL | TLS         | SOURCE      | true  | Received fatal alert: certificate_expired
          PULL | TLS         | SOURCE      | false | Received fatal alert: handshake_failure
          PULL | OVERLOADED  | DESTINATION | true  | Failed to select pool: All pools are full
          PUSH | OVERLOADED  | SOURCE      | true  | Too many attempts to select pool; last pool p1@p failed with busy
          PULL | OVERLOADED  | DESTINATION | true  | Timeout waiting for transfer to start on p1@p
          PUSH | INTERRUPTED | TRANSFER    | true  | problem sending data: Stream closed
          PUSH | INVALID     | DESTINATION | false | missing Location in PUT response 307 Temporary Redirect
          PUSH | SIZE_MISMATCH | DESTINATION | true | verification failed: wrong Content-Length in HEAD response (5 != 1000)
          PUSH | CHECKSUM    | TRANSFER    | false | verification failed: ADLER32 00000001 != b31ced64
          PUSH | CHECKSUM    | TRANSFER    | false | delete of remote file (triggered by ADLER32 00000001 != b31ced64) failed: rejected DELETE: 403 Forbidden
          PUSH | CONNECTION  | DESTINATION | true  | verification failed: failed to connect to server: No route to host
          PUSH | OVERLOADED  | SOURCE      | true  | verification failed: pool is shutting down
          # S3's codes
          PULL | NOT_ONLINE  | SOURCE      | false | Remote side failed with status code 403; error message: "<Error><Code>InvalidObjectState</Code>"
          PULL | CREDENTIAL  | SOURCE      | false | Remote side failed with status code 403; error message: "<Error><Code>RequestTimeTooSkewed</Code>"
          PULL | TIMEOUT     | SOURCE      | true  | Remote side failed with status code 400; error message: "<Error><Code>RequestTimeout</Code>"
          # Apache and nginx to what XRootD pushes
          PUSH | INVALID     | DESTINATION | false | Remote side failed with status code 413
          PUSH | OVERLOADED  | DESTINATION | true  | Remote side failed with status code 423
          PUSH | UNSUPPORTED | DESTINATION | false | Remote side failed with status code 405
          PUSH | TIMEOUT     | DESTINATION | true  | Remote side failed with status code 408
          """)
  void knowsResultLines(
      Direction direction, FailureClass kind, Side side, boolean again, String line) {
    assertMeans(CATALOGUE.ofResult(line, direction), kind, side, again);
  }

  @Test
  void knowsMetadataAnswersButNotTheirSide() {
    assertMeans(CATALOGUE.ofRequest(404, ""), FailureClass.NOT_FOUND, Side.GENERAL_FAILURE, false);
    assertMeans(CATALOGUE.ofRequest(503, ""), FailureClass.OVERLOADED, Side.GENERAL_FAILURE, true);
  }

  @Test
  void knowsWhyNoAnswerCame() {
    assertThat(kind(new UnknownHostException("x"))).isEqualTo(FailureClass.NAME_RESOLUTION);
    assertThat(kind(new ConnectException("refused"))).isEqualTo(FailureClass.CONNECTION);
    assertThat(kind(new IOException("Connection reset"))).isEqualTo(FailureClass.CONNECTION);
    assertThat(kind(new TimeoutException("late"))).isEqualTo(FailureClass.TIMEOUT);
    assertThat(kind(new VertxException("late", new TimeoutException("late"))))
        .isEqualTo(FailureClass.TIMEOUT);
    assertThat(failure(new SSLHandshakeException("PKIX")).retryable()).isFalse();
    SSLHandshakeException expired = new SSLHandshakeException("expired");
    expired.initCause(new CertificateExpiredException());
    assertThat(failure(expired).failureClass()).isEqualTo(FailureClass.TLS);
    assertThat(failure(expired).retryable()).isTrue();
  }

  @Test
  void aHandshakeThatWasCutShortIsNoMistrust() {
    SSLHandshakeException reset = new SSLHandshakeException("Failed to create SSL connection");
    reset.initCause(new IOException("Connection reset by peer"));

    assertThat(failure(reset).failureClass()).isEqualTo(FailureClass.CONNECTION);
    assertThat(failure(reset).retryable()).isTrue();
    assertThat(failure(reset).message())
        .isEqualTo("Failed to create SSL connection: Connection reset by peer");
    assertThat(kind(new SSLHandshakeException("handshake timed out after 15000ms")))
        .isEqualTo(FailureClass.TIMEOUT);
  }

  @Test
  void saysTheWordsThatClientsOfFtsLookFor() {
    assertThat(CATALOGUE.ofAnswer(412, "", Direction.PULL).text())
        .isEqualTo("DESTINATION [17] Destination file exists and overwrite is not enabled");
    assertThat(CATALOGUE.ofAnswer(404, "", Direction.PUSH).text())
        .isEqualTo("SOURCE [2] No such file or directory (HTTP 404)");
    assertThat(CATALOGUE.ofResult("Remote side failed with status code 404", Direction.PULL).text())
        .isEqualTo(
            "SOURCE [2] No such file or directory (Remote side failed with status code 404)");
    assertThat(CATALOGUE.ofRequest(404, "").message())
        .isEqualTo("No such file or directory (HTTP 404)");
    assertThat(CATALOGUE.ofAnswer(507, "", Direction.PULL).text())
        .isEqualTo("DESTINATION [28] No space left on device (HTTP 507)");
  }

  @Test
  void aFileThatVanishedRightAfterItsCopyIsWorthAnotherAttempt() {
    StorageException missing = new StorageException(CATALOGUE.ofRequest(404, ""));

    assertThat(missing.at(Side.SOURCE, Phase.TRANSFER_PREPARATION).failure().retryable()).isFalse();
    assertThat(missing.at(Side.DESTINATION, Phase.TRANSFER_FINALIZATION).failure().retryable())
        .isTrue();
  }

  @Test
  void countsWordsThatNobodyKnowsAndNoOthers() {
    UnknownAnswers unknown = new UnknownAnswers();
    Catalogue catalogue = new Catalogue(unknown);

    catalogue.ofResult("Gremlin 17 ate https://s.example/f?token=x", Direction.PULL);
    catalogue.ofAnswer(500, "Gremlin 4 ate /data/g", Direction.PUSH);
    catalogue.ofAnswer(404, "gone", Direction.PUSH);
    catalogue.ofAnswer(500, "", Direction.PUSH);

    assertThat(unknown.total()).isEqualTo(2);
    assertThat(unknown.counts()).containsExactly(Map.entry("Gremlin # ate *", 2L));
  }

  @Test
  void keepsBoundedlyManyUnknownWordsAndCountsTheOthersAllTheSame() {
    UnknownAnswers unknown = new UnknownAnswers();

    for (int n = 0; n < 1000; n++) {
      unknown.add(Integer.toString(n, 16).replaceAll("[0-9]", "x").repeat(1 + n));
    }

    assertThat(unknown.total()).isEqualTo(1000);
    assertThat(unknown.counts()).hasSizeLessThanOrEqualTo(256);
  }

  private static FailureClass kind(Throwable cause) {
    return failure(cause).failureClass();
  }

  private static Failure failure(Throwable cause) {
    return Catalogue.ofException(cause, Side.SOURCE, Phase.TRANSFER);
  }

  private static void assertMeans(Failure failure, FailureClass kind, Side side, boolean again) {
    assertThat(failure.failureClass()).isEqualTo(kind);
    assertThat(failure.side()).isEqualTo(side);
    assertThat(failure.retryable()).isEqualTo(again);
  }
}
