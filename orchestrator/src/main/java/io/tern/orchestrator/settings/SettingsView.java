package io.tern.orchestrator.settings;

import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds, on this node: follows the settings' topic in a thread of its own. */
public final class SettingsView implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SettingsView.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SettingsTail tail;
  private final Thread thread = new Thread(this::run, "settings");
  private List<Promise<Void>> asked = new ArrayList<>();
  private volatile Settings now = Settings.NONE;
  private volatile boolean closed;

  public SettingsView(KafkaClients clients, Topics topics) {
    tail = new SettingsTail(clients, topics);
  }

  /** Reads all there is, then follows; blocks, so not on an event loop. */
  public void start() {
    now = tail.readToEnd();
    thread.start();
  }

  /** The settings as this node knows them, a moment behind the leader's. Any thread. */
  public Settings now() {
    return now;
  }

  /** Completes once {@link #now} shows all that was committed when this was called. Any thread. */
  public Future<Void> caughtUp() {
    Promise<Void> promise = Promise.promise();
    synchronized (thread) {
      asked.add(promise);
    }
    tail.wakeUp();
    return promise.future();
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (WakeupException e) {
        // asked, or closed
      } catch (KafkaException e) {
        log.warn("settings cannot be read, trying again: {}", e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (IllegalStateException e) {
        log.error("settings are followed no more", e);
        break;
      }
    }
    tail.close();
    take().forEach(promise -> promise.fail("the settings are followed no more"));
  }

  private void follow() {
    List<Promise<Void>> waiting = take();
    try {
      if (!waiting.isEmpty()) {
        now = tail.readToEnd();
        waiting.forEach(Promise::complete);
        return;
      }
    } catch (KafkaException e) {
      putBack(waiting);
      throw e;
    }
    tail.poll(POLL);
    now = tail.settings();
  }

  private List<Promise<Void>> take() {
    synchronized (thread) {
      List<Promise<Void>> taken = asked;
      asked = new ArrayList<>();
      return taken;
    }
  }

  private void putBack(List<Promise<Void>> waiting) {
    synchronized (thread) {
      asked.addAll(waiting);
    }
  }

  @Override
  public void close() {
    closed = true;
    tail.wakeUp();
  }
}
