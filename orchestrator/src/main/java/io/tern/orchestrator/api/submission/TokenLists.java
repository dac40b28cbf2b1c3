package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.lending.Lent;
import io.tern.orchestrator.security.token.StorageToken.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tokens of one element of {@code files}, one for each URL (FTS REST, "Tokens in a
 * submission"), and the names that they are kept under once they are lent.
 */
final class TokenLists {
  static final Set<String> NAMES = Set.of("source_tokens", "destination_tokens");

  private final Map<String, List<String>> given = new HashMap<>(4);
  private List<String> sources = List.of();
  private List<String> destinations = List.of();

  void open(String list) {
    given.put(list, new ArrayList<>(1));
  }

  void add(String list, String token) {
    given.computeIfAbsent(list, opened -> new ArrayList<>(1)).add(token.strip());
  }

  void lend(Lent lent, List<TransferUrl> from, List<TransferUrl> to) {
    if (given.size() == 1) {
      throw Refusal.badRequest(
          "Both source_tokens and destination_tokens are required, or neither of them");
    }
    if (!given.isEmpty() || lent.hasOwn()) {
      sources = names(lent, Use.READ, from, "source");
      destinations = names(lent, Use.WRITE, to, "destination");
    }
    lent.file(sources, destinations);
  }

  private List<String> names(Lent lent, Use use, List<TransferUrl> opened, String side) {
    List<String> tokens = given.get(side + "_tokens");
    if (tokens == null) {
      return opened.stream().map(url -> lent.lendOwn(url.end(use))).toList();
    }
    if (tokens.size() != opened.size()) {
      throw Refusal.badRequest(
          "Length of %s_tokens should be equal to the length of %ss.".formatted(side, side));
    }
    List<String> names = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isEmpty()) {
        throw Refusal.badRequest(
            "Token for %s '%s' is missing.".formatted(side, opened.get(i).text()));
      }
      names.add(lent.lend(tokens.get(i), opened.get(i).end(use)));
    }
    return names;
  }

  /** The name of the token for a source by its place; empty for none. */
  String ofSource(int place) {
    return sources.isEmpty() ? "" : sources.get(place);
  }

  /** As {@link #ofSource}. */
  String ofDestination(int place) {
    return destinations.isEmpty() ? "" : destinations.get(place);
  }

  /** Adds all names to {@code names}. */
  void collect(Set<String> names) {
    Stream.concat(sources.stream(), destinations.stream())
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
  }

  /** What the longest names of one transfer take in a record: in its text and in the table. */
  int bytes() {
    return 2 * (longest(sources) + longest(destinations));
  }

  private static int longest(List<String> names) {
    int longest = 0;
    for (String name : names) {
      longest = Math.max(longest, name.isEmpty() ? 0 : name.length() + 2);
    }
    return longest;
  }
}
