package io.tern.storage.tape;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Locality;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what tape systems answer. They reorder files, write paths with fewer slashes, and spell
 * states in two ways; what they leave out of an answer is not yet known.
 */
final class Answers {
  private Answers() {}

  /** Where one file is on its way. */
  sealed interface Where {
    record OnItsWay() implements Where {}

    record There() implements Where {}

    record Lost(Failure failure) implements Where {}
  }

  /** A path as answers and questions both have it. */
  static String path(String urlPath) {
    String decoded = URLDecoder.decode(urlPath.replace("+", "%2B"), StandardCharsets.UTF_8);
    return normal(decoded);
  }

  private static String normal(String path) {
    return path.replaceAll("/+", "/");
  }

  /** The v1 of a well-known document; empty when there is none. */
  static Optional<TapeApi.Site> site(Reply reply) {
    JsonObject document = object(reply);
    JsonArray endpoints = document.getJsonArray("endpoints", new JsonArray());
    for (Object each : endpoints) {
      if (each instanceof JsonObject endpoint && "v1".equals(endpoint.getString("version"))) {
        String uri = endpoint.getString("uri", "");
        Endpoint api = Endpoint.of(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
        return Optional.of(new TapeApi.Site(api, document.getString("sitename", "")));
      }
    }
    return Optional.empty();
  }

  static String requestId(Reply reply) {
    String id = object(reply).getString("requestId", "");
    if (id.isEmpty()) {
      throw new DecodeException("stage: the answer has no requestId");
    }
    return id;
  }

  /** By path, of a stage request that was looked at. */
  static Map<String, Where> staged(Reply reply, Catalogue catalogue) {
    return byPath(
        object(reply).getJsonArray("files", new JsonArray()), file -> staged(file, catalogue));
  }

  private static Where staged(JsonObject file, Catalogue catalogue) {
    String error = file.getString("error", "");
    if (!error.isEmpty()) {
      return lost(catalogue, error);
    }
    if (file.containsKey("onDisk")) {
      return file.getBoolean("onDisk") ? new Where.There() : new Where.OnItsWay();
    }
    return switch (file.getString("state", "").toUpperCase(Locale.ROOT)) {
      case "COMPLETED" -> new Where.There();
      case "FAILED" -> lost(catalogue, "Staging failed");
      case "CANCELLED", "CANCELED" ->
          new Where.Lost(
              new Failure(
                  FailureClass.CANCELED,
                  Side.GENERAL_FAILURE,
                  Phase.STAGING,
                  true,
                  "Staging was cancelled at the storage"));
      default -> new Where.OnItsWay();
    };
  }

  /** By path, where files are. */
  static Map<String, Future<Locality>> archived(Reply reply, Catalogue catalogue) {
    return byPath(array(reply), file -> archived(file, catalogue));
  }

  private static Future<Locality> archived(JsonObject file, Catalogue catalogue) {
    String error = file.getString("error", "");
    if (!error.isEmpty()) {
      return Future.failedFuture(new StorageException(catalogue.ofRequest(0, error)));
    }
    return switch (file.getString("locality", "").toUpperCase(Locale.ROOT)) {
      case "TAPE" -> Future.succeededFuture(Locality.TAPE);
      case "DISK_AND_TAPE" -> Future.succeededFuture(Locality.DISK_AND_TAPE);
      case "LOST" -> gone(FailureClass.NOT_FOUND, "The file is lost");
      case "NONE" -> gone(FailureClass.PERMISSION, "The file has no locality");
      default -> Future.succeededFuture(Locality.DISK);
    };
  }

  private static Future<Locality> gone(FailureClass kind, String message) {
    return Future.failedFuture(
        new StorageException(
            new Failure(kind, Side.GENERAL_FAILURE, Phase.ARCHIVING, false, message)));
  }

  private static Where lost(Catalogue catalogue, String words) {
    return new Where.Lost(catalogue.ofRequest(0, words));
  }

  private static <T> Map<String, T> byPath(JsonArray files, Function<JsonObject, T> reading) {
    Map<String, T> found = new HashMap<>();
    for (Object each : files) {
      if (each instanceof JsonObject file) {
        found.put(normal(file.getString("path", "")), reading.apply(file));
      }
    }
    return found;
  }

  private static JsonObject object(Reply reply) {
    return new JsonObject(reply.body());
  }

  private static JsonArray array(Reply reply) {
    return new JsonArray(reply.body());
  }

  /** A refusal, or words that are none of the API's, as a failure. */
  static <T> Future<T> read(Reply reply, Function<Reply, T> reading) {
    if (!reply.isSuccess()) {
      return reply.failed();
    }
    try {
      return Future.succeededFuture(reading.apply(reply));
    } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
      return Future.failedFuture(
          new StorageException(
              new Failure(
                  FailureClass.STORAGE_IO,
                  Side.GENERAL_FAILURE,
                  Phase.TRANSFER_PREPARATION,
                  true,
                  "The tape system's answer cannot be read")));
    }
  }
}
