package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.flow.Pipe;
import io.tern.loadtest.farm.rule.LinkRule;
import java.util.List;
import java.util.Optional;

/** The links of the farm that are narrower than what they join. Used by one thread. */
public final class Links {
  private final List<Narrow> links;

  private record Narrow(LinkRule rule, Pipe pipe) {}

  public Links(List<LinkRule> rules) {
    links = rules.stream().map(rule -> new Narrow(rule, new Pipe(rule.bytesPerSecond()))).toList();
  }

  /** What copies between two storages share; empty where the link bounds nobody. */
  Optional<Pipe> between(String source, String destination) {
    return links.stream()
        .filter(link -> link.rule.joins(source, destination))
        .map(Narrow::pipe)
        .findFirst();
  }
}
