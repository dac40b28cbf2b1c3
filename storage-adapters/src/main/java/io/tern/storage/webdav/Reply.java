package io.tern.storage.webdav;

import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;

/** What a storage answered to a metadata request. */
record Reply(int status, MultiMap headers, String body) {

  boolean isSuccess() {
    return status / 100 == 2;
  }

  boolean isAny(int... codes) {
    for (int code : codes) {
      if (code == status) {
        return true;
      }
    }
    return false;
  }

  <T> Future<T> failed() {
    return Future.failedFuture(new StorageException(Catalogue.ofRequest(status, body)));
  }
}
