package io.tern.loadtest.farm.space;

import java.net.URI;

/**
 * A file or directory at one storage of the farm.
 *
 * @param host the storage's address
 * @param path normalised: one leading slash, no double and no trailing ones, no query
 */
public record FileName(String host, String path) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public FileName {
    path = normalise(path);
  }

  /** The file that {@code url} names; throws {@link IllegalArgumentException} for a bad URL. */
  public static FileName ofUrl(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("url: " + url + " (expected: scheme://host/path)");
    }
    return new FileName(uri.getHost(), uri.getRawPath());
  }

  private static String normalise(String path) {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    if (plain.contains("//")) {
      plain = plain.replaceAll("/{2,}", "/");
    }
    if (plain.length() > 1 && plain.endsWith("/")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    return plain.isEmpty() ? "/" : plain;
  }

  public boolean isRoot() {
    return path.equals("/");
  }

  public FileName parent() {
    return new FileName(host, path.substring(0, Math.max(1, path.lastIndexOf('/'))));
  }

  /** The key in the name space: 64 bits, never 0; one in 10^13 of a million files shares one. */
  public long key() {
    long key = mix(hash(hash(FNV_OFFSET, host), path));
    return key == 0 ? 1 : key;
  }

  /** What the content of a source by rule is made from; equal paths have equal content. */
  long seed() {
    return mix(hash(FNV_OFFSET, path));
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  @Override
  public String toString() {
    return host + path;
  }
}
