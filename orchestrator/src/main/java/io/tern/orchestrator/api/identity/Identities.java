package io.tern.orchestrator.api.identity;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How callers are told apart. */
public sealed interface Identities {

  /** The caller of {@code request}; {@link Identity#ANONYMOUS} when it shows nothing. */
  Identity of(HttpServerRequest request);

  /** Every caller is one local principal with all rights; only for loopback. */
  record Open(Identity everybody) implements Identities {
    public Open(String dn, String vo) {
      this(Identity.of(dn, List.of(vo), List.of(), "open", true));
    }

    @Override
    public Identity of(HttpServerRequest request) {
      return everybody;
    }
  }

  /**
   * Callers are whom they say they are, in {@code X-Test-DN}, {@code X-Test-FQANS} (comma
   * separated) and {@code X-Test-Root}. Only for test suites.
   */
  record TrustedHeaders() implements Identities {
    @Override
    public Identity of(HttpServerRequest request) {
      String dn = request.getHeader("X-Test-DN");
      if (dn == null || dn.isBlank()) {
        return Identity.ANONYMOUS;
      }
      List<String> fqans = fqans(request);
      List<String> vos = Fqans.vos(fqans);
      return Identity.of(
          dn,
          vos.isEmpty() ? List.of(Fqans.voOfDn(dn)) : vos,
          fqans,
          "certificate",
          isYes(request.getHeader("X-Test-Root")));
    }

    private static List<String> fqans(HttpServerRequest request) {
      String listed = request.getHeader("X-Test-FQANS");
      return Stream.of(listed == null ? new String[0] : listed.split(","))
          .map(String::strip)
          .filter(fqan -> !fqan.isEmpty())
          .toList();
    }

    private static boolean isYes(@Nullable String text) {
      return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
    }
  }
}
