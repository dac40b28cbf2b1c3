package io.tern.schedule;

import io.tern.job.Share;

/**
 * How a share stands over all links.
 *
 * @param named whether an operator gave it, and not only its VO or its activity, a weight
 * @param waiting transfers of it that have no places
 * @param running transfers of it that have places
 */
public record ShareStanding(Share share, boolean named, double weight, int waiting, int running) {}
