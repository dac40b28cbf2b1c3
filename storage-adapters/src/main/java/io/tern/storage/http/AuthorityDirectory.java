package io.tern.storage.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the certificate authorities of a directory as grid sites keep it: hashed names ({@code
 * 1a2b3c4d.0}) or plain {@code .pem} and {@code .crt} files, each with one or more certificates.
 * The directory may change at any time: {@link #reload} takes it up, in place, so that connections
 * need no new context. Safe for any thread; reading blocks.
 */
public final class AuthorityDirectory extends X509ExtendedTrustManager {
  private static final Pattern AUTHORITY = Pattern.compile(".+\\.(?:[0-9]+|pem|crt)");

  private final Path directory;
  private Map<Path, Long> seen = Map.of();
  private volatile X509ExtendedTrustManager trusted;

  /**
   * @throws IOException if the directory cannot be read or holds no authority
   */
  public AuthorityDirectory(Path directory) throws IOException {
    this.directory = directory;
    this.seen = files();
    this.trusted = read(seen);
  }

  /**
   * Reads the directory again if something in it has changed; what was trusted stays so if that
   * fails.
   *
   * @return whether it was read
   */
  public synchronized boolean reload() throws IOException {
    Map<Path, Long> now = files();
    if (now.equals(seen)) {
      return false;
    }
    trusted = read(now);
    seen = now;
    return true;
  }

  private Map<Path, Long> files() throws IOException {
    Map<Path, Long> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.filter(AuthorityDirectory::isAuthority).toList()) {
        files.put(file, Files.getLastModifiedTime(file).toMillis() ^ Files.size(file) << 44);
      }
    }
    return files;
  }

  private static boolean isAuthority(Path file) {
    return AUTHORITY.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
  }

  private X509ExtendedTrustManager read(Map<Path, Long> files) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Path file : files.keySet()) {
        add(store, file);
      }
      if (store.size() == 0) {
        throw new IOException(directory + ": holds no certificate authority");
      }
      return manager(store);
    } catch (GeneralSecurityException e) {
      throw new IOException(directory + ": " + e.getMessage(), e);
    }
  }

  /** One that cannot be read spoils only itself: sites' directories hold all sorts. */
  private static void add(KeyStore store, Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      int n = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(file.getFileName() + "-" + n++, each);
      }
    } catch (CertificateException e) {
      return;
    }
  }

  private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("the JDK has no X.509 trust manager");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trusted.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    trusted.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trusted.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trusted.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    trusted.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trusted.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trusted.getAcceptedIssuers();
  }

  /** The files that were read last, for the log. */
  public synchronized List<Path> authorities() {
    return List.copyOf(seen.keySet());
  }
}
