package io.tern.orchestrator.api.log;

import io.tern.orchestrator.api.Events;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tern.events} for any number of subscribers: one thread follows the topic for all of them;
 * whoever wants the past is told it by a reader of its own, a few at once, and joins the others
 * then. A message's id is its offset.
 */
public final class KafkaEvents implements Events, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEvents.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int READERS_OF_THE_PAST = 8;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventSource source;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Semaphore readers = new Semaphore(READERS_OF_THE_PAST);
  private final Thread thread = new Thread(this::follow, "events");
  private long next = -1;

  /** The place that was come to is no more in the topic; the following thread's own. */
  private boolean lost;

  private volatile boolean closed;

  public KafkaEvents(KafkaClients clients, Topics topics) {
    source = new EventSource(clients, topics);
    consumer = source.consumer();
    thread.setDaemon(true);
  }

  /** Follows from the end that the topic has now. */
  public void start() {
    consumer.seekToEnd(List.of(source.partition()));
    next = consumer.position(source.partition());
    thread.start();
  }

  @Override
  public Subscribed subscribe(long seen, Subscriber subscriber) {
    Subscription subscription;
    long until;
    synchronized (this) {
      until = next;
      subscription = new Subscription(subscriber, seen == FROM_NOW || seen + 1 >= until);
      subscriptions.add(subscription);
    }
    if (seen != FROM_NOW && seen + 1 < until) {
      Thread.ofVirtual().name("past-events").start(() -> tellPast(subscription, seen + 1, until));
    }
    return new Subscribed(
        seen == FROM_NOW ? until - 1 : seen,
        () -> {
          subscriptions.remove(subscription);
          subscription.end();
        });
  }

  private void tellPast(Subscription subscription, long from, long until) {
    if (!readers.tryAcquire()) {
      subscription.end();
      return;
    }
    try (KafkaConsumer<byte[], byte[]> past = source.consumer()) {
      past.seek(source.partition(), from);
      if (readTo(past, subscription, until)) {
        subscription.goLive();
      }
    } catch (KafkaException e) {
      LOG.warn("past events from {} on cannot be read: {}", from, e.toString());
      subscription.end();
    } finally {
      readers.release();
    }
  }

  private boolean readTo(
      KafkaConsumer<byte[], byte[]> past, Subscription subscription, long until) {
    while (!closed && past.position(source.partition()) < until) {
      for (ConsumerRecord<byte[], byte[]> record : past.poll(POLL)) {
        if (record.offset() < until && !subscription.past(EventSource.event(record))) {
          return false;
        }
      }
    }
    return !closed;
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        followOn();
      }
    }
    subscriptions.forEach(Subscription::end);
  }

  private void followOn() {
    try {
      if (lost) {
        goToEnd();
      }
      tell(consumer.poll(POLL));
    } catch (WakeupException e) {
      LOG.debug("events are no longer followed");
    } catch (KafkaException e) {
      LOG.warn("events cannot be followed, trying again: {}", e.toString());
      lost |= e instanceof InvalidOffsetException;
      subscriptions.forEach(Subscription::end);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Whoever listens has missed something, and comes back with the last it has seen. */
  private void goToEnd() {
    consumer.seekToEnd(List.of(source.partition()));
    long end = consumer.position(source.partition());
    synchronized (this) {
      next = end;
    }
    lost = false;
    subscriptions.forEach(Subscription::end);
  }

  private void tell(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      List<Subscription> told;
      synchronized (this) {
        next = record.offset() + 1;
        told = List.copyOf(subscriptions);
      }
      if (!told.isEmpty()) {
        Event event = EventSource.event(record);
        told.forEach(subscription -> subscription.now(event));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
