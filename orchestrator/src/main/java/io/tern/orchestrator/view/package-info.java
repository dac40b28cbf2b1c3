/**
 * The read model of all jobs: a local store fed from committed steps, and the questions it answers.
 */
@NullMarked
package io.tern.orchestrator.view;

import org.jspecify.annotations.NullMarked;
