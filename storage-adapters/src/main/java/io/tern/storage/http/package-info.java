/** Requests over HTTP as storages need them: addresses that were checked, redirects by hand. */
@NullMarked
package io.tern.storage.http;

import org.jspecify.annotations.NullMarked;
