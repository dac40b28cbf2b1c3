package io.tern.storage.s3;

import io.tern.storage.Access;
import io.tern.storage.Stat;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.http.Ask;
import io.tern.storage.http.Headers;
import io.tern.storage.http.HttpDate;
import io.tern.storage.http.Reply;
import io.tern.storage.http.Requests;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The requests of the S3 API that Tern sends, each with a signature of its own. */
final class Objects {
  /** As long as a storage may copy one part within itself. */
  private static final Duration COPY = Duration.ofMinutes(30);

  private static final int ANSWER = 64 * 1024;
  private static final Pattern UPLOAD = Pattern.compile("<UploadId>([^<]+)</UploadId>");
  private static final Pattern ETAG = Pattern.compile("<ETag>([^<]+)</ETag>");

  private final Requests requests;
  private final Duration limit;

  Objects(Requests requests, Duration limit) {
    this.requests = requests;
    this.limit = limit;
  }

  Future<Stat> stat(S3Object object, Wanted wanted) {
    Map<String, String> headers =
        wanted.something() ? Map.of("x-amz-checksum-mode", "ENABLED") : Map.of();
    return requests
        .sendOrRepeat(ask("HEAD", object, Map.of(), headers, limit))
        .compose(reply -> reply.isSuccess() ? stat(reply, wanted) : reply.failed());
  }

  private static Future<Stat> stat(Reply reply, Wanted wanted) {
    Stat stat = new Stat(length(reply), false, modified(reply), Optional.empty());
    return Future.succeededFuture(
        wanted.something()
            ? Etags.find(reply.headers(), wanted).map(stat::with).orElse(stat)
            : stat);
  }

  private static long length(Reply reply) {
    String length = reply.headers().get("Content-Length");
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private static long modified(Reply reply) {
    String time = reply.headers().get("Last-Modified");
    return time == null ? 0 : HttpDate.millis(time);
  }

  /** S3 says 204 for what was not there, too. */
  Future<Void> delete(S3Object object) {
    return requests
        .sendOrRepeat(ask("DELETE", object, Map.of(), Map.of(), limit))
        .compose(reply ->
            reply.isSuccess() || reply.isAny(404) ? Future.succeededFuture() : reply.failed());
  }

  /** The whole object in one request. */
  Future<Void> copy(S3Object from, S3Object to) {
    return requests
        .send(ask("PUT", to, Map.of(), Map.of(SOURCE, from.bucketAndKey()), COPY))
        .compose(Objects::withoutError)
        .mapEmpty();
  }

  private static final String SOURCE = "x-amz-copy-source";

  /** The id of a new upload in parts. */
  Future<String> begin(S3Object to) {
    return requests
        .send(ask("POST", to, Map.of("uploads", ""), Map.of(), limit))
        .compose(Objects::withoutError)
        .compose(reply -> found(UPLOAD, reply));
  }

  /** One part, bytes from the first to the last; its ETag. */
  Future<String> copyPart(
      S3Object from, S3Object to, String upload, int part, long first, long last) {
    Map<String, String> headers =
        Map.of(
            SOURCE, from.bucketAndKey(), "x-amz-copy-source-range", "bytes=" + first + "-" + last);
    return requests
        .send(ask("PUT", to, part(upload, part), headers, COPY))
        .compose(Objects::withoutError)
        .compose(reply -> found(ETAG, reply));
  }

  private static Map<String, String> part(String upload, int part) {
    return Map.of("uploadId", upload, "partNumber", Integer.toString(part));
  }

  /** Makes the object of its parts. */
  Future<Void> complete(S3Object to, String upload, List<String> etags) {
    String parts =
        IntStream.range(0, etags.size())
            .mapToObj(n ->
                "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>"
                    .formatted(n + 1, etags.get(n)))
            .collect(
                Collectors.joining("", "<CompleteMultipartUpload>", "</CompleteMultipartUpload>"));
    Ask ask =
        ask("POST", to, Map.of("uploadId", upload), Map.of(), COPY)
            .withBody("application/xml", parts, ANSWER);
    return requests.send(ask).compose(Objects::withoutError).mapEmpty();
  }

  /** Forgets the parts of an upload, which cost their owner money until then. */
  Future<Void> abort(S3Object to, String upload) {
    return requests
        .sendOrRepeat(ask("DELETE", to, Map.of("uploadId", upload), Map.of(), limit))
        .compose(reply ->
            reply.isSuccess() || reply.isAny(404) ? Future.succeededFuture() : reply.failed());
  }

  /** A copy that takes long is answered 200 before it is over; an error then is in the body. */
  private static Future<Reply> withoutError(Reply reply) {
    if (!reply.isSuccess()) {
      return reply.failed();
    }
    return reply.body().contains("<Error>")
        ? new Reply(500, reply.headers(), reply.body(), reply.catalogue()).failed()
        : Future.succeededFuture(reply);
  }

  private static Future<String> found(Pattern pattern, Reply reply) {
    Matcher found = pattern.matcher(reply.body());
    return found.find()
        ? Future.succeededFuture(found.group(1).replace("&quot;", "\""))
        : new Reply(500, reply.headers(), "no " + pattern.pattern(), reply.catalogue()).failed();
  }

  private static Ask ask(
      String method,
      S3Object object,
      Map<String, String> query,
      Map<String, String> headers,
      Duration limit) {
    Headers sent = Headers.of(Access.NONE);
    headers.forEach(sent::with);
    return Ask.of(
        method,
        object.signed(method, query, headers, S3Settings.ownUrls().plus(limit)),
        sent,
        limit);
  }
}
