package io.tern.orchestrator;

import io.tern.storage.Storage;
import io.tern.storage.Storages;
import io.tern.storage.Streaming;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.guard.Circuits;
import io.tern.storage.guard.Guarded;
import io.tern.storage.guard.Turns;
import io.tern.storage.http.Addresses;
import io.tern.storage.http.AuthorityDirectory;
import io.tern.storage.http.Servers;
import io.tern.storage.local.LocalStorage;
import io.tern.storage.mock.MockStorage;
import io.tern.storage.s3.S3Settings;
import io.tern.storage.s3.S3Storage;
import io.tern.storage.tape.TapeSettings;
import io.tern.storage.tape.TapeSystems;
import io.tern.storage.webdav.WebDavSettings;
import io.tern.storage.webdav.WebDavStorage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All kinds of storage that a node speaks to, by its settings. */
final class Adapters {
  private static final Logger log = LoggerFactory.getLogger(Adapters.class);

  /** How often a directory of authorities is looked at. */
  private static final Duration AUTHORITIES = Duration.ofMinutes(1);

  private static final List<String> WEB = List.of("http", "https", "dav", "davs");

  private final Vertx vertx;
  private final WebDavStorage web;
  private final S3Storage s3;
  private final TapeSystems tape;
  private final Turns turns;
  private final Storages storages;

  /**
   * @throws IOException if a directory of the settings cannot be read
   */
  Adapters(
      Vertx vertx,
      StorageSettings settings,
      Addresses addresses,
      Circuits circuits,
      UnknownAnswers unknown,
      Servers servers)
      throws IOException {
    this.vertx = vertx;
    this.turns = new Turns(vertx, settings.pace());
    WebDavSettings trusting = trusting(settings);
    this.web = new WebDavStorage(vertx, trusting, addresses, unknown, servers);
    this.s3 =
        new S3Storage(
            vertx,
            new S3Settings(trusting.http(), settings.s3(), S3Settings.LARGEST),
            addresses,
            unknown,
            servers);
    this.tape =
        new TapeSystems(vertx, TapeSettings.DEFAULT, trusting.http(), addresses, unknown, servers);
    this.storages =
        new Storages(
            byScheme(settings, circuits),
            settings.streamed() == 0 ? Streaming.OFF : Streaming.of(vertx, settings.streamed()),
            WEB.stream().collect(Collectors.toMap(scheme -> scheme, scheme -> tape)));
  }

  private WebDavSettings trusting(StorageSettings settings) throws IOException {
    if (settings.authorities().isEmpty()) {
      return settings.web();
    }
    AuthorityDirectory authorities = new AuthorityDirectory(settings.authorities().get());
    vertx.setPeriodic(AUTHORITIES.toMillis(), due -> reload(authorities));
    return settings.web().trusting(TrustOptions.wrap(authorities));
  }

  private void reload(AuthorityDirectory authorities) {
    vertx
        .executeBlocking(authorities::reload, false)
        .onSuccess(changed -> {
          if (changed) {
            log.info("took up {} certificate authorities", authorities.authorities().size());
          }
        })
        .onFailure(e -> log.warn("authorities stay as they were: {}", e.toString()));
  }

  private Map<String, Storage> byScheme(StorageSettings settings, Circuits circuits)
      throws IOException {
    Map<String, Storage> adapters = new HashMap<>();
    Storage guarded = new Guarded(web, circuits, turns);
    for (String scheme : WEB) {
      adapters.put(scheme, guarded);
    }
    Storage buckets = new Guarded(s3, circuits, turns);
    adapters.put("s3", buckets);
    adapters.put("s3s", buckets);
    adapters.put("mock", new MockStorage(vertx));
    if (settings.local().isPresent()) {
      adapters.put("local", new LocalStorage(vertx, settings.local().get()));
    }
    return adapters;
  }

  Turns turns() {
    return turns;
  }

  Storages storages() {
    return storages;
  }

  Future<Void> close() {
    return web.close().eventually(s3::close).eventually(tape::close);
  }
}
