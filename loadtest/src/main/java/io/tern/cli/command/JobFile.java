package io.tern.cli.command;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jobs in a file, as the clients of FTS and Rucio write them. */
final class JobFile {
  private JobFile() {}

  /**
   * One job, an array of them, or one after another.
   *
   * @param file - for standard input
   */
  static List<JsonNode> read(Path file) {
    List<JsonNode> jobs = new ArrayList<>();
    try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
        var values = Server.JSON.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
      while (values.hasNextValue()) {
        add(jobs, values.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new Trouble(Exit.USAGE, file + ": no JSON" + where(e));
    } catch (IOException e) {
      throw new Trouble(Exit.USAGE, "job file: " + file + " (cannot be read)");
    }
    if (jobs.isEmpty()) {
      throw new Trouble(Exit.USAGE, file + ": no job in it (expected: JSON)");
    }
    return jobs;
  }

  private static String where(JsonProcessingException bad) {
    JsonLocation at = bad.getLocation();
    String line = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
    return line + ": " + bad.getOriginalMessage();
  }

  private static void add(List<JsonNode> jobs, JsonNode value) {
    if (value.isArray()) {
      value.forEach(job -> add(jobs, job));
    } else {
      jobs.add(known(value));
    }
  }

  /** FTS's command line reads {@code Files} too; its server, and ours, does not. */
  private static JsonNode known(JsonNode job) {
    if (job instanceof ObjectNode fields && fields.has("Files") && !fields.has("files")) {
      fields.set("files", fields.remove("Files"));
    }
    return job;
  }
}
