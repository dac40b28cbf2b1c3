/** Bearer tokens: issuers and their keys, and what a token says once it is believed. */
@NullMarked
package io.tern.orchestrator.security.token;

import org.jspecify.annotations.NullMarked;
