package io.tern.loadtest.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A wire to an HTTP server that counts what clients ask of it. What the active side of a copy asks
 * of the passive one is not counted: XRootD names itself.
 */
public final class RequestCount implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("^[A-Z]+ \\S+ HTTP/1\\.1\r\n");
  private static final Pattern ACTIVE = Pattern.compile("(?i)\r\nUser-Agent: xrootd");
  private static final int BLOCK = 64 * 1024;

  private final ServerSocket listener;
  private final URI server;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param host that it listens on
   * @param url of the server that it leads to
   */
  public RequestCount(String host, String url) throws IOException {
    this.server = URI.create(url);
    this.listener = new ServerSocket(0, 100, InetAddress.ofLiteral(host));
    Thread.ofVirtual().start(this::accept);
  }

  /** The server's root over this wire. */
  public String url() {
    String host = listener.getInetAddress().getHostAddress();
    return "http://" + host + ":" + listener.getLocalPort() + server.getPath();
  }

  public long requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket back = new Socket(server.getHost(), server.getPort());
        Thread.ofVirtual().start(() -> pass(client, back, true));
        Thread.ofVirtual().start(() -> pass(back, client, false));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** A request's head comes in one piece: it is short, and nobody sends the next one early. */
  private void pass(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        if (counted && isRequest(new String(block, 0, n, StandardCharsets.ISO_8859_1))) {
          requests.incrementAndGet();
        }
        out.write(block, 0, n);
      }
    } catch (IOException e) {
      // One of the two has closed the connection.
    }
  }

  private static boolean isRequest(String text) {
    return REQUEST.matcher(text).find() && !ACTIVE.matcher(text).find();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
