/** What a policy sees and does, and the policies that run the service's own classes. */
@NullMarked
package io.tern.loadtest.scheduling.policy;

import org.jspecify.annotations.NullMarked;
