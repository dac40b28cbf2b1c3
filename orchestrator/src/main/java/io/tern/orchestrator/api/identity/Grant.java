package io.tern.orchestrator.api.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An operation and how far it reaches (FTS REST, "Operations, levels, roles"), written {@code
 * vo:transfer}, {@code all:config} or {@code :transfer} for one's own.
 */
public record Grant(Operation operation, Level level) {
  /** FTS's shipped {@code Public} role: what everybody who is known may do. */
  public static final List<Grant> PUBLIC =
      List.of(
          new Grant(Operation.TRANSFER, Level.VO),
          new Grant(Operation.DELEG, Level.OWN),
          new Grant(Operation.DATAMANAGEMENT, Level.ALL));

  /** The grants that {@code text} writes; {@code *} is every operation. */
  public static Stream<Grant> parse(String text) {
    int colon = text.indexOf(':');
    List<Level> levels = colon < 0 ? List.of() : levels(text.substring(0, colon));
    List<Operation> operations = operations(text.substring(colon + 1));
    if (levels.isEmpty() || operations.isEmpty()) {
      throw new IllegalArgumentException(
          "grant: " + text + " (expected: vo:transfer, all:config, all:* and the like)");
    }
    return operations.stream().map(operation -> new Grant(operation, levels.getFirst()));
  }

  private static List<Level> levels(String text) {
    return Arrays.stream(Level.values()).filter(level -> level.text().equals(text)).toList();
  }

  private static List<Operation> operations(String text) {
    return Arrays.stream(Operation.values())
        .filter(operation -> text.equals("*") || operation.text().equals(text))
        .toList();
  }

  /** The widest level of each operation; who may administer may also configure. */
  static Map<Operation, Level> levels(Collection<Grant> grants) {
    Map<Operation, Level> levels = new EnumMap<>(Operation.class);
    for (Grant grant : grants) {
      levels.merge(grant.operation, grant.level, Grant::wider);
      if (grant.operation == Operation.ADMIN) {
        levels.merge(Operation.CONFIG, grant.level, Grant::wider);
      }
    }
    return Map.copyOf(levels);
  }

  private static Level wider(Level one, Level other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  @Override
  public String toString() {
    return level.text() + ":" + operation.name().toLowerCase(Locale.ROOT);
  }
}
