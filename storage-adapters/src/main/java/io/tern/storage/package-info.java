/**
 * The storage port: what Tern asks of a storage. Adapters live in sub-packages and never know one
 * another; whoever speaks to storages knows only this package.
 */
@NullMarked
package io.tern.storage;

import org.jspecify.annotations.NullMarked;
