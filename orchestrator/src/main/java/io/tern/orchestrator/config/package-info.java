/**
 * What an operator may set: one record per concern, read once from one file and the command line.
 */
@NullMarked
package io.tern.orchestrator.config;

import org.jspecify.annotations.NullMarked;
