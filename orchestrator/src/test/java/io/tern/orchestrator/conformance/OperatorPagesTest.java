package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.file;
import static io.tern.orchestrator.conformance.Client.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Section 1.10: what operators and user interfaces look at. */
@ExtendWith(LiveService.class)
class OperatorPagesTest {
  private static final String SOURCE = "from.pages";

  private final Client client;

  OperatorPagesTest(Client client) {
    this.client = client;
  }

  private Reply asRoot(String target) {
    return client.send(Call.get(target).as(Who.ROOT));
  }

  private void aLongCopy() {
    String copy = file(SOURCE, "to.pages", "time=3600&size_post=1048576");
    client.read(client.submit(job(copy)));
  }

  @Test
  void hostsTellWhatTheyAreAt() {
    aLongCopy();

    JsonNode hosts =
        Awaitility.await("a copy under way")
            .atMost(Duration.ofSeconds(60))
            .until(() -> asRoot("/status/hosts").json(), one -> one.path("one").size() == 2);

    assertThat(hosts.path("one").path("active").asInt()).isPositive();
    assertThat(hosts.path("one").path("staging").isInt()).isTrue();
  }

  @Test
  void namesAreCompleted() {
    aLongCopy();

    assertThat(asRoot("/autocomplete/source?term=mock://from.pa").body())
        .isEqualTo("[\"mock://from.pages\"]");
    assertThat(asRoot("/autocomplete/destination?term=mock://to.pages").body())
        .isEqualTo("[\"mock://to.pages\"]");
    assertThat(asRoot("/autocomplete/storage?term=mock://from.pages").json()).hasSize(1);
    assertThat(asRoot("/autocomplete/vo?term=cm").body()).isEqualTo("[\"cms\"]");
    assertThat(asRoot("/autocomplete/dn?term=/DC=ch").body()).contains(Who.ALICE.dn);
    assertThat(asRoot("/autocomplete/dn?term=nobody").body()).isEqualTo("[]");
  }

  /** The schema names what sections 2.3 and 2.4 name, and no more. */
  @Test
  void theSchemaOfSubmissionsNamesEveryMember() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "fts3-dialect.md"));
    JsonNode schema = client.get("/api-docs/schema/submit").json();
    JsonNode file = schema.path("properties").path("files").path("items").path("properties");
    JsonNode params = schema.path("properties").path("params").path("properties");

    assertThat(names(file)).isEqualTo(members(page, "### 2.3"));
    Set<String> known = members(page, "### 2.4");
    known.removeAll(Set.of("gridftp", "credential(s)", "account", "user...", "target_qos"));
    assertThat(names(params)).isEqualTo(known);
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The first column of the section's first table; a cell may hold several names. */
  private static Set<String> members(String page, String section) {
    int from = page.indexOf(section);
    String table =
        page.substring(
            page.indexOf("|---", from), page.indexOf("\n\n", page.indexOf("|---", from)));
    Set<String> members = new TreeSet<>();
    Matcher rows = Pattern.compile("(?m)^\\| ([a-z][^|]*) \\|").matcher(table);
    while (rows.find()) {
      for (String name : rows.group(1).replaceAll(" \\*\\*.*", "").split(", ")) {
        members.add(name);
      }
    }
    return members;
  }
}
