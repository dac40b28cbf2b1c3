/**
 * X.509 as the grid uses it: chains with proxies, VOMS attributes, and our own host certificate.
 */
@NullMarked
package io.tern.orchestrator.security.certificate;

import org.jspecify.annotations.NullMarked;
