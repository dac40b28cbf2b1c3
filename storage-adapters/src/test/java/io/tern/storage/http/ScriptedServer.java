package io.tern.storage.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a raw socket that says byte for byte what its script says. */
public final class ScriptedServer implements AutoCloseable {
  /** What is done for one request. */
  public interface Script {
    void answer(String head, Peer peer) throws Exception;
  }

  private final ServerSocket listener;
  private final Script script;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch clientLeft = new CountDownLatch(1);

  public ScriptedServer(String host, Script script) throws IOException {
    this.listener = new ServerSocket(0, 100, InetAddress.getByName(host));
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  public String url(String path) {
    return "http://" + authority() + path;
  }

  public String authority() {
    return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  /** Request lines and headers as they came, in order. */
  public List<String> heads() {
    return heads;
  }

  public List<String> requestLines() {
    return heads.stream().map(head -> head.lines().findFirst().orElse("")).toList();
  }

  public int connections() {
    return connections.get();
  }

  /** Whether a client closed a connection that the script held open. */
  public boolean clientLeft() throws InterruptedException {
    return clientLeft.await(20, TimeUnit.SECONDS);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(new Peer(socket)));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Peer peer) {
    try (peer) {
      for (String head = peer.readHead(); !head.isEmpty(); head = peer.readHead()) {
        heads.add(head);
        script.answer(head, peer);
      }
    } catch (Exception e) {
      // The client or the script ended the connection.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** One connection. */
  public final class Peer implements AutoCloseable {
    private final Socket socket;

    Peer(Socket socket) {
      this.socket = socket;
    }

    private String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        head.write(b);
        String text = head.toString(StandardCharsets.ISO_8859_1);
        if (text.endsWith("\r\n\r\n")) {
          skipBody(text, in);
          return text;
        }
      }
      return "";
    }

    private static void skipBody(String head, InputStream in) throws IOException {
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          in.readNBytes(Integer.parseInt(line.substring(15).strip()));
        }
      }
    }

    public Peer say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return this;
    }

    /** Starts a chunked answer. */
    public Peer begin(String statusAndHeaders) throws IOException {
      return say("HTTP/1.1 " + statusAndHeaders + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    public Peer chunk(String text) throws IOException {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      return say(Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    /** As {@link #chunk}, each byte in a packet and a chunk of its own. */
    public Peer drip(String text) throws IOException {
      socket.setTcpNoDelay(true);
      for (int i = 0; i < text.length(); i++) {
        chunk(text.substring(i, i + 1));
      }
      return this;
    }

    public Peer end() throws IOException {
      return say("0\r\n\r\n");
    }

    public Peer marker(long bytes) throws IOException {
      return chunk(
          "Perf Marker\nTimestamp: 1795339667\nStripe Index: 0\nStripe Bytes Transferred: "
              + bytes
              + "\nTotal Stripe Count: 1\nRemoteConnections: tcp:127.0.0.1:31101\nEnd\n");
    }

    public Peer answer(String statusAndHeaders, String body) throws IOException {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      return say(
          "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    /** Ends with RST. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Says nothing more until the client has left. */
    public void hold() throws IOException {
      try {
        while (socket.getInputStream().read() >= 0) {
          // Whatever comes is not answered.
        }
      } finally {
        clientLeft.countDown();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
