package io.tern.orchestrator.embedded;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka cluster of one, in a child JVM that stops cleanly when this process ends, in whatever
 * way. If the child dies alone it is started again on the same port. All methods block; call them
 * off the event loop.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final int TRIES = 5;
  private static final long REVIVAL_PAUSE_SECONDS = 2;

  private final BrokerOptions options;
  private final BrokerJvm jvm;
  private final BrokerAddress address;
  private final AtomicInteger revivals = new AtomicInteger();
  private volatile BrokerProcess broker;
  private volatile @Nullable Thread watcher;
  private volatile boolean closed;

  private EmbeddedKafka(BrokerOptions options, BrokerJvm jvm, BrokerProcess broker) {
    this.options = options.withPort(new BrokerPort(broker.address().port(), false));
    this.jvm = jvm;
    this.address = broker.address();
    this.broker = broker;
  }

  /**
   * Starts the broker and returns when it serves; waits up to 60 s for an older broker to leave the
   * directory, and tries again where Kafka gave up or lost its port.
   *
   * @throws BrokerFailedException with the reason and the broker's last lines; no process is left
   */
  public static EmbeddedKafka start(BrokerOptions options, BrokerJvm jvm)
      throws IOException, InterruptedException {
    EmbeddedKafka kafka = new EmbeddedKafka(options, jvm, firstBroker(options, jvm));
    kafka.watch(kafka.broker);
    return kafka;
  }

  private static BrokerProcess firstBroker(BrokerOptions options, BrokerJvm jvm)
      throws IOException, InterruptedException {
    for (int left = TRIES - 1; ; left--) {
      try {
        return BrokerProcess.start(options, jvm);
      } catch (BrokerFailedException e) {
        if (!e.mayPass() || left == 0) {
          throw e;
        }
        LOG.warn("trying again: {}", e.getMessage());
      }
    }
  }

  /** The {@code bootstrap.servers} of its clients; the same for the life of this object. */
  public String bootstrap() {
    return address.toString();
  }

  /** The process that runs now, or ran last. */
  public ProcessHandle process() {
    return broker.process().toHandle();
  }

  /** How often the broker died alone and came back. */
  public int revivals() {
    return revivals.get();
  }

  private void watch(BrokerProcess running) {
    watcher = Thread.ofPlatform().name("broker-watch").daemon().start(() -> reviveAfter(running));
  }

  private void reviveAfter(BrokerProcess running) {
    try {
      int exit = running.process().waitFor();
      while (!revived(exit)) {
        TimeUnit.SECONDS.sleep(REVIVAL_PAUSE_SECONDS);
      }
    } catch (InterruptedException e) {
      if (!closed) {
        LOG.warn("broker watch interrupted: the broker in {} is on its own", options.directory());
      }
    }
  }

  /** Whether there is nothing more to do: it serves again, or nobody wants it any more. */
  private synchronized boolean revived(int exit) throws InterruptedException {
    if (closed) {
      return true;
    }
    LOG.warn("broker in {} ended with exit code {}: starting it again", options.directory(), exit);
    try {
      broker = BrokerProcess.start(options, jvm);
      revivals.incrementAndGet();
      watch(broker);
      return true;
    } catch (IOException e) {
      LOG.error("broker in {} stays down, next try soon", options.directory(), e);
      return false;
    }
  }

  /** Stops the broker cleanly, within 40 s, or at once if this thread is interrupted. */
  @Override
  public void close() {
    closed = true;
    giveUpReviving();
    stop();
  }

  /** A broker that is just coming back may wait for long: for a lock, or for others. */
  private void giveUpReviving() {
    Thread watching = watcher;
    if (watching != null) {
      watching.interrupt();
    }
  }

  private synchronized void stop() {
    try {
      broker.stop();
    } catch (InterruptedException e) {
      broker.process().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
