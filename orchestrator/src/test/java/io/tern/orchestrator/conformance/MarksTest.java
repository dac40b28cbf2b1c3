package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every mark of the pages on the dialect and on its messages is proved by a test, and no test names
 * one that is not there.
 */
class MarksTest {
  private static final List<Path> PAGES =
      List.of(Path.of("..", "docs", "fts3-dialect.md"), Path.of("..", "docs", "events.md"));
  private static final Pattern MARK = Pattern.compile("\\[(C\\d+)]");

  @Test
  void everyMarkHasItsTest() throws IOException {
    Set<String> marks = new TreeSet<>();
    for (Path page : PAGES) {
      MARK.matcher(Files.readString(page)).results().forEach(mark -> marks.add(mark.group(1)));
    }

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
