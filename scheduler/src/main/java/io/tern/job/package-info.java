/** What a job, a transfer and an attempt are, and how their states follow from each other. */
@NullMarked
package io.tern.job;

import org.jspecify.annotations.NullMarked;
