package io.tern.orchestrator.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A session with a STOMP broker that sends and is told by receipts what arrived. All on the loop
 * that it was opened on.
 */
final class StompConnection {
  private final NetSocket socket;
  private final BridgeSettings settings;
  private final Promise<Void> connected = Promise.promise();
  private final Map<String, Promise<Void>> receipts = new HashMap<>();
  private long receipt;

  private StompConnection(NetSocket socket, BridgeSettings settings) {
    this.socket = socket;
    this.settings = settings;
    FrameParser parser = new FrameParser(this::take);
    socket.handler(data -> feed(parser, data));
    socket.exceptionHandler(this::fail);
    socket.closeHandler(closed -> fail(new StompException("the broker closed the connection")));
  }

  /** Connects and logs in. */
  static Future<StompConnection> open(NetClient client, BridgeSettings settings) {
    return client
        .connect(settings.port(), settings.host())
        .map(socket -> new StompConnection(socket, settings))
        .compose(connection -> connection.logIn().map(connection));
  }

  private Future<Void> logIn() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept-version", "1.1,1.2");
    headers.put("host", settings.host());
    headers.put("heart-beat", "0,0");
    if (!settings.user().isEmpty()) {
      headers.put("login", settings.user());
      headers.put("passcode", settings.password().reveal());
    }
    return within(written(Frame.of("CONNECT", headers)).compose(v -> connected.future()));
  }

  /** Sends messages; completes once the broker has given its receipt for the last of them all. */
  Future<Void> send(List<Frame> messages) {
    List<Future<Void>> answers = messages.stream().map(this::send).toList();
    return within(Future.all(answers).mapEmpty());
  }

  private Future<Void> send(Frame message) {
    String id = Long.toString(++receipt);
    Promise<Void> answer = Promise.promise();
    receipts.put(id, answer);
    Map<String, String> headers = new LinkedHashMap<>(message.headers());
    headers.put("receipt", id);
    return written(new Frame(message.command(), headers, message.body()))
        .compose(v -> answer.future());
  }

  private Future<Void> written(Frame frame) {
    return socket.write(frame.encode());
  }

  private <T> Future<T> within(Future<T> answer) {
    return answer
        .timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> close());
  }

  private void feed(FrameParser parser, Buffer data) {
    try {
      parser.handle(data);
    } catch (StompException e) {
      fail(e);
    }
  }

  private void take(Frame frame) {
    switch (frame.command()) {
      case "CONNECTED" -> connected.tryComplete();
      case "RECEIPT" -> {
        Promise<Void> answer = receipts.remove(frame.header("receipt-id"));
        if (answer != null) {
          answer.complete();
        }
      }
      default -> fail(new StompException(frame.command() + ": " + frame.header("message")));
    }
  }

  private void fail(Throwable cause) {
    connected.tryFail(cause);
    receipts.values().forEach(answer -> answer.tryFail(cause));
    receipts.clear();
    close();
  }

  void close() {
    var unused = socket.close();
  }
}
