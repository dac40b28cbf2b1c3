package io.tern.pilot;

import io.tern.job.Link;
import io.tern.limit.Limit;
import java.util.Optional;
import java.util.OptionalDouble;

/** How windows stand and what became of them, for whoever watches; on the pilot's thread. */
public interface Windows {
  /** Nobody has judged anything. */
  Windows NONE =
      new Windows() {
        @Override
        public long judged(Decision decision) {
          return 0;
        }

        @Override
        public Optional<Finding> finding(Limit limit) {
          return Optional.empty();
        }

        @Override
        public OptionalDouble speed(Link link) {
          return OptionalDouble.empty();
        }
      };

  /** How often windows were judged so since this pilot began. */
  long judged(Decision decision);

  /** What has been found of a limit; empty where no attempt has come by. */
  Optional<Finding> finding(Limit limit);

  /**
   * Bytes a millisecond of one copy on a link while nothing holds it up, as an average in which the
   * last copies count most, above 0; empty while it is not known.
   */
  OptionalDouble speed(Link link);
}
