package io.tern.explain;

import io.tern.limit.Limit;
import java.util.OptionalInt;

/**
 * How many transfers a limit lets run at one moment.
 *
 * @param active transfers that run there
 * @param waiting transfers that wait for their places and need one here, whatever else they lack
 * @param places that may be taken now
 * @param floor below which no window takes it
 * @param window places that its copies have been found to need; empty where nothing holds them up
 * @param ceiling what operators allow
 * @param binds whether it is what the waiting wait for
 */
public record Bound(
    Limit limit,
    int active,
    int waiting,
    int places,
    int floor,
    OptionalInt window,
    int ceiling,
    boolean binds) {}
