package io.tern.loadtest.scheduling.policy;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.share.Weights;
import java.util.List;

/**
 * What a policy knows from the start: its own configuration.
 *
 * @param links by their index
 * @param shares by their index
 */
public record Setting(List<Link> links, List<Share> shares, Weights weights) {}
