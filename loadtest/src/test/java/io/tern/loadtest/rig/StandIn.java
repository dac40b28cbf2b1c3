package io.tern.loadtest.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The least that answers on the service's wire and really copies, so that rig and audit can be
 * proven without the service. {@code --copies N} makes it copy each file N times: a fault that the
 * audit must find.
 */
public final class StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final int copies;
  private final Map<String, ObjectNode> jobs = new LinkedHashMap<>();
  private long nextFile = 1;

  private StandIn(Vertx vertx, int copies) {
    this.client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(8));
    this.copies = copies;
  }

  public static void main(String[] line) throws Exception {
    List<String> words = List.of(line);
    Vertx vertx = Vertx.vertx();
    int copies = words.contains("--copies") ? Integer.parseInt(after(words, "--copies")) : 1;
    StandIn service = new StandIn(vertx, copies);
    vertx
        .getOrCreateContext()
        .runOnContext(go -> {
          service.listen(vertx, after(words, "--http"));
          service.listen(vertx, after(words, "--health"));
        });
    while (System.in.read() >= 0) {
      // Lives as long as its parent.
    }
    System.exit(0);
  }

  private static String after(List<String> words, String option) {
    return words.get(words.indexOf(option) + 1);
  }

  private void listen(Vertx vertx, String address) {
    int colon = address.indexOf(':');
    vertx
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
        .listen(Integer.parseInt(address.substring(colon + 1)), address.substring(0, colon))
        .onFailure(cause -> System.exit(1));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    String path = request.path();
    if (request.method().equals(HttpMethod.POST)) {
      request.response().end("{\"job_id\": \"" + submit(body) + "\"}");
    } else if (path.equals("/readyz")) {
      request.response().end();
    } else if (path.equals("/metrics")) {
      request.response().end(metrics());
    } else if (path.endsWith("/files")) {
      request.response().end(jobs.get(path.split("/", -1)[2]).path("files").toString());
    } else {
      ArrayNode found = JSON.createArrayNode();
      for (String id : path.substring("/jobs/".length()).split(",")) {
        found.add(jobs.get(id));
      }
      request.response().end(found.toString());
    }
  }

  private String submit(Buffer body) {
    String id = "job-" + (jobs.size() + 1);
    ObjectNode job = JSON.createObjectNode().put("job_id", id).put("job_state", "ACTIVE");
    ArrayNode files = job.put("http_status", "200 Ok").putArray("files");
    try {
      for (JsonNode file : JSON.readTree(body.getBytes()).path("files")) {
        files
            .addObject()
            .put("file_id", nextFile++)
            .put("file_state", "ACTIVE")
            .put("source_surl", file.path("sources").path(0).asText())
            .put("dest_surl", file.path("destinations").path(0).asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    jobs.put(id, job);
    files.forEach(file -> copy(job, (ObjectNode) file, copies));
    return id;
  }

  private void copy(ObjectNode job, ObjectNode file, int times) {
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.valueOf("COPY"))
                .setAbsoluteURI(file.path("dest_surl").asText())
                .putHeader("Source", file.path("source_surl").asText()))
        .compose(request -> request.send())
        .compose(HttpClientResponse::body)
        .map(body -> body.toString().endsWith("success: Created"))
        .recover(cause -> Future.succeededFuture(false))
        .onSuccess(success -> copied(job, file, times - 1, success));
  }

  private void copied(ObjectNode job, ObjectNode file, int timesLeft, boolean success) {
    if (timesLeft > 0) {
      copy(job, file, timesLeft);
      return;
    }
    file.put("file_state", success ? "FINISHED" : "FAILED");
    List<String> states = job.path("files").findValuesAsText("file_state");
    if (!states.contains("ACTIVE")) {
      boolean all = states.stream().allMatch("FINISHED"::equals);
      job.put("job_state", all ? "FINISHED" : "FINISHEDDIRTY");
    }
  }

  private String metrics() {
    List<String> states =
        jobs.values().stream()
            .flatMap(job -> job.path("files").findValuesAsText("file_state").stream())
            .toList();
    StringBuilder page = new StringBuilder("tern_kafka_lag_records 0\ntern_queued 0\n");
    for (String state : List.of("ACTIVE", "FINISHED", "FAILED")) {
      long count = states.stream().filter(state::equals).count();
      page.append("tern_files{state=\"%s\"} %d%n".formatted(state, count));
    }
    return page.toString();
  }
}
