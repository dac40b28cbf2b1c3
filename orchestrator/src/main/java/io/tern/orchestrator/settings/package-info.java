/** The settings on their topic: their wire form, and each node's copy of what holds. */
@NullMarked
package io.tern.orchestrator.settings;

import org.jspecify.annotations.NullMarked;
