package io.tern.orchestrator.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;

/**
 * The process of one broker. It prints {@code ready HOST:PORT} once it serves, or {@code failed:
 * REASON} and ends; it stops cleanly on SIGTERM and, with {@code --stop-at-eof}, when standard
 * input ends, which is what a parent leaves behind however it dies.
 */
public final class BrokerMain {
  static final String READY = "ready ";
  static final String FAILED = "failed: ";

  /** Worth another try: neither the settings were wrong, nor has another broker the directory. */
  static final int EXIT_MAY_PASS = 3;

  private static final int EXIT_FAILED = 1;
  private static final int EXIT_USAGE = 2;
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private BrokerMain() {}

  public static void main(String[] arguments) {
    try {
      run(parse(arguments));
    } catch (Exception | LinkageError e) {
      fail(withCauses(e), mayPass(e) ? EXIT_MAY_PASS : EXIT_FAILED);
    }
  }

  private static BrokerOptions parse(String[] arguments) {
    try {
      return BrokerOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      fail(String.valueOf(e.getMessage()), EXIT_USAGE);
      throw e;
    }
  }

  private static void run(BrokerOptions options) throws Exception {
    if (options.stopAtEof()) {
      Thread.ofPlatform().name("stop-at-eof").daemon().start(() -> exitAtEndOf(System.in));
    }
    Files.createDirectories(options.directory());
    logTo(options.directory().resolve("broker.log"));
    BrokerLock lock = BrokerLock.take(options.directory().resolve("lock"), LOCK_PATIENCE);
    BrokerAddress address = start(options, lock);
    address.note(options.directory());
    System.out.println(READY + address);
  }

  /** Must come before anything that logs; says nothing if the operator has said where. */
  private static void logTo(Path file) {
    System.getProperties().putIfAbsent("tern.broker.log", file.toString());
    System.getProperties().putIfAbsent("logback.configurationFile", "broker-logback.xml");
  }

  private static BrokerAddress start(BrokerOptions options, BrokerLock lock) throws Exception {
    InetAddress host = InetAddress.getByName(options.host());
    BrokerAddress address = BrokerAddress.choose(options, host);
    int controllerPort = options.controllerPort().choose(host, address.port());
    Properties properties =
        BrokerProperties.of(options, address.port(), controllerPort, options.overrides());
    Broker.whenItGivesUp(() -> fail("Kafka gave up", EXIT_MAY_PASS));
    Broker broker = Broker.start(properties, options.clusterId());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker, lock), "stop-broker"));
    return address;
  }

  private static void exitAtEndOf(InputStream parent) {
    try {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("standard input: " + e);
    }
    System.exit(0);
  }

  /** Halts in the end, since Kafka's threads may outlive its shutdown. */
  private static void stop(Broker broker, BrokerLock lock) {
    Thread stopping = Thread.ofPlatform().daemon().start(broker::stop);
    try {
      boolean clean = stopping.join(STOP_PATIENCE);
      lock.release();
      Runtime.getRuntime().halt(clean ? 0 : EXIT_FAILED);
    } catch (InterruptedException | IOException e) {
      Runtime.getRuntime().halt(EXIT_FAILED);
    }
  }

  private static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException
          || cause instanceof ConfigException
          || cause instanceof BrokerLock.Held
          || cause instanceof LinkageError) {
        return false;
      }
    }
    return true;
  }

  private static String withCauses(Throwable failure) {
    StringBuilder reason = new StringBuilder(failure.toString());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      reason.append("; caused by ").append(cause);
    }
    return reason.toString();
  }

  /** Halts: after a failed start Kafka leaves threads that would keep the process for ever. */
  private static void fail(String reason, int exit) {
    System.out.println(FAILED + reason.replace('\n', ' '));
    System.out.flush();
    Runtime.getRuntime().halt(exit);
  }
}
