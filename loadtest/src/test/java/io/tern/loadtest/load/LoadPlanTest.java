package io.tern.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.job.StorageName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  private static LoadPlan plan(FileUrls urls, int links) {
    return new LoadPlan(
        "http://127.0.0.1:1",
        100,
        10,
        new Pace.Closed(1),
        new LinkGraph(4, links, 0),
        urls,
        LoadPlan.VERIFIED,
        List.of(Identity.NONE),
        List.of("production", "user"),
        1);
  }

  private static final FileUrls FARM =
      new FileUrls.Farm(
          List.of("127.1.0.1", "127.1.0.2", "127.1.0.3", "127.1.0.4"), 28080, "r", 9, "/long");

  @Test
  void bodiesAreJobsWithDistinctDestinationsOverAllLinks() throws Exception {
    Set<String> destinations = new HashSet<>();
    Set<String> links = new HashSet<>();
    for (int job = 0; job < 100; job++) {
      JsonNode body = new ObjectMapper().readTree(plan(FARM, 12).body(job));
      assertThat(body.path("files")).hasSize(10);
      assertThat(body.path("params").path("verify_checksum").asText()).isEqualTo("both");
      for (JsonNode file : body.path("files")) {
        String source = file.path("sources").path(0).asText();
        String destination = file.path("destinations").path(0).asText();
        assertThat(destinations.add(destination)).isTrue();
        links.add(StorageName.ofUrl(source) + " " + StorageName.ofUrl(destination));
      }
    }
    assertThat(links).hasSize(12);
  }

  @Test
  void whatWarmsUpHasDestinationsOfItsOwn() {
    LoadPlan plan = plan(FARM, 12);

    assertThat(plan.warmUp(7).jobs()).isEqualTo(7);
    assertThat(plan.warmUp(7).body(3)).contains("/out/r-other-").isNotEqualTo(plan.body(3));
  }

  @Test
  void aJobIsTheSameWheneverItIsSentAgain() {
    assertThat(plan(FARM, 12).body(17)).isEqualTo(plan(FARM, 12).body(17));
  }

  @Test
  void mockUrlsSaySizesChecksumsAndNoTime() {
    FileUrls mock = new FileUrls.Mock("r", 1048576, "", 0);
    assertThat(mock.source(new LinkGraph.Pair(1, 2), 3, 4))
        .isEqualTo("mock://host1/r/3-4?size=1048576&checksum=1a2b3c4d");
    assertThat(mock.destination(new LinkGraph.Pair(1, 2), 3, 4))
        .isEqualTo("mock://host2/r/3-4?size_post=1048576&time=0&checksum=1a2b3c4d");
  }

  @Test
  void everyLinkOfTheGraphIsAnotherOneAndNoneIsALoop() {
    LinkGraph graph = new LinkGraph(101, 10_000, 0);
    Set<LinkGraph.Pair> links = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      links.add(graph.link(i));
    }
    assertThat(links).hasSize(10_000).noneMatch(link -> link.source() == link.destination());
  }

  @Test
  void allLinksLeadIntoTheFirstStorageIfTheyAreToMeetThere() {
    LinkGraph graph = LinkGraph.intoFirst(3);

    assertThat(graph.link(0)).isEqualTo(new LinkGraph.Pair(1, 0));
    assertThat(graph.link(1)).isEqualTo(new LinkGraph.Pair(2, 0));
  }

  @Test
  void zipfGivesTheFirstLinkItsShare() {
    LinkGraph graph = new LinkGraph(4, 3, 1);
    SplittableRandom random = new SplittableRandom(1);
    Map<LinkGraph.Pair, Integer> taken = new HashMap<>();
    for (int i = 0; i < 11_000; i++) {
      taken.merge(graph.pick(random), 1, Integer::sum);
    }
    assertThat(taken.get(graph.link(0))).isBetween(5_800, 6_200);
    assertThat(taken.get(graph.link(2))).isBetween(1_850, 2_150);
  }
}
