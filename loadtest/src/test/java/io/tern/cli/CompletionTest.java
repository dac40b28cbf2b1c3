package io.tern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

/** What shells make of the completion that is printed for them. */
class CompletionTest {
  private static final int PATIENCE_S = 60;

  /** As bash calls it; compopt works within a completion only. */
  private static final String BASH =
      """
      compopt() { :; }
      source "$0"
      COMP_WORDS=($1) COMP_LINE=$1
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _complete_tern
      echo "${COMPREPLY[@]}"
      """;

  /** What a person's zsh has on its line once the tabulator was pressed. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell TERM=dumb zsh -f -i
      zpty -w shell "PS1=; source $0
        line() { print -r -- \\"<\\$BUFFER>\\"; BUFFER=; }; zle -N line; bindkey '^X' line; print is''ready"
      zpty -r shell said '*isready*'
      zpty -w -n shell "$1"$'\\t\\x18'
      zpty -r shell said '*<*>*'
      zpty -d shell
      print -r -- "${${said##*<}%%>*}"
      """;

  private Path script;

  @TempDir private Path home;

  @BeforeEach
  void print() throws IOException {
    Transcript printed = Transcript.of(List.of("completion"));
    assertThat(printed.exit()).isZero();
    script = Files.writeString(home.resolve("completion"), printed.out());
  }

  @ParameterizedTest
  @CsvSource({
    "tern sta, status",
    "tern watch --int, --interval",
    "tern status -o ND, NDJSON",
  })
  void bashCompletesCommandsOptionsAndValues(String typed, String completed) throws Exception {
    assertThat(said("bash", BASH, typed)).isEqualTo(completed);
  }

  @ParameterizedTest
  @CsvSource({"tern sta, tern status", "tern watch --int, tern watch --interval"})
  void zshCompletesTheLine(String typed, String completed) throws Exception {
    assertThat(said("zsh", ZSH, typed)).isEqualTo(completed);
  }

  private String said(String shell, String commands, String typed) throws Exception {
    refuseMissing(shell);
    ProcessBuilder builder =
        new ProcessBuilder(
                "timeout", PATIENCE_S + "s", shell, "-c", commands, script.toString(), typed)
            .redirectErrorStream(true);
    builder.environment().put("ZDOTDIR", home.toString()); // zsh keeps what it has found there
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  private static void refuseMissing(String shell) {
    if (!Files.isExecutable(Path.of("/bin", shell))) {
      String missing = "skipped: install " + shell;
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(missing);
      }
      Assumptions.abort(missing);
    }
  }
}
