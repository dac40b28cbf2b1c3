package io.tern.loadtest.load;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is submitted, and at what pace.
 *
 * @param service the root of Tern's HTTP interface, such as {@code http://127.0.0.1:8446}
 * @param jobs how many
 * @param filesPerJob of each
 * @param params of each job, by FTS's names; values are JSON
 * @param identities take turns
 * @param activities take turns from job to job
 * @param seed of links and gaps
 */
public record LoadPlan(
    String service,
    long jobs,
    int filesPerJob,
    Pace pace,
    LinkGraph links,
    FileUrls urls,
    Map<String, String> params,
    List<Identity> identities,
    List<String> activities,
    long seed) {
  public static final Map<String, String> VERIFIED =
      Map.of("verify_checksum", "\"both\"", "overwrite", "false");

  public LoadPlan {
    if (jobs < 1 || filesPerJob < 1) {
      throw new IllegalArgumentException(
          "jobs: " + jobs + " of " + filesPerJob + " files (expected: >= 1)");
    }
    params = Map.copyOf(params);
    identities = List.copyOf(identities);
    activities = List.copyOf(activities);
  }

  /** As many others, at the same pace over the same links, that come before this. */
  LoadPlan warmUp(long jobsBefore) {
    return new LoadPlan(
        service,
        jobsBefore,
        filesPerJob,
        pace,
        links,
        urls.others(),
        params,
        identities,
        activities,
        seed);
  }

  Identity identity(long job) {
    return identities.get((int) (job % identities.size()));
  }

  /** The body of job {@code number}, always the same; one link carries all files of a job. */
  String body(long number) {
    LinkGraph.Pair link = links.pick(new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number));
    StringBuilder json = new StringBuilder(256 + filesPerJob * 300).append("{\"files\":[");
    String activity = activities.get((int) (number % activities.size()));
    for (int file = 0; file < filesPerJob; file++) {
      json.append(file == 0 ? "{\"sources\":[\"" : ",{\"sources\":[\"")
          .append(urls.source(link, number, file))
          .append("\"],\"destinations\":[\"")
          .append(urls.destination(link, number, file))
          .append("\"],\"activity\":\"")
          .append(activity)
          .append("\"}");
    }
    json.append("],\"params\":{");
    String separator = "";
    for (Map.Entry<String, String> param : params.entrySet()) {
      json.append(separator).append('"').append(param.getKey()).append("\":");
      json.append(param.getValue());
      separator = ",";
    }
    return json.append("}}").toString();
  }
}
