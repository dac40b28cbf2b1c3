package io.tern.loadtest.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process in a process group of its own, with its output in a file. Its standard input
 * stays open until {@link #close}, so that a child that watches it ends with this process; when
 * this JVM is asked to end, it ends its children first.
 */
public final class Child implements AutoCloseable {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final Path output;
  private final Thread hook = Thread.ofPlatform().unstarted(this::end);

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code command}; what it prints is appended to {@code output}. */
  public static Child start(List<String> command, Path output) {
    List<String> grouped = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      grouped.add(SETSID.toString());
    }
    grouped.addAll(command);
    try {
      Process process =
          new ProcessBuilder(grouped)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
      Child child = new Child(process, output);
      Runtime.getRuntime().addShutdownHook(child.hook);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /**
   * Runs {@code command} to its end; what it prints is appended to {@code output}.
   *
   * @return its exit code, -1 if it did not end in time
   */
  public static int run(List<String> command, Path output, Duration patience) {
    try (Child child = start(command, output)) {
      return child.await(patience) ? child.process.exitValue() : -1;
    }
  }

  /** The command that runs {@code mainClass} in this JVM's Java. */
  public static List<String> java(
      List<String> jvmArguments, String classPath, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessAccount account() {
    return new ProcessAccount(process.pid());
  }

  /** Kills the process alone, as {@code kill -9}. */
  public void kill() {
    signal("KILL", false);
    await(Duration.ofSeconds(10));
  }

  /** Kills the process and everything it has started in its group. */
  public void killGroup() {
    signal("KILL", true);
    await(Duration.ofSeconds(10));
  }

  public void stop() {
    signal("STOP", false);
  }

  public void resume() {
    signal("CONT", false);
  }

  /** Asks the process to end, and waits; true if it did with exit code 0. */
  public boolean terminate(Duration patience) {
    signal("TERM", false);
    return await(patience) && process.exitValue() == 0;
  }

  private void signal(String name, boolean group) {
    if (!process.isAlive() && !group) {
      return;
    }
    List<String> command =
        List.of("/bin/kill", "-" + name, "--", (group ? "-" : "") + process.pid());
    try {
      int unused = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send SIG" + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end; false if it does not come in time. */
  public boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Waits for a line of output that begins with {@code start}.
   *
   * @throws IllegalStateException with the output if the process ends or time runs out first
   */
  public String awaitLine(String start, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      boolean alive = process.isAlive();
      var found = lines().stream().filter(line -> line.startsWith(start)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (!alive) {
        break;
      }
      boolean unused = await(Duration.ofMillis(20));
    }
    throw new IllegalStateException(
        "no line \"" + start + "\" in " + output + ":\n" + String.join("\n", lines()));
  }

  private List<String> lines() {
    try (BufferedReader reader = Files.newBufferedReader(output, StandardCharsets.UTF_8)) {
      return reader.lines().toList();
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the child: its input first, then it is asked; what is left of its group is killed. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    end();
  }

  private void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The child has closed its end: it is ending.
    }
    if (!await(Duration.ofSeconds(2))) {
      boolean unused = terminate(Duration.ofSeconds(20));
    }
    killGroup();
  }
}
