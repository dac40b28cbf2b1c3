package io.tern.orchestrator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.orchestrator.api.delegation.Delegations;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.IdentityMaker;
import io.tern.orchestrator.api.server.HttpApi;
import io.tern.orchestrator.api.server.HttpSettings;
import io.tern.orchestrator.credential.MemoryCredentials;
import io.tern.orchestrator.credential.OwnKeys;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.storage.AddressGuard;
import io.tern.storage.http.Addresses;
import io.tern.storage.memory.MemoryStorage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The HTTP API on a port of its own over {@link MemoryJobs}, and a client of it. */
public final class Service implements AutoCloseable {
  public static final String ALICE = "/DC=ch/DC=cern/CN=Alice";
  public static final String JSON = "application/json";

  /** Seals what operators give in secret. */
  public static final SealedBox BOX =
      new SealedBox(List.of(new SealingKey(0, Secret.of(new byte[32]))));

  private static final OwnKeys KEYS = new OwnKeys(Map.of("keyed.org", Optional.of("OPERATOR")));
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public final MemoryJobs jobs;
  public final MemoryStorage storage;
  public final MemoryAdministration administration = new MemoryAdministration();
  public final MemoryCredentials credentials = new MemoryCredentials(System::currentTimeMillis);
  public final List<String> served = new CopyOnWriteArrayList<>();
  public final MemoryUses uses = new MemoryUses();
  public final MemoryQuotas quotas = new MemoryQuotas();
  public final int port;

  private final Vertx vertx = Vertx.vertx();
  private final Outbound outbound;
  private final HttpApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  /** An answer, with its body read as JSON. */
  public record Answer(int status, HttpResponse<String> raw) {
    public JsonNode json() {
      try {
        return MAPPER.readTree(raw.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + raw.body(), e);
      }
    }

    public String message() {
      return json().path("message").asText();
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  public Service() {
    this(settings -> settings);
  }

  public Service(UnaryOperator<HttpSettings> change) {
    this(new MemoryJobs(), change);
  }

  private Service(MemoryJobs jobs, UnaryOperator<HttpSettings> change) {
    this(jobs, jobs, change);
  }

  /** A service whose commands go through {@code log}. */
  public Service(MemoryJobs jobs, CommandLog log, UnaryOperator<HttpSettings> change) {
    this(
        jobs,
        log,
        change,
        (vertx, outbound) -> new Identities.TrustedHeaders(),
        vertx -> Optional.empty());
  }

  /** A service that tells its callers apart by {@code identities}. */
  public Service(IdentityMaker identities) {
    this(settings -> settings, identities);
  }

  public Service(UnaryOperator<HttpSettings> change, IdentityMaker identities) {
    this(change, identities, vertx -> Optional.empty());
  }

  /** A service to which users may lend proxies. */
  public Service(
      UnaryOperator<HttpSettings> change,
      IdentityMaker identities,
      Function<Vertx, Optional<Delegations>> lending) {
    this(new MemoryJobs(), change, identities, lending);
  }

  private Service(
      MemoryJobs jobs,
      UnaryOperator<HttpSettings> change,
      IdentityMaker identities,
      Function<Vertx, Optional<Delegations>> lending) {
    this(jobs, jobs, change, identities, lending);
  }

  private Service(
      MemoryJobs jobs,
      CommandLog log,
      UnaryOperator<HttpSettings> change,
      IdentityMaker identities,
      Function<Vertx, Optional<Delegations>> lending) {
    this.jobs = jobs;
    this.storage = new MemoryStorage(vertx);
    this.outbound = new Outbound(vertx, new Addresses(vertx, AddressGuard.OPEN));
    this.api =
        new HttpApi(
            vertx,
            change.apply(HttpSettings.on("127.0.0.1", 0, "node-1")),
            new Backend(
                log,
                administration,
                jobs,
                new MemoryArchive(jobs),
                new Namespaces(storage, KEYS, uses),
                List::of,
                new MemoryEvents(),
                Optional.of(BOX),
                Optional.of(credentials),
                lending.apply(vertx)),
            identities.make(vertx, outbound),
            (route, method, status, nanos) -> served.add(method + " " + route + " " + status),
            quotas);
    this.port = await(api.start());
  }

  public List<Route> routes() {
    return api.routes();
  }

  public Answer get(String path) {
    return send(request(path));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer post(String path, String body) {
    return send(request(path).header("Content-Type", JSON).POST(BodyPublishers.ofString(body)));
  }

  public Answer submit(String body) {
    return post("/jobs", body.replace('\'', '"'));
  }

  /** A request of Alice of the VO cms; headers set later add to hers. */
  public HttpRequest.Builder request(String path) {
    return as(path, ALICE, "/cms/Role=NULL");
  }

  public HttpRequest.Builder as(String path, String dn, String fqans) {
    return anonymous(path).header("X-Test-DN", dn).header("X-Test-FQANS", fqans);
  }

  public HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Sends exact bytes and reads until the server closes. */
  public String raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("not completed", e);
    }
  }

  @Override
  public void close() {
    client.close();
    await(api.stop());
    await(outbound.close());
    await(vertx.close());
  }
}
