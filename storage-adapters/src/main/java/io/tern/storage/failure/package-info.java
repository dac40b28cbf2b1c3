/** What storages' answers and silences mean: the one table of failures, for all adapters. */
@NullMarked
package io.tern.storage.failure;

import org.jspecify.annotations.NullMarked;
