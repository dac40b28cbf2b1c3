package io.tern.loadtest.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.loadtest.load.Identity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Tern's own account of jobs, asked for in bulk. Calls block; threadsafe. */
public final class TernStates {
  /** How many jobs one request asks for. */
  static final int BULK = 50;

  private static final String FIELDS = "file_id,file_state,source_surl,dest_surl";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String service;
  private final Identity identity;

  /**
   * @param service the root of Tern's HTTP interface
   * @param identity that may see the jobs
   */
  public TernStates(String service, Identity identity) {
    this.service = service;
    this.identity = identity;
  }

  /** The jobs among {@code ids} that Tern knows; an id it does not know is left out. */
  List<JobView> jobs(List<String> ids) throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/jobs/" + String.join(",", ids) + ",?files=" + FIELDS);
    if (answer.statusCode() != 200 && answer.statusCode() != 207) {
      throw new IOException("GET /jobs: " + answer.statusCode() + " " + answer.body());
    }
    List<JobView> jobs = new ArrayList<>();
    for (JsonNode job : JSON.readTree(answer.body())) {
      if (job.path("http_status").asText("200").startsWith("200")) {
        jobs.add(job(job));
      }
    }
    return jobs;
  }

  private static JobView job(JsonNode job) {
    return new JobView(
        job.path("job_id").asText(), job.path("job_state").asText(), files(job.path("files")));
  }

  private static List<JobView.FileView> files(JsonNode files) {
    return StreamSupport.stream(files.spliterator(), false)
        .map(file ->
            new JobView.FileView(
                file.path("file_id").asLong(),
                file.path("file_state").asText(),
                file.path("source_surl").asText(),
                file.path("dest_surl").asText()))
        .toList();
  }

  /** The same by {@code GET /jobs/id/files}, which must agree; empty if Tern has no such job. */
  List<JobView.FileView> files(String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/jobs/" + id + "/files");
    return answer.statusCode() == 200 ? files(JSON.readTree(answer.body())) : List.of();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + path)).timeout(TIMEOUT);
    identity.headers().forEach(request::setHeader);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
