package io.tern.storage.http;

import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;

/**
 * What a storage answered to a metadata request.
 *
 * @param catalogue what classifies it if it is a refusal
 */
public record Reply(int status, MultiMap headers, String body, Catalogue catalogue) {

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  public boolean isAny(int... codes) {
    for (int code : codes) {
      if (code == status) {
        return true;
      }
    }
    return false;
  }

  public <T> Future<T> failed() {
    return Future.failedFuture(new StorageException(catalogue.ofRequest(status, body)));
  }
}
