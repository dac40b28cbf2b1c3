package io.tern.orchestrator.agent;

import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Storages opened with tokens: the first under a name is {@code name-1}, the next one -2. */
final class LentTokens implements Storages {
  final List<String> replaced = new ArrayList<>();
  private final Storages storages;
  private final Map<String, Integer> numbers = new HashMap<>();
  int most = Integer.MAX_VALUE;
  @Nullable Promise<Void> hesitates;

  LentTokens(Storages storages) {
    this.storages = storages;
  }

  static Access token(String name, int number) {
    return Access.bearer(name + "-" + number);
  }

  /** There is another token already, for whatever reason. */
  void next(String name) {
    numbers.merge(name, 1, Integer::sum);
  }

  @Override
  public Optional<Storage> at(Location location) {
    return storages.at(location);
  }

  @Override
  public Access access(JobOwner owner, String token, String url) {
    return token.isEmpty() ? Access.NONE : token(token, 1 + numbers.getOrDefault(token, 0));
  }

  @Override
  public Future<Void> replace(String owner, String token) {
    replaced.add(token);
    if (numbers.getOrDefault(token, 0) + 1 < most) {
      next(token);
    }
    return hesitates == null ? Future.succeededFuture() : hesitates.future();
  }
}
