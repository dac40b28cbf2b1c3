/** Tape behind a WebDAV door, by the WLCG Tape REST API: files in batches, never one by one. */
@NullMarked
package io.tern.storage.tape;

import org.jspecify.annotations.NullMarked;
