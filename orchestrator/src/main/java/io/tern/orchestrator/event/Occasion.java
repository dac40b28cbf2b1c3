package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Start;
import java.io.IOException;

/** For what a storage is opened. */
public sealed interface Occasion {
  void write(JsonGenerator out) throws IOException;

  /** A copy. */
  record Attempt(String agent, Start start) implements Occasion {
    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStringField("job_id", Ids.uuid(start.getJobId()).toString());
      out.writeNumberField("file_id", start.getTransfer());
      out.writeNumberField("attempt", start.getAttempt());
      out.writeStringField("agent", agent);
    }
  }

  /**
   * A request on namespaces, which belongs to no job.
   *
   * @param node that served it
   * @param name such as {@code unlink}
   * @param by the DN or subject of who sent it
   */
  record Request(String node, String name, String by) implements Occasion {
    @Override
    public void write(JsonGenerator out) throws IOException {
      out.writeStringField("request", name);
      out.writeStringField("by", by);
      out.writeStringField("node", node);
    }
  }
}
