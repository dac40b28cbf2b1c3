package io.tern.loadtest.audit;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.load.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Audits a run from the command line; exit 0 if it was sound. */
public final class AuditMain {
  private AuditMain() {}

  public static void main(String[] line) throws Exception {
    Arguments arguments = new Arguments(List.of(line));
    Identity identity = arguments.find("vo").map(Identity::ofVo).orElse(Identity.NONE);
    Audit audit =
        new Audit(
            new TernStates(arguments.text("service", "http://127.0.0.1:8446"), identity),
            Path.of(arguments.text("acknowledged", "acknowledged.txt")),
            Path.of(arguments.text("log", "farm.log")),
            arguments.number("link-limit", 0),
            !arguments.flag("no-checksums"));
    Duration patience = Duration.ofSeconds(arguments.number("patience", 600));
    arguments.refuseUnknown();
    Verdict verdict =
        audit.judge(patience, (jobs, of) -> System.out.printf("terminal %d of %d%n", jobs, of));
    System.out.print(verdict.table());
    System.exit(verdict.isSound() ? 0 : 1);
  }
}
