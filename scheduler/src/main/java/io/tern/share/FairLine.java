package io.tern.share;

import io.tern.job.Urgency;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A line in weighted fair order: the share that has been charged least for its weight goes first;
 * inside a share the more urgent, then who has been served least for his worth, then who has waited
 * longest.
 *
 * <p>The order is start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996): a lane's virtual time
 * grows by cost over weight; a lane nobody stands in banks no credit, since it is lifted to the
 * line's time when it comes back.
 */
public final class FairLine {
  private static final Lane[] NO_LANES = {};

  private Lane[] lanes = NO_LANES;
  private Lane[] heap = NO_LANES;
  private int size;

  /** The virtual time at which the last one was served. */
  private double now;

  /** The lane of a share, new at its first mention. */
  public Lane lane(Stake stake) {
    for (Lane lane : lanes) {
      if (lane.stake == stake) {
        return lane;
      }
    }
    Lane lane = new Lane(this, stake);
    lanes = Arrays.copyOf(lanes, lanes.length + 1);
    lanes[lanes.length - 1] = lane;
    return lane;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Lets one stand behind those who are as urgent. */
  public void addLast(Turn turn, Lane lane, Urgency urgency) {
    arrive(lane);
    lane.addLast(turn, urgency, lane.served);
  }

  /** Lets one stand where its account puts it, behind those who have been there as long. */
  public void addLast(Turn turn, Stand stand, Urgency urgency) {
    arrive(stand.lane());
    stand.lane().addLast(turn, urgency, stand.time());
  }

  /** The same before those who have been there as long: its turn had come already. */
  public void addFirst(Turn turn, Stand stand, Urgency urgency) {
    arrive(stand.lane());
    stand.lane().addFirst(turn, urgency, stand.time());
  }

  private void arrive(Lane lane) {
    if (lane.isEmpty()) {
      lane.time = Math.max(lane.time, now);
      insert(lane);
    }
  }

  /** Takes the one whose turn it is out of the line; null if nobody is there. */
  public @Nullable Turn poll() {
    if (size == 0) {
      return null;
    }
    now = Math.max(now, heap[0].time);
    Lane lane = heap[0];
    Turn turn = lane.first();
    if (turn != null) {
      lane.served = Math.max(lane.served, turn.time);
      remove(turn);
    }
    return turn;
  }

  /** Takes one out of whatever line it stands in; does nothing if it stands in none. */
  public static void remove(Turn turn) {
    Lane lane = turn.lane;
    if (lane == null) {
      return;
    }
    lane.remove(turn);
    if (lane.isEmpty()) {
      lane.line.delete(lane);
    }
  }

  /**
   * Moves one who stands in line, and is now more or less urgent, behind those of his lane.
   *
   * @param left as {@link Turn#left}
   */
  public static void urge(Turn turn, Urgency urgency, double left) {
    Lane lane = turn.lane;
    if (lane != null && !turn.urgency.equals(urgency)) {
      lane.remove(turn);
      turn.left(left);
      lane.addLast(turn, urgency, turn.time);
    }
  }

  /**
   * Charges a share for one who got his place, whether this line served him (then right after
   * {@link #poll}) or he passed without standing.
   *
   * @param cost below 0 if too much was charged before
   */
  public void charge(Lane lane, double cost) {
    if (lane.isEmpty()) {
      lane.time = Math.max(lane.time, now);
    }
    if (isEmpty()) {
      now = Math.max(now, lane.time);
    }
    lane.time += cost / lane.stake.weight();
    if (!lane.isEmpty()) {
      siftUp(lane, lane.position);
      siftDown(lane, lane.position);
    }
  }

  private void insert(Lane lane) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size + (size >> 1) + 1);
    }
    siftUp(lane, size++);
  }

  private void delete(Lane lane) {
    Lane moved = heap[--size];
    if (moved != lane) {
      siftUp(moved, lane.position);
      siftDown(moved, moved.position);
    }
    lane.position = -1;
  }

  private void siftUp(Lane lane, int from) {
    int at = from;
    while (at > 0 && lane.time < heap[(at - 1) / 2].time) {
      put(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    put(lane, at);
  }

  private void siftDown(Lane lane, int from) {
    int at = from;
    for (int child = lesserChild(at); child < size && heap[child].time < lane.time; ) {
      put(heap[child], at);
      at = child;
      child = lesserChild(at);
    }
    put(lane, at);
  }

  private int lesserChild(int at) {
    int left = 2 * at + 1;
    int right = left + 1;
    return right < size && heap[right].time < heap[left].time ? right : left;
  }

  private void put(Lane lane, int at) {
    heap[at] = lane;
    lane.position = at;
  }
}
