package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.certificate.Holder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What holders of certificates may do besides everybody's rights.
 *
 * @param grants by role name, as in FTS, or by a whole attribute such as {@code
 *     /cms/Role=production}, which no other VO can give itself
 * @param rootUsers DNs that may do everything
 * @param vos by DN, of holders that show no attributes
 */
public record Roles(
    Map<String, List<Grant>> grants, Set<String> rootUsers, Map<String, List<String>> vos) {
  public Roles {
    grants = Map.copyOf(grants);
    rootUsers = Set.copyOf(rootUsers);
    vos = Map.copyOf(vos);
  }

  Identity identity(Holder holder) {
    List<String> shown = Fqans.vos(holder.fqans());
    return Identity.ofDn(
        holder.dn(),
        shown.isEmpty() ? vos.getOrDefault(holder.dn(), List.of(Fqans.voOfDn(holder.dn()))) : shown,
        holder.fqans(),
        grantsOf(holder.fqans()),
        new Proof.Certificate(holder.chain()),
        rootUsers.contains(holder.dn()));
  }

  private List<Grant> grantsOf(List<String> fqans) {
    Stream<String> whole = fqans.stream().map(fqan -> fqan.replaceFirst("/Capability=.*", ""));
    return Stream.concat(Fqans.roles(fqans).stream(), whole)
        .map(name -> grants.getOrDefault(name, List.of()))
        .flatMap(Collection::stream)
        .toList();
  }
}
