package io.tern.orchestrator.api.exchange;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path pattern such as {@code /jobs/{id}/files} and what its methods do.
 *
 * @param actions in the order in which {@code Allow} names them
 */
public record Route(String pattern, List<String> segments, Map<HttpMethod, Action> actions) {

  public static Route of(String pattern) {
    return new Route(pattern, Paths.segments(pattern), new LinkedHashMap<>());
  }

  public Route on(HttpMethod method, Action action) {
    actions.put(method, action);
    return this;
  }

  /** The values of its variables when the path fits, else null. */
  @Nullable List<String> match(List<String> path) {
    if (path.size() != segments.size()) {
      return null;
    }
    List<String> variables = new ArrayList<>(2);
    for (int i = 0; i < path.size(); i++) {
      if (segments.get(i).startsWith("{")) {
        variables.add(path.get(i));
      } else if (!segments.get(i).equals(path.get(i))) {
        return null;
      }
    }
    return variables;
  }

  @Nullable Action action(HttpMethod method) {
    Action action = actions.get(method);
    return action == null && method.equals(HttpMethod.HEAD) ? actions.get(HttpMethod.GET) : action;
  }

  /** The value of {@code Allow}. */
  String allow() {
    List<String> methods = new ArrayList<>();
    actions.keySet().forEach(method -> methods.add(method.name()));
    if (actions.containsKey(HttpMethod.GET)) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
