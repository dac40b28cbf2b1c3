package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.OwnerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The principal of a request.
 *
 * @param vos the first one is the VO of what it submits
 * @param levels granted operations; an absent one is denied
 * @param owner names what it leaves here, its delegated credential above all
 * @param proof how it showed who it is
 */
public record Identity(
    String userDn,
    List<String> dns,
    List<String> vos,
    List<String> fqans,
    List<String> roles,
    Map<Operation, Level> levels,
    OwnerId owner,
    Proof proof,
    boolean isRoot) {

  /** A caller that showed nothing. */
  public static final Identity ANONYMOUS =
      new Identity(
          "anon",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          OwnerId.NOBODY,
          new Proof.Nothing(),
          false);

  /** A known caller with the public grants and {@code more}, or with all of them as root. */
  static Identity ofDn(
      String dn,
      List<String> vos,
      List<String> fqans,
      Collection<Grant> more,
      Proof proof,
      boolean root) {
    return new Identity(
        dn,
        List.of(dn),
        List.copyOf(vos),
        List.copyOf(fqans),
        Fqans.roles(fqans),
        levels(more),
        OwnerId.of(dn, fqans),
        proof,
        root);
  }

  static Map<Operation, Level> levels(Collection<Grant> more) {
    List<Grant> grants = new ArrayList<>(Grant.PUBLIC);
    grants.addAll(more);
    return Grant.levels(grants);
  }

  /** Whether it is known by a DN, of a certificate or from whoever is trusted to name one. */
  public boolean hasDn() {
    return !isAnonymous() && !(proof instanceof Proof.Token);
  }

  /** The same with operations that its DN may do everywhere; a token's subject is not a DN. */
  public Identity granted(Collection<Operation> everywhere) {
    if (everywhere.isEmpty() || !hasDn()) {
      return this;
    }
    Map<Operation, Level> more = new EnumMap<>(Operation.class);
    more.putAll(levels);
    everywhere.forEach(operation -> more.put(operation, Level.ALL));
    return new Identity(userDn, dns, vos, fqans, roles, Map.copyOf(more), owner, proof, isRoot);
  }

  public boolean isAnonymous() {
    return proof instanceof Proof.Nothing;
  }

  /** The VO of what it submits. */
  public String vo() {
    return vos.isEmpty() ? "" : vos.getFirst();
  }

  /** 16 hexadecimal digits that name its delegated credential. */
  public String delegationId() {
    return owner.delegationId();
  }

  /**
   * How it was told: {@code certificate}, {@code oauth2}, {@code open}, {@code unauthenticated}.
   */
  public String method() {
    return proof.method();
  }

  /** How far {@code operation} reaches for this caller; empty when it is denied. */
  public Optional<Level> level(Operation operation) {
    return isRoot ? Optional.of(Level.ALL) : Optional.ofNullable(levels.get(operation));
  }

  /** Whether it may do {@code operation} to what {@code ownerDn} of {@code ownerVo} owns. */
  public boolean may(Operation operation, String ownerDn, String ownerVo) {
    return level(operation)
        .map(level ->
            switch (level) {
              case ALL -> true;
              case VO -> vos.contains(ownerVo) || owns(ownerDn, ownerVo);
              case OWN -> owns(ownerDn, ownerVo);
            })
        .orElse(false);
  }

  /** A DN is one person everywhere; a token's subject only among those of its VO. */
  private boolean owns(String ownerDn, String ownerVo) {
    return userDn.equals(ownerDn) && (!(proof instanceof Proof.Token) || vos.contains(ownerVo));
  }
}
