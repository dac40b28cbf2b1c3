package io.tern.loadtest.bench;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.process.Machine;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.scheduling.run.SchedulingMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code bench NAME [--quick] [--json [FILE]] [--seed N] [--config FILE] [--jvm-args TEXT]}: runs
 * one bench, prints a table, and exits with 0 only if the run itself was valid.
 */
public final class BenchMain {
  private static final List<Bench> BENCHES =
      List.of(
          new SubmissionBench(),
          new ApiBench(),
          new StormBench(),
          new DispatchBench(),
          new FloodBench(),
          new LatencyBench(),
          new QueueBench(),
          new ActiveBench(),
          new RestartBench(),
          new TakeoverBench(),
          new DurabilityBench(),
          new SharesBench(),
          new CoreBench(),
          new AdaptersBench(),
          new IdentityBench());

  private BenchMain() {}

  public static void main(String[] line) throws Exception {
    Arguments arguments = new Arguments(List.of(line));
    if (arguments.words().equals(List.of("scheduling"))) {
      SchedulingMain.main(arguments);
      return;
    }
    Bench bench = bench(arguments.words());
    Scale scale = new Scale(arguments.flag("quick"), arguments.number("seed", 1));
    Optional<String> json = arguments.find("json");
    String jvm = arguments.text("jvm-args", "-Xmx2g");
    Path directory = directory(arguments, bench);
    List<String> service = new ArrayList<>();
    arguments.find("config").ifPresent(file -> service.addAll(List.of("--config", file)));
    arguments.refuseUnknown();

    Findings findings = new Findings();
    describe(findings, bench, scale, jvm);
    try (Rig rig = new Rig(directory, List.of(jvm.split(" ")), service)) {
      bench.run(rig, scale, findings);
    } catch (IOException | IllegalStateException e) {
      e.printStackTrace();
      findings.require(false, e.toString());
    }
    System.out.print(findings.table());
    if (json.isPresent()) {
      write(
          json.get().isEmpty() ? directory.resolve("result.json") : Path.of(json.get()), findings);
    }
    System.exit(findings.isValid() ? 0 : 1);
  }

  private static Bench bench(List<String> words) {
    return BENCHES.stream()
        .filter(bench -> words.equals(List.of(bench.name())))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "bench: " + words + " (expected: one of " + names() + ")"));
  }

  private static String names() {
    return BENCHES.stream().map(Bench::name).collect(Collectors.joining(", "));
  }

  private static Path directory(Arguments arguments, Bench bench) throws IOException {
    Optional<String> given = arguments.find("work");
    return given.isPresent()
        ? Path.of(given.get())
        : Files.createTempDirectory("tern-bench-" + bench.name() + "-");
  }

  private static void describe(Findings findings, Bench bench, Scale scale, String jvm)
      throws IOException {
    findings.note("bench", bench.name());
    findings.note("commit", commit());
    findings.note("seed", scale.seed());
    findings.note("quick", Boolean.toString(scale.quick()));
    findings.note("jvm_args", (String.join(" ", Rig.shippedJvm()) + " " + jvm).strip());
    findings.note("load1", Machine.load1());
    findings.note("cpu_pressure", Machine.cpuPressure());
  }

  /** The commit that the working directory is at, {@code unknown} outside a repository. */
  private static String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "unknown" : text;
  }

  private static void write(Path file, Findings findings) throws IOException {
    Files.writeString(file, findings.json() + "\n");
    System.out.println("written: " + file);
  }
}
