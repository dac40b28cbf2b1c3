/** How the bytes of many copies share storages and links, in virtual time. */
@NullMarked
package io.tern.loadtest.scheduling.flow;

import org.jspecify.annotations.NullMarked;
