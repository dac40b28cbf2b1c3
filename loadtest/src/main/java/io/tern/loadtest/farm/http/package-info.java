/** The farm's storages and its control on the wire. */
@NullMarked
package io.tern.loadtest.farm.http;

import org.jspecify.annotations.NullMarked;
