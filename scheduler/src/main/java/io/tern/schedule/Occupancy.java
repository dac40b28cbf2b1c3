package io.tern.schedule;

import io.tern.limit.Places;

/**
 * The places of one limit.
 *
 * @param used taken by what runs; may lie above the ceiling after that has sunk
 * @param reserved kept free for a transfer that still lacks a place at its source
 */
public record Occupancy(int used, int reserved, int ceiling) {
  static Occupancy of(Places places) {
    return new Occupancy(places.used(), places.reserved(), places.ceiling());
  }
}
