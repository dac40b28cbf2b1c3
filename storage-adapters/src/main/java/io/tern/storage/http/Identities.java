package io.tern.storage.http;

import io.tern.storage.Access;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TLS as one user: the options of each proxy in use, so that its connections are pooled and its key
 * is parsed once. The proxies used last are kept.
 */
final class Identities {
  private static final int MOST = 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----[^-]+-----END \\1-----\\s*");

  private final ClientSSLOptions anonymous;
  private final Latest<Access.Proxy, ClientSSLOptions> known = new Latest<>(MOST);

  Identities(ClientSSLOptions anonymous) {
    this.anonymous = anonymous;
  }

  ClientSSLOptions of(Access.Proxy proxy) {
    ClientSSLOptions options = known.get(proxy);
    if (options == null) {
      options = anonymous.copy().setKeyCertOptions(pem(proxy));
      known.put(proxy, options);
    }
    return options;
  }

  private static PemKeyCertOptions pem(Access.Proxy proxy) {
    StringBuilder certificates = new StringBuilder();
    StringBuilder key = new StringBuilder();
    Matcher block = BLOCK.matcher(proxy.pem());
    while (block.find()) {
      (block.group(1).equals("CERTIFICATE") ? certificates : key).append(block.group());
    }
    if (certificates.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("proxy: needs a certificate and a private key in PEM");
    }
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(certificates.toString()))
        .setKeyValue(Buffer.buffer(key.toString()));
  }
}
