package io.tern.storage.matrix;

import io.tern.storage.AddressGuard;
import io.tern.storage.Storages;
import io.tern.storage.Streaming;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.http.Addresses;
import io.tern.storage.local.LocalStorage;
import io.tern.storage.s3.S3Proxy;
import io.tern.storage.s3.S3Settings;
import io.tern.storage.s3.S3Storage;
import io.tern.storage.webdav.WebDavSettings;
import io.tern.storage.webdav.WebDavStorage;
import io.tern.storage.webdav.XrootdPair;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real servers of every kind: two XRootD, over http and https, that can be active; Apache, nginx
 * and an S3 server that cannot.
 */
public final class Sites implements AutoCloseable {
  public static final List<String> NAMES = List.of("xrootd", "xrootd-tls", "apache", "nginx", "s3");

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final XrootdPair pair;
  private final WebServer apache;
  private final WebServer nginx;
  private final S3Proxy s3;

  /** Starts all of them; skips the test where one is not installed. */
  public Sites() throws Exception {
    try {
      running.push(pair = XrootdPair.start());
      running.push(apache = WebServer.apache());
      running.push(nginx = WebServer.nginx());
      running.push(s3 = S3Proxy.start());
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /** All ordered pairs of two different ones. */
  public static Stream<List<String>> pairs() {
    return NAMES.stream()
        .flatMap(
            from -> NAMES.stream().filter(to -> !from.equals(to)).map(to -> List.of(from, to)));
  }

  public String url(String site, String name) {
    return switch (site) {
      case "xrootd" -> pair.urlA("http") + name;
      case "xrootd-tls" -> pair.urlB("davs") + name;
      case "apache" -> apache.url(name);
      case "nginx" -> nginx.url(name);
      case "s3" -> s3.url(name);
      default -> throw new IllegalArgumentException(site);
    };
  }

  /** A file as the server's disk has it. */
  public Path file(String site, String name) {
    return directory(site).resolve(name);
  }

  /** Where a server keeps its files, owned by whom it runs as. */
  private Path directory(String site) {
    return switch (site) {
      case "xrootd" -> pair.files("a");
      case "xrootd-tls" -> pair.files("b");
      case "apache" -> apache.files();
      case "nginx" -> nginx.files();
      case "s3" -> s3.directory();
      default -> throw new IllegalArgumentException(site);
    };
  }

  /** The authority of the two XRootD, in a hashed directory. */
  Path authorities() {
    return pair.authority().resolveSibling("certs");
  }

  /** Puts a file there that the server may read and replace. */
  public Path put(String site, String name, byte[] content) throws Exception {
    Path file = Files.write(file(site, name), content);
    Files.setOwner(file, Files.getOwner(directory(site)));
    return file;
  }

  /**
   * Adapters for all of them, and for files below {@code local}.
   *
   * @param denied S3 hosts whose keys are wrong
   * @param authorities trusted besides that of the two XRootD
   */
  public Storages storages(Vertx vertx, Path local, List<String> denied, Path... authorities)
      throws Exception {
    UnknownAnswers unknown = new UnknownAnswers();
    Addresses addresses = new Addresses(vertx, AddressGuard.OPEN);
    PemTrustOptions trusted = new PemTrustOptions().addCertPath(pair.authority().toString());
    for (Path authority : authorities) {
      trusted.addCertPath(authority.toString());
    }
    WebDavStorage web =
        new WebDavStorage(vertx, WebDavSettings.DEFAULT.trusting(trusted), addresses, unknown);
    S3Storage buckets =
        new S3Storage(vertx, s3.settings(S3Settings.LARGEST, denied), addresses, unknown);
    return new Storages(
        Map.of("http", web, "davs", web, "s3", buckets, "local", new LocalStorage(vertx, local)),
        Streaming.of(vertx, 50));
  }

  @Override
  public void close() throws Exception {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
