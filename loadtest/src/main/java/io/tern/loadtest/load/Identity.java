package io.tern.loadtest.load;

import java.util.Map;

/**
 * Whom a submission comes from, in the trusted-header mode; empty for the open mode.
 *
 * @param dn the distinguished name
 * @param fqans VOMS attributes, separated by commas
 */
public record Identity(String dn, String fqans) {
  public static final Identity NONE = new Identity("", "");

  /** Somebody who belongs to {@code vo}. */
  public static Identity ofVo(String vo) {
    return new Identity("/DC=org/DC=example/CN=loadtest " + vo, "/" + vo + "/Role=NULL");
  }

  public Map<String, String> headers() {
    return dn.isEmpty() ? Map.of() : Map.of("X-Test-DN", dn, "X-Test-FQANS", fqans);
  }
}
