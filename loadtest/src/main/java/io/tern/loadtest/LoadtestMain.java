package io.tern.loadtest;

import io.tern.loadtest.audit.AuditMain;
import io.tern.loadtest.bench.BenchMain;
import io.tern.loadtest.demo.DemoMain;
import io.tern.loadtest.farm.FarmMain;
import io.tern.loadtest.load.LoadMain;
import java.util.Arrays;

/** The entrance: {@code farm}, {@code load}, {@code audit}, {@code bench} or {@code demo}. */
public final class LoadtestMain {
  private static final int USAGE = 2;

  private LoadtestMain() {}

  public static void main(String[] line) throws Exception {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "logback-loadtest.xml");
    }
    String[] rest = line.length == 0 ? line : Arrays.copyOfRange(line, 1, line.length);
    try {
      enter(line.length == 0 ? "" : line[0], rest);
    } catch (IllegalArgumentException e) {
      System.err.println("loadtest: " + e.getMessage());
      System.exit(USAGE);
    }
  }

  private static void enter(String room, String[] rest) throws Exception {
    switch (room) {
      case "farm" -> FarmMain.main(rest);
      case "load" -> LoadMain.main(rest);
      case "audit" -> AuditMain.main(rest);
      case "bench" -> BenchMain.main(rest);
      case "demo" -> DemoMain.main(rest);
      default ->
          throw new IllegalArgumentException(
              "what: \"" + room + "\" (expected: farm, load, audit, bench or demo)");
    }
  }
}
