package io.tern.schedule;

import io.tern.share.Cost;
import io.tern.share.Lane;
import io.tern.share.Stake;
import io.tern.share.Stand;
import io.tern.share.Turn;
import org.jspecify.annotations.Nullable;

/** The queue of one share on one link, and where it stands as long as it is not empty. */
final class Backlog {
  final int share;
  final Stake stake;
  final Way way;
  final Turn turn;

  /** Stands at the destination for a further place to keep; null while it never did, as most. */
  @Nullable Turn another;

  final Lane poolLane;

  /** What a transfer of it passes, in the order of asking: destination, source, link. */
  final Gate[] gates;

  /** Its account in the share's lane at each gate. */
  final Stand[] stands;

  /** The gate that has called it up, while it is called up. */
  @Nullable Gate offeredBy;

  /**
   * @param onLink what the share weighs at the link's own gate
   */
  Backlog(int id, int share, Stake stake, Stake onLink, Lane poolLane, Way way) {
    this.share = share;
    this.turn = new Turn(id);
    this.stake = stake;
    this.poolLane = poolLane;
    this.way = way;
    this.gates = way.gates;
    this.stands = new Stand[gates.length];
    for (int i = 0; i < gates.length; i++) {
      stands[i] = new Stand(gates[i].line.lane(gates[i] == way.own() ? onLink : stake));
    }
  }

  /** How many of it run. */
  int running;

  /** How many places its destination keeps for it. */
  int kept;

  /** What its share has been charged for those. */
  double prepaid;

  int id() {
    return turn.id();
  }

  Gate destination() {
    return gates[0];
  }

  /** Whether its destination has no room for its VO, so that it stands nowhere. */
  boolean isWithheld() {
    return destination().withholds(stake.share().vo());
  }

  Gate source() {
    return gates[1];
  }

  /** What stands at the destination for a further place to keep. */
  Turn another() {
    Turn known = another;
    if (known == null) {
      known = new Turn(id());
      another = known;
    }
    return known;
  }

  /** What a transfer of so many bytes costs the share. */
  double cost(long bytes) {
    return Cost.of(bytes, stake, way.overhead);
  }

  void charge(Gate gate, double cost) {
    Stand stand = standAt(gate);
    gate.line.charge(stand.lane(), cost);
    stand.charge(cost, way.worth);
  }

  Stand standAt(Gate gate) {
    for (int i = 0; i < gates.length; i++) {
      if (gates[i] == gate) {
        return stands[i];
      }
    }
    throw new IllegalArgumentException("gate: " + gate.limit + " (expected: one on its way)");
  }
}
