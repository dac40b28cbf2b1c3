package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.OwnerId;
import java.util.List;
import java.util.stream.Stream;

/** VOMS attributes such as {@code /cms/Role=production/Capability=NULL}, taken apart. */
final class Fqans {
  private Fqans() {}

  /** The VOs, in order, each once. */
  static List<String> vos(List<String> fqans) {
    return fqans.stream().map(Fqans::vo).filter(vo -> !vo.isEmpty()).distinct().toList();
  }

  static List<String> roles(List<String> fqans) {
    return fqans.stream()
        .flatMap(fqan -> Stream.of(fqan.split("/")))
        .filter(part -> part.startsWith("Role="))
        .map(part -> part.substring("Role=".length()))
        .filter(role -> !role.equals("NULL"))
        .distinct()
        .toList();
  }

  /**
   * The VO of a caller without attributes, its alone: {@code name@domain} of its DN, as FTS makes
   * it, and 16 digits that stand for the whole DN, since others may be called the same there.
   */
  static String voOfDn(String dn) {
    return nameAtDomain(dn) + "-" + OwnerId.of(dn, List.of()).delegationId();
  }

  private static String nameAtDomain(String dn) {
    String name = "";
    StringBuilder domain = new StringBuilder();
    for (String part : dn.split("/")) {
      if (part.startsWith("CN=") && name.isEmpty()) {
        name = part.substring(3).replace(" ", "");
      } else if (part.startsWith("DC=")) {
        domain.insert(0, domain.isEmpty() ? "" : ".").insert(0, part.substring(3));
      }
    }
    return name + "@" + domain;
  }

  private static String vo(String fqan) {
    int from = fqan.startsWith("/") ? 1 : 0;
    int to = fqan.indexOf('/', from);
    return to < 0 ? fqan.substring(from) : fqan.substring(from, to);
  }
}
