package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.token.Claims;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose tokens are believed, and what they are good for here. An issuer speaks only for the VOs
 * that are given to it.
 *
 * @param url exactly as in the {@code iss} claim
 * @param vo of all its subjects
 * @param groups without a {@code vo}: the VO of whoever is in the group or below it
 * @param scope that a token must have, such as {@code fts}
 * @param grants by scope or group, besides those of everybody
 */
public record TokenIssuer(
    String url,
    Optional<String> vo,
    Map<String, String> groups,
    Optional<String> scope,
    Map<String, List<Grant>> grants) {
  public TokenIssuer {
    groups = Map.copyOf(groups);
    grants = Map.copyOf(grants);
  }

  /** The caller that {@code claims} of this issuer tell of. */
  Identity identity(Claims claims) throws NotIdentified {
    if (scope.isPresent() && !claims.scopes().contains(scope.get())) {
      throw NotIdentified.notAdmitted("scope: " + scope.get() + " is missing");
    }
    return new Identity(
        claims.subject(),
        List.of(claims.subject()),
        vos(claims),
        claims.scopes(),
        List.of(),
        Identity.levels(grantsOf(claims)),
        OwnerId.ofSubject(url, claims.subject()),
        new Proof.Token(url, claims.profile(), claims.expiresMs()),
        false);
  }

  private List<Grant> grantsOf(Claims claims) {
    return Stream.concat(claims.scopes().stream(), claims.groups().stream())
        .map(name -> grants.getOrDefault(name, List.of()))
        .flatMap(Collection::stream)
        .toList();
  }

  private List<String> vos(Claims claims) throws NotIdentified {
    if (vo.isPresent()) {
      return List.of(vo.get());
    }
    if (groups.isEmpty()) {
      return List.of(URI.create(url).getHost());
    }
    List<String> vos = claims.groups().stream().flatMap(this::vosOf).distinct().toList();
    if (vos.isEmpty()) {
      throw NotIdentified.notAdmitted("wlcg.groups: none that belongs to a VO here");
    }
    return vos;
  }

  private Stream<String> vosOf(String group) {
    return groups.entrySet().stream()
        .filter(known -> group.equals(known.getKey()) || group.startsWith(known.getKey() + "/"))
        .map(Map.Entry::getValue);
  }
}
