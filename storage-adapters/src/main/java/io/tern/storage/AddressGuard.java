package io.tern.storage;

import java.net.InetAddress;

/**
 * Whether Tern may connect to an address that a storage's name resolved to. Asked for every
 * connection, redirects included; the connection goes to the very address that was checked.
 */
@FunctionalInterface
public interface AddressGuard {
  /** For tests, the demo, and wherever the operator opened it explicitly. */
  AddressGuard OPEN = (host, port, address) -> true;

  boolean allows(String host, int port, InetAddress address);
}
