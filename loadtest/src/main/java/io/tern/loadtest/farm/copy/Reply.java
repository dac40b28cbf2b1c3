package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.dialect.Refusal;

/** The answer to one COPY, as far as the course of a copy needs to know HTTP. */
public interface Reply {
  /** Answers at once; nothing was started. */
  void refuse(Refusal refusal);

  /** Sends {@code text} as part of the body, behind status 2xx if it is the first. */
  void write(String text);

  /** Sends {@code text}, which may be empty, and ends the body. */
  void end(String text);

  /** Closes the connection in the middle of the answer. */
  void reset();

  /** Runs {@code action} if the client goes away before the answer has ended. */
  void onGone(Runnable action);
}
