package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Mover;
import io.tern.loadtest.farm.copy.Transit;
import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.space.NameSpace;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.function.LongUnaryOperator;

/**
 * Moves real bytes over HTTP, as fast as both sides go: a pull is a GET at the source, a push a PUT
 * at the destination. The other side may be any storage, of the farm or not.
 */
final class WireMover implements Mover {
  private static final int CONNECTIONS = 256;

  private final HttpClient client;
  private final NameSpace files;
  private final Failures failures;

  WireMover(Vertx vertx, NameSpace files, Failures failures) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(5_000),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.files = files;
    this.failures = failures;
  }

  @Override
  public boolean reaches(String host) {
    return true;
  }

  @Override
  public boolean knowsSources() {
    return false;
  }

  @Override
  public Transit prepare(
      CopyRequest request, double bytesPerSecond, LongUnaryOperator target, Transit.Fate fate) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.pull() ? HttpMethod.GET : HttpMethod.PUT)
            .setAbsoluteURI(request.remoteUrl());
    request.remoteHeaders().forEach(options::putHeader);
    return request.pull()
        ? new Pull(client, options, target, fate, failures)
        : new Push(client, options, files, request.source(), target, fate, failures);
  }
}
