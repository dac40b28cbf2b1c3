package io.tern.loadtest.bench;

import io.tern.loadtest.bench.Turns.Way;
import io.tern.loadtest.identity.Issuer;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions for a job: to a service in open mode, with tokens it has seen, with new ones. */
final class TokenCosts {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String AUDIENCE = "https://tern.example.org";
  private static final int SEEN = 100;
  private static final Pattern ID = Pattern.compile("\"job_id\"\\s*:\\s*\"([^\"]+)\"");
  private static final String JOB =
      """
      {"files":[{"sources":["mock://a.example/a?size=1"],\
      "destinations":["mock://b.example/b?size_post=1&time=0"]}]}\
      """;

  private TokenCosts() {}

  static void measure(Rig rig, Turns turns, Scale scale, Findings findings) throws Exception {
    long requests = scale.of(20_000L, 500L);
    long unseen = scale.of(2_000L, 100L);
    try (Issuer issuer = new Issuer(AUDIENCE);
        TernNode open = rig.tern("open", "--hold");
        TernNode bearer = rig.guarded("bearer", config(issuer), "--hold");
        HttpClient client = client()) {
      String[] seen = tokens(issuer, "seen", SEEN);
      String[] fresh = tokens(issuer, "fresh", turns.asked(unseen));
      double unused = open.awaitReady(PATIENCE) + bearer.awaitReady(PATIENCE);
      Web anybody = new Web(client, open.service(), "");
      Web known = new Web(client, bearer.service(), seen[0]);
      String job = submit(anybody);
      String owned = submit(known);
      AtomicInteger next = new AtomicInteger();
      Costs costs =
          turns.measure(
              List.of(
                  new Way("open", open, requests, n -> anybody.read(job)),
                  new Way(
                      "seen",
                      bearer,
                      requests,
                      n -> known.with(seen[(int) (n % SEEN)]).read(owned)),
                  new Way(
                      "fresh",
                      bearer,
                      unseen,
                      n -> known.with(fresh[next.getAndIncrement()]).read(owned))));
      findings.note("n", requests * turns.rounds());
      findings.note("n_cold", unseen * turns.rounds());
      findings.note("open_cpu_ms", costs.of("open"));
      costs.noteMore(findings, "bearer_cached_cpu_ms", "seen", "open");
      costs.noteMore(findings, "bearer_cold_cpu_ms", "fresh", "open");
      findings.require(issuer.asked() == 1, "keys asked for: " + issuer.asked() + " times (1)");
    }
  }

  private static String config(Issuer issuer) {
    return """
    identity:
      mode: credentials
      audiences: [%s]
      issuers:
        - {url: "%s", groups: {/cms: cms}, scope: fts}
    """
        .formatted(AUDIENCE, issuer.url());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static String[] tokens(Issuer issuer, String jti, long count)
      throws GeneralSecurityException {
    String[] tokens = new String[(int) count];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = issuer.token("alice", jti + i);
    }
    return tokens;
  }

  /** The path of a new job, whose answer is the question of this bench. */
  private static String submit(Web caller) throws Exception {
    Matcher id = ID.matcher(caller.post("/jobs", JOB));
    if (!id.find()) {
      throw new IllegalStateException("no job_id");
    }
    return "/jobs/" + id.group(1);
  }
}
