package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every mark of the dialect's page is proved by a test, and no test names one that is not there.
 */
class MarksTest {
  private static final Path PAGE = Path.of("..", "docs", "fts3-dialect.md");
  private static final Pattern MARK = Pattern.compile("\\[(C\\d+)]");

  @Test
  void everyMarkHasItsTest() throws IOException {
    Set<String> marks =
        MARK.matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult mark) -> mark.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(marks).isNotEmpty().isEqualTo(proved());
  }

  private static Set<String> proved() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.tern.orchestrator")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Proves.class))
            .flatMap(method -> Stream.of(method.getAnnotationOfType(Proves.class).value()))
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
