/** Whom a service believes in a run: an authority, a VOMS server, an issuer of tokens. */
@NullMarked
package io.tern.loadtest.identity;

import org.jspecify.annotations.NullMarked;
