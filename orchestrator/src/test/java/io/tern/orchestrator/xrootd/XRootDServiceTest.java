package io.tern.orchestrator.xrootd;

import static io.tern.orchestrator.xrootd.Jobs.copy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.xrootd.Site.Switched;
import io.tern.storage.webdav.XrootdPair;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole service on real storages: what it says of a copy against what is on their disks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(360)
class XRootDServiceTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private XrootdPair pair;
  private Site a;
  private Site b;
  private Tern tern;
  private Jobs jobs;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    pair = XrootdPair.start();
    a = Site.a(pair);
    b = Site.b(pair);
    tern = Tern.start(TestingTern.settings("one", data, Optional.empty()));
    jobs = new Jobs(tern.httpPort());
  }

  @AfterAll
  void stop() throws Exception {
    if (jobs != null) {
      jobs.close();
    }
    if (tern != null) {
      tern.close();
    }
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void movesManyFilesOfMixedSizesWithTheirChecksums() throws Exception {
    Map<String, Long> sizes = mixedSizes();
    List<ObjectNode> files = new ArrayList<>();
    sizes.forEach((name, size) -> {
      a.write(name, size);
      files.add(copy(a.url(name), b.url(name)));
    });

    String job = jobs.submit(files, Map.of());

    JsonNode ended = jobs.ended(job, "FINISHED");
    assertThat(ended).hasSize(sizes.size()).hasSizeGreaterThanOrEqualTo(200);
    int index = 0;
    for (String name : sizes.keySet()) {
      assertMoved(ended.get(index++), name);
    }
  }

  private static Map<String, Long> mixedSizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Map<Long, Integer> counts = new LinkedHashMap<>();
    counts.put(0L, 10);
    counts.put(1L, 40);
    counts.put(1L * KIB, 70);
    counts.put(64L * KIB, 60);
    counts.put(1L * MIB, 20);
    counts.put(10L * MIB, 4);
    counts.put(100L * MIB, 1);
    counts.forEach((size, count) -> {
      for (int n = 0; n < count; n++) {
        sizes.put("mixed-" + size + "-" + n, size);
      }
    });
    return sizes;
  }

  /** From a to b, by the service's word and by the disks. */
  private void assertMoved(JsonNode file, String name) throws Exception {
    assertThat(file.get("file_state").asText()).isEqualTo("FINISHED");
    assertThat(file.get("filesize").asLong()).isEqualTo(a.bytes(name));
    assertThat(file.get("checksum").asText()).isEqualTo(a.adler32(name));
    assertSame(a, name, b, name);
  }

  private static void assertSame(Site from, String name, Site to, String copy) throws Exception {
    assertThat(to.holds(copy)).as(copy).isTrue();
    assertThat(Files.mismatch(from.file(name), to.file(copy))).as(copy).isEqualTo(-1);
  }

  @Test
  @Tag("full")
  void movesOneGibibyte() throws Exception {
    a.write("huge", 1L << 30);

    String job = jobs.submit(copy(a.url("huge"), b.url("huge")));

    assertMoved(jobs.ended(job, "FINISHED").get(0), "huge");
  }

  @Test
  void takesTheNextReplicaWhenTheFirstIsMissing() throws Exception {
    b.write("second-replica", MIB);
    List<String> replicas = List.of(a.url("no-first-replica"), b.url("second-replica"));

    String job = jobs.submit(copy(replicas, a.url("replicated")));

    JsonNode files = jobs.ended(job, "FINISHED");
    assertThat(files.get(0).get("file_state").asText()).isEqualTo("FAILED");
    assertThat(files.get(1).get("file_state").asText()).isEqualTo("FINISHED");
    assertSame(b, "second-replica", a, "replicated");
  }

  @Test
  void copiesHopByHop() throws Exception {
    a.write("hop-0", MIB + 1);
    List<ObjectNode> hops =
        List.of(copy(a.url("hop-0"), b.url("hop-1")), copy(b.url("hop-1"), a.url("hop-2")));

    String job = jobs.submit(hops, Map.of("multihop", true));

    assertThat(jobs.ended(job, "FINISHED")).hasSize(2);
    assertSame(a, "hop-0", b, "hop-1");
    assertSame(a, "hop-0", a, "hop-2");
  }

  @Test
  void aMissingSourceFailsOnceAndLeavesNothing() {
    String job = jobs.submit(copy(a.url("nowhere"), b.url("nowhere")));

    JsonNode file = jobs.ended(job, "FAILED").get(0);
    assertThat(file.get("reason").asText()).startsWith("SOURCE [2]");
    assertThat(file.get("retry").asInt()).isZero();
    assertThat(file.get("recoverable").asBoolean()).isFalse();
    assertThat(b.holds("nowhere")).isFalse();
  }

  @Test
  void anExistingDestinationStaysAsItIs() throws Exception {
    a.write("kept", KIB);
    byte[] there = Files.readAllBytes(b.write("kept", 3 * KIB));

    String job = jobs.submit(copy(a.url("kept"), b.url("kept")));

    JsonNode file = jobs.ended(job, "FAILED").get(0);
    assertThat(file.get("reason").asText())
        .isEqualTo("DESTINATION [17] Destination file exists and overwrite is not enabled");
    assertThat(file.get("retry").asInt()).isZero();
    assertThat(b.file("kept")).hasBinaryContent(there);
  }

  @Test
  void anExistingDestinationIsReplacedWhereTheJobSaysSo() throws Exception {
    a.write("replaced", KIB);
    b.write("replaced", 3 * KIB);

    String job =
        jobs.submit(List.of(copy(a.url("replaced"), b.url("replaced"))), Map.of("overwrite", true));

    assertMoved(jobs.ended(job, "FINISHED").get(0), "replaced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with blanks in it", "a+b", "größe-測試", "100%25", "a&b=c;d,e@f", "a#b"})
  void aNameMayHoldAnything(String name) throws Exception {
    a.write(name, KIB);

    String job = jobs.submit(copy(a.url(name), b.url(name)));

    assertMoved(jobs.ended(job, "FINISHED").get(0), name);
  }

  @Test
  void makesTheDirectoriesAboveADestination() throws Exception {
    a.write("deep", KIB);

    String job = jobs.submit(copy(a.url("deep"), b.url("one/two/three/four/deep")));

    jobs.ended(job, "FINISHED");
    assertSame(a, "deep", b, "one/two/three/four/deep");
  }

  @Test
  void aCopyThatIsNotWhatTheUserSaysIsRemoved() {
    a.write("doubted", KIB);
    ObjectNode file = copy(a.url("doubted"), b.url("doubted")).put("checksum", "ADLER32:00000001");

    String job = jobs.submit(List.of(file), Map.of("verify_checksum", "target"));

    JsonNode failed = jobs.ended(job, "FAILED").get(0);
    assertThat(failed.get("reason").asText())
        .startsWith("DESTINATION [5] User-defined and destination ADLER32 checksum do not match");
    assertThat(failed.get("retry").asInt()).isZero();
    assertThat(failed.get("recoverable").asBoolean()).isFalse();
    assertThat(b.holds("doubted")).isFalse();
  }

  @Test
  void aSourceThatIsNotWhatTheUserSaysIsNotCopied() {
    a.write("suspect", KIB);
    ObjectNode file = copy(a.url("suspect"), b.url("suspect")).put("checksum", "ADLER32:00000001");

    String job = jobs.submit(file);

    assertThat(jobs.ended(job, "FAILED").get(0).get("reason").asText())
        .startsWith("SOURCE [5] Source and user-defined ADLER32 checksum do not match");
    assertThat(b.holds("suspect")).isFalse();
  }

  @Test
  void pushesWhereTheDestinationDoesNotPull() throws Exception {
    a.write("pushed", MIB);
    a.write("pushed-anew", MIB);
    b.write("pushed-anew", KIB);
    try (Switched passive = b.passive()) {
      List<ObjectNode> files =
          List.of(
              copy(a.url("pushed"), b.url("pushed")),
              copy(a.url("pushed-anew"), b.url("pushed-anew")));

      String job = jobs.submit(files, Map.of("overwrite", true));

      JsonNode ended = jobs.ended(job, "FINISHED");
      assertMoved(ended.get(0), "pushed");
      assertMoved(ended.get(1), "pushed-anew");
    }
  }

  @Test
  void aCancelInMidCopyLeavesNothing() throws Exception {
    a.write("canceled", 200 * MIB);
    try (Switched slow = a.throttled("8m")) {
      String job = jobs.submit(copy(a.url("canceled"), b.url("canceled")));
      awaitMidCopy("canceled");

      assertThat(jobs.cancel(job).get("job_state").asText()).isEqualTo("CANCELED");

      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !b.holds("canceled"));
      assertThat(jobs.ended(job, "CANCELED").get(0).get("file_state").asText())
          .isEqualTo("CANCELED");
    }
  }

  @Test
  void aCopyFromAStorageThatDiesIsMadeAgain() throws Exception {
    a.write("orphaned", 40 * MIB);
    try (Switched slow = a.throttled("8m")) {
      String job = jobs.submit(copy(a.url("orphaned"), b.url("orphaned")));
      awaitMidCopy("orphaned");

      pair.kill("a");
      pair.start("a");

      assertMadeAgain(job, "orphaned");
    }
  }

  @Test
  void aCopyAtAStorageThatDiesIsMadeAgain() throws Exception {
    a.write("abandoned", 40 * MIB);
    try (Switched slow = a.throttled("8m")) {
      String job = jobs.submit(copy(a.url("abandoned"), b.url("abandoned")));
      awaitMidCopy("abandoned");

      pair.kill("b");
      pair.start("b");

      assertMadeAgain(job, "abandoned");
    }
  }

  /** The one that is probed first must not wait for the other. */
  @Test
  @Tag("full")
  void copiesBetweenStoragesThatWereBothLeftAloneAreMadeOnceBothAreBack() throws Exception {
    List<ObjectNode> between = copies(a, b, "between");
    List<ObjectNode> inside = copies(b, b, "inside");
    pair.kill("a");
    String first = jobs.submit(between, Map.of("retry", 10));
    awaitLeftAlone(a);
    pair.kill("b");
    String second = jobs.submit(inside, Map.of("retry", 10));
    awaitLeftAlone(b);

    pair.start("a");
    pair.start("b");

    jobs.ended(first, "FINISHED");
    jobs.ended(second, "FINISHED");
  }

  private static List<ObjectNode> copies(Site from, Site to, String name) {
    List<ObjectNode> files = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      String file = name + "-" + n;
      from.write(file, KIB);
      files.add(copy(from.url(file), to.url(file + "-copied")));
    }
    return files;
  }

  private void awaitLeftAlone(Site site) {
    String series = "tern_breaker_state{state=\"open\",storage=\"" + site.storage() + "\"}";
    Awaitility.await(series).atMost(Duration.ofSeconds(60)).until(() -> scrape().contains(series));
  }

  private String scrape() throws Exception {
    URI page = URI.create("http://127.0.0.1:" + tern.healthPort() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }
  }

  private void awaitMidCopy(String name) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> b.bytes(name) > 0);
    assertThat(b.bytes(name)).isLessThan(a.bytes(name));
  }

  private void assertMadeAgain(String job, String name) throws Exception {
    JsonNode file = jobs.ended(job, "FINISHED").get(0);
    assertThat(jobs.retries(file)).isNotEmpty();
    assertMoved(file, name);
  }
}
