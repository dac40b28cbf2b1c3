/** What users leave here to act for them: sealed on a topic, opened where it is used. */
@NullMarked
package io.tern.orchestrator.credential;

import org.jspecify.annotations.NullMarked;
