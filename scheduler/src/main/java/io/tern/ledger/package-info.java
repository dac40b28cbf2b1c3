/**
 * All unfinished jobs and transfers: decisions come out as records, and only records change it.
 * Pure and single-threaded: time comes in with each input, nothing is read or written outside.
 */
@NullMarked
package io.tern.ledger;

import org.jspecify.annotations.NullMarked;
