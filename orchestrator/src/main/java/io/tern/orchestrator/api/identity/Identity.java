package io.tern.orchestrator.api.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The principal of a request.
 *
 * @param vos the first one is the VO of what it submits
 * @param levels granted operations; an absent one is denied
 * @param delegationId 16 hexadecimal digits that name its delegated credential
 * @param method how it was told: {@code certificate}, {@code oauth2}, {@code open} or {@code
 *     unauthenticated}
 */
public record Identity(
    String userDn,
    List<String> dns,
    List<String> vos,
    List<String> fqans,
    List<String> roles,
    Map<Operation, Level> levels,
    String delegationId,
    String method,
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
          "",
          "unauthenticated",
          false);

  /** What everybody who is known may do: FTS's shipped {@code Public} role. */
  private static final Map<Operation, Level> PUBLIC =
      Map.of(Operation.TRANSFER, Level.VO, Operation.DATAMANAGEMENT, Level.ALL);

  /** A known caller with the public grants, or with all of them when it is root. */
  public static Identity of(
      String dn, List<String> vos, List<String> fqans, String method, boolean root) {
    return new Identity(
        dn,
        List.of(dn),
        List.copyOf(vos),
        List.copyOf(fqans),
        Fqans.roles(fqans),
        root ? Map.of() : PUBLIC,
        delegationId(dn, fqans),
        method,
        root);
  }

  public boolean isAnonymous() {
    return this == ANONYMOUS;
  }

  /** The VO of what it submits. */
  public String vo() {
    return vos.isEmpty() ? "" : vos.getFirst();
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
              case VO -> vos.contains(ownerVo) || userDn.equals(ownerDn);
              case OWN -> userDn.equals(ownerDn);
            })
        .orElse(false);
  }

  /** The first 16 hexadecimal digits of SHA-1 over the DN followed by all FQANs. */
  private static String delegationId(String dn, List<String> fqans) {
    byte[] text = (dn + String.join("", fqans)).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(NameUuid.sha1(text), 0, 8);
  }
}
