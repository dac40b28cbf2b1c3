package io.tern.orchestrator.api.exchange;

import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.Operation;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request on its way through a route.
 *
 * @param variables what stood at the pattern's variables, in order, percent-decoded
 */
public record Exchange(HttpServerRequest request, Identity caller, List<String> variables) {

  public String variable(int index) {
    return variables.get(index);
  }

  /** A parameter of the query; an empty one counts as absent. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(request.getParam(name)).filter(value -> !value.isEmpty());
  }

  /** A number of the query; what is none counts as absent. */
  public Optional<Integer> queryInt(String name) {
    return query(name).filter(text -> text.matches("-?\\d{1,9}")).map(Integer::valueOf);
  }

  /** A comma separated parameter of the query, without empty parts. */
  public List<String> queryList(String name) {
    return query(name).map(Exchange::commaSeparated).orElse(List.of());
  }

  public static List<String> commaSeparated(String text) {
    return Stream.of(text.split(",")).filter(part -> !part.isEmpty()).toList();
  }

  /** How far the caller's grant for {@code operation} reaches; refuses one who has none. */
  public Level require(Operation operation) {
    return caller.level(operation).orElseThrow(() -> Refusal.forbidden("Not enough permissions"));
  }

  /** Refuses a caller whose grant for {@code operation} does not reach what belongs to all VOs. */
  public void requireForAll(Operation operation) {
    if (require(operation) != Level.ALL) {
      throw Refusal.forbidden("Not enough permissions");
    }
  }

  /** Refuses a caller who showed a token rather than a certificate. */
  public void requireCertificate() {
    if (caller.method().equals("oauth2")) {
      throw Refusal.forbidden("Certificate required");
    }
  }

  public void requireKnownCaller() {
    if (caller.isAnonymous()) {
      throw Refusal.forbidden("Not enough permissions");
    }
  }
}
