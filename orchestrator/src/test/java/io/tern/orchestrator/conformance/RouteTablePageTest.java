package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table that the suite goes by is that of section 1.2, row by row. */
class RouteTablePageTest {
  private static final Path PAGE = Path.of("..", "docs", "fts3-dialect.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z, ]+) \\| (`.*?) \\| .* \\|");
  private static final Pattern PATH = Pattern.compile("`([^`]+)`");

  /** Proxies have a test of their own (DelegationTest); the pages of api-docs are not there. */
  private static final Pattern ELSEWHERE = Pattern.compile("/delegation.*|/api-docs(/\\*)?");

  /** Tern's own. */
  private static final Set<String> BESIDE = Set.of("/admin/hold");

  @Test
  void everyRowOfThePageIsInTheTableAndNoOther() throws IOException {
    assertThat(tested()).isEqualTo(documented());
  }

  private static Map<String, Set<String>> documented() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("### 1.2"), page.indexOf("### 1.3"));
    Map<String, Set<String>> routes = new TreeMap<>();
    for (MatchResult row : ROW.matcher(section).results().toList()) {
      List<String> methods = List.of(row.group(1).split(", "));
      PATH.matcher(row.group(2))
          .results()
          .flatMap(path -> patterns(path.group(1)))
          .filter(pattern -> !ELSEWHERE.matcher(pattern).matches())
          .forEach(
              pattern -> routes.computeIfAbsent(pattern, p -> new TreeSet<>()).addAll(methods));
    }
    return routes;
  }

  /** A star stands for a variable; a choice in braces is one pattern each. */
  private static Stream<String> patterns(String path) {
    String single = path.replaceAll("\\[,[^]]*]", "");
    int brace = single.indexOf('{');
    String inside = brace < 0 ? "" : single.substring(brace + 1, single.indexOf('}', brace));
    return inside.contains(",")
        ? Arrays.stream(inside.split(",")).map(one -> single.substring(0, brace) + one)
        : Stream.of(withoutSlash(single.replaceAll("\\{[^}]*}", "*")));
  }

  private static Map<String, Set<String>> tested() {
    Map<String, Set<String>> routes = new TreeMap<>();
    for (RouteTable.Row row : RouteTable.ROWS) {
      String pattern =
          row.path()
              .replaceAll("(JOB|FILE)(,(JOB|FILE))?", "*")
              .replaceAll("/(x|y|nobodys|job_state)(?=/|$)", "/*");
      routes.computeIfAbsent(withoutSlash(pattern), p -> new TreeSet<>()).addAll(row.methods());
    }
    routes.keySet().removeAll(BESIDE);
    return routes;
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
