/** Who may do what: every route for every kind of caller and every kind of proof. */
@NullMarked
package io.tern.orchestrator.api.authorisation;

import org.jspecify.annotations.NullMarked;
