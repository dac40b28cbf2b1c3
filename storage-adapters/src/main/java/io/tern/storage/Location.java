package io.tern.storage;

import io.tern.job.StorageName;
import java.net.URI;

/**
 * A file or directory at a storage, and what opens it.
 *
 * @param url as the user gave it: the path and query are never re-encoded
 * @param access what to authenticate with towards this storage
 */
public record Location(String url, Access access) {

  public static Location open(String url) {
    return new Location(url, Access.NONE);
  }

  public StorageName storage() {
    return StorageName.ofUrl(url);
  }

  public URI uri() {
    return URI.create(url);
  }

  /** The URL without its query, which may hold secrets. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?...";
  }
}
