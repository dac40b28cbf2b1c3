package io.tern.orchestrator.security.address;

import java.util.Locale;

/**
 * A part of a storage's name space: {@code https://eos.cern.ch/eos/cms/}, {@code davs://*.cern.ch/}
 * with all hosts below a domain, {@code *://host/} with any scheme.
 *
 * @param host exact, or with {@code *.} in front
 * @param path begins and ends with a slash
 */
record StoragePrefix(String scheme, String host, String path) {

  static StoragePrefix parse(String text) {
    int scheme = text.indexOf("://");
    int path = scheme < 0 ? -1 : text.indexOf('/', scheme + 3);
    if (scheme < 1 || path < scheme + 4) {
      throw new IllegalArgumentException(
          "storage: " + text + " (expected: SCHEME://HOST/PATH/, * for any scheme, *.DOMAIN)");
    }
    String end = text.endsWith("/") ? "" : "/";
    return new StoragePrefix(
        text.substring(0, scheme).toLowerCase(Locale.ROOT),
        text.substring(scheme + 3, path).toLowerCase(Locale.ROOT),
        text.substring(path) + end);
  }

  /** Whether it holds {@code otherPath}, in which repeated slashes count as one. */
  boolean holds(String otherScheme, String otherHost, String otherPath) {
    return (scheme.equals("*") || scheme.equals(otherScheme))
        && (host.equals(otherHost)
            || host.startsWith("*.") && otherHost.endsWith(host.substring(1)))
        && otherPath.replaceAll("/+", "/").startsWith(path);
  }
}
