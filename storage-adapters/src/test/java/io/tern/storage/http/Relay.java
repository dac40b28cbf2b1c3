package io.tern.storage.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to a real server, on an address of its own, that fails as wires do. */
public final class Relay implements AutoCloseable {
  private static final int BLOCK = 8 * 1024;

  private final ServerSocket listener = new ServerSocket();
  private final InetSocketAddress server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Fault fault = new Fault(Long.MAX_VALUE, After.NOTHING, Long.MAX_VALUE);

  /** What becomes of a connection. */
  private enum After {
    NOTHING,
    RESET,
    SILENCE
  }

  /**
   * @param bytes of one connection, both ways, that pass unharmed
   * @param perSecond at most
   */
  private record Fault(long bytes, After after, long perSecond) {}

  /**
   * @param host that it listens on
   * @param url of the server that it leads to
   */
  public Relay(String host, String url) throws IOException {
    URI to = URI.create(url);
    server = new InetSocketAddress(to.getHost(), to.getPort());
    listener.setReceiveBufferSize(8 * BLOCK);
    listener.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
    Thread.ofVirtual().start(this::accept);
  }

  /** The way to {@code url}, a URL of the server, over this wire. */
  public String through(String url) {
    String authority = server.getHostString() + ":" + server.getPort();
    String own = listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    return url.replace("://" + authority + "/", "://" + own + "/");
  }

  /** Passes everything, also on connections that stood still. */
  public Relay heal() {
    return fail(Long.MAX_VALUE, After.NOTHING, Long.MAX_VALUE);
  }

  /** Ends connections with RST once so many bytes have passed. */
  public Relay resetAfter(long bytes) {
    return fail(bytes, After.RESET, Long.MAX_VALUE);
  }

  /** Accepts all and passes nothing once so many bytes have passed. */
  public Relay silentAfter(long bytes) {
    return fail(bytes, After.SILENCE, Long.MAX_VALUE);
  }

  public Relay trickle(long bytesPerSecond) {
    return fail(Long.MAX_VALUE, After.NOTHING, bytesPerSecond);
  }

  private Relay fail(long bytes, After after, long perSecond) {
    fault = new Fault(bytes, after, perSecond);
    return this;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void connect(Socket client) {
    Socket out = new Socket();
    AtomicLong passed = new AtomicLong();
    try {
      out.setSendBufferSize(8 * BLOCK);
      out.connect(server);
      Thread.ofVirtual().start(() -> pass(client, out, passed));
      pass(out, client, passed);
    } catch (IOException e) {
      close(client, out, true);
    }
  }

  private void pass(Socket from, Socket to, AtomicLong passed) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        if (!mayPass(passed.addAndGet(n), n)) {
          close(from, to, true);
          return;
        }
        out.write(block, 0, n);
      }
      close(from, to, false);
    } catch (IOException | InterruptedException e) {
      close(from, to, true);
    }
  }

  private boolean mayPass(long passed, int more) throws InterruptedException {
    Fault now = fault;
    if (now.perSecond < Long.MAX_VALUE) {
      closed.await(more * 1_000L / now.perSecond, TimeUnit.MILLISECONDS);
    }
    while (fault.after == After.SILENCE && passed > fault.bytes) {
      if (closed.await(20, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return fault.after != After.RESET || passed <= fault.bytes;
  }

  private static void close(Socket one, Socket other, boolean reset) {
    for (Socket socket : new Socket[] {one, other}) {
      try {
        if (reset) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      } catch (IOException e) {
        // It was closed from the other end.
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
  }
}
