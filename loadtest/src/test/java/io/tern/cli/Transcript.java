package io.tern.cli;

import io.tern.cli.command.Tern;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** What a command came to: its exit code, what it printed, what it complained of. */
record Transcript(int exit, String out, String err) {
  /** Of a command that speaks to a server. */
  static Transcript of(CannedServer server, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--server", server.url()));
    return of(all);
  }

  static Transcript of(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Tern.line()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words.toArray(String[]::new));
    return new Transcript(exit, out.toString(), err.toString());
  }
}
