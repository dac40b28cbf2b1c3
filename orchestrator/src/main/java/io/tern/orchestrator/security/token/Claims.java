package io.tern.orchestrator.security.token;

import java.util.List;

/**
 * What a verified token says.
 *
 * @param scopes of its {@code scope} claim, in order
 * @param groups of its {@code wlcg.groups} claim, in order
 * @param audiences as it names them
 * @param expiresMs wall time
 * @param profile its {@code wlcg.ver} claim, empty when it has none
 */
public record Claims(
    String issuer,
    String subject,
    List<String> scopes,
    List<String> groups,
    List<String> audiences,
    long expiresMs,
    String profile) {
  public Claims {
    scopes = List.copyOf(scopes);
    groups = List.copyOf(groups);
    audiences = List.copyOf(audiences);
  }
}
