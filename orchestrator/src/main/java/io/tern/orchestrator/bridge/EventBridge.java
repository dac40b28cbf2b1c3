package io.tern.orchestrator.bridge;

import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages on to a STOMP broker: reads a batch, sends it, and counts it as done once the
 * broker has given a receipt for each of its messages. What was not acknowledged is sent again, so
 * a receiver may see a message twice. While the broker is away it is tried each time after a longer
 * pause; nothing is lost as long as that is shorter than the topic is kept.
 */
public final class EventBridge {
  private static final Logger log = LoggerFactory.getLogger(EventBridge.class);
  private static final long FIRST_PAUSE_MS = 500;
  private static final long LONGEST_PAUSE_MS = 60_000;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final Context context;
  private final BridgeSettings settings;
  private final BridgeMeter meter;
  private final NetClient client;
  private final EventSource source;
  private final Promise<Void> ended = Promise.promise();
  private @Nullable StompConnection connection;
  private long pauseMs = FIRST_PAUSE_MS;
  private long pausing = NO_TIMER;
  private volatile boolean closed;

  public EventBridge(
      Vertx vertx,
      BridgeSettings settings,
      KafkaClients clients,
      Topics topics,
      BridgeMeter meter) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.meter = meter;
    this.client = vertx.createNetClient(options(settings));
    this.source = new EventSource(clients, topics, settings.batch());
  }

  private static NetClientOptions options(BridgeSettings settings) {
    NetClientOptions options =
        new NetClientOptions()
            .setConnectTimeout((int) settings.patience().toMillis())
            .setSsl(settings.tls())
            .setHostnameVerificationAlgorithm("HTTPS");
    settings
        .trust()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return options;
  }

  public void start() {
    context.runOnContext(started -> turn());
  }

  private void turn() {
    if (closed) {
      end();
      return;
    }
    connected()
        .compose(open -> source.read().compose(events -> hand(open, events)))
        .onComplete(done -> context.runOnContext(v -> next(done)));
  }

  private void next(AsyncResult<Void> done) {
    if (done.succeeded()) {
      pauseMs = FIRST_PAUSE_MS;
      turn();
    } else if (closed) {
      end();
    } else {
      failed(done.cause());
    }
  }

  private Future<StompConnection> connected() {
    StompConnection open = connection;
    return open != null
        ? Future.succeededFuture(open)
        : StompConnection.open(client, settings).onSuccess(made -> connection = made);
  }

  private Future<Void> hand(StompConnection open, List<EventRecord> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Frame> frames =
        events.stream()
            .filter(event -> settings.destinations().containsKey(event.kind()))
            .map(this::frame)
            .toList();
    return open.send(frames)
        .compose(sent -> source.commit())
        .onSuccess(committed -> meter.sent(frames.size()));
  }

  /** Without a length, so that brokers of JMS take it for text, as FTS's receivers expect. */
  private Frame frame(EventRecord event) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("destination", settings.destinations().getOrDefault(event.kind(), ""));
    headers.put("content-type", "application/json");
    headers.put("persistent", "true");
    headers.put(
        "expires", Long.toString(System.currentTimeMillis() + settings.timeToLive().toMillis()));
    headers.put("vo", event.vo());
    return new Frame("SEND", headers, Buffer.buffer(event.json()));
  }

  private void failed(Throwable cause) {
    meter.failed();
    log.warn(
        "messages cannot be handed to {}:{}, trying again in {} ms: {}",
        settings.host(),
        settings.port(),
        pauseMs,
        cause.getMessage());
    leave();
    long pause = pauseMs;
    pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
    source.rewind().onComplete(rewound -> context.runOnContext(v -> pause(pause)));
  }

  private void pause(long ms) {
    if (closed) {
      end();
    } else {
      pausing =
          vertx.setTimer(
              ms,
              over -> {
                pausing = NO_TIMER;
                turn();
              });
    }
  }

  private void leave() {
    StompConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private void end() {
    leave();
    source.close().compose(v -> client.close()).onComplete(ended);
  }

  /** Completes when the batch at hand is done or given up. */
  public Future<Void> close() {
    closed = true;
    context.runOnContext(v -> {
      if (pausing != NO_TIMER && vertx.cancelTimer(pausing)) {
        end();
      }
    });
    return ended.future();
  }
}
