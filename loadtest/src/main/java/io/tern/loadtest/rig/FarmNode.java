package io.tern.loadtest.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.loadtest.audit.FarmRecord;
import io.tern.loadtest.farm.FarmOptions;
import io.tern.loadtest.farm.rule.FarmRules;
import io.tern.loadtest.load.FileUrls;
import io.tern.loadtest.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A farm in a JVM of its own. */
public final class FarmNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Child child;
  private final String base;
  private final int storages;
  private final int port;
  private final String admin;
  private final Path log;

  FarmNode(Child child, String base, int storages, int port, String admin, Path log) {
    this.child = child;
    this.base = base;
    this.storages = storages;
    this.port = port;
    this.admin = admin;
    this.log = log;
  }

  /** The addresses of its storages. */
  public List<String> hosts() {
    return new FarmOptions(storages, base, port, admin, log, FarmRules.DEFAULT).hosts();
  }

  /** URLs of files of {@code bytes} at its storages. */
  public FileUrls urls(String run, long bytes, String padding) {
    return new FileUrls.Farm(hosts(), port, run, bytes, padding);
  }

  /** What {@code GET /farm/report} says. */
  public JsonNode report() throws IOException, InterruptedException {
    return JSON.readTree(Wire.get("http://" + admin + "/farm/report"));
  }

  /** Sends {@code json} to {@code POST /farm/control}. */
  public void control(String json) throws IOException, InterruptedException {
    String unused = Wire.post("http://" + admin + "/farm/control", json);
  }

  public Path log() {
    return log;
  }

  /** The farm's record up to now. */
  public FarmRecord read() throws IOException, InterruptedException {
    JsonNode unused = report();
    return FarmRecord.read(log);
  }

  @Override
  public void close() {
    child.close();
  }
}
