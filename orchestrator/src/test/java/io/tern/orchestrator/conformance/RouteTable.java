package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Need.ADMIN;
import static io.tern.orchestrator.conformance.Need.CERTIFICATE;
import static io.tern.orchestrator.conformance.Need.CONFIG;
import static io.tern.orchestrator.conformance.Need.DATAMANAGEMENT;
import static io.tern.orchestrator.conformance.Need.NOTHING;
import static io.tern.orchestrator.conformance.Need.OWN;
import static io.tern.orchestrator.conformance.Need.ROOT;
import static io.tern.orchestrator.conformance.Need.TRANSFER;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rows of section 1.2 that are served. */
final class RouteTable {

  /**
   * A path and its methods.
   *
   * @param path {@code JOB} stands for the id of a job of Alice's, {@code FILE} for that of a file
   */
  record Row(String path, Need need, Set<String> methods) {
    Set<String> allowed() {
      Set<String> allowed = new TreeSet<>(methods);
      if (methods.contains("GET")) {
        allowed.add("HEAD");
      }
      allowed.add("OPTIONS");
      return allowed;
    }
  }

  static final List<Row> ROWS =
      List.of(
          row("/", NOTHING, "GET"),
          row("/whoami", NOTHING, "GET"),
          row("/whoami/certificate", CERTIFICATE, "GET"),
          row("/jobs", TRANSFER, "GET", "POST", "PUT"),
          row("/jobs/", TRANSFER, "GET", "POST", "PUT"),
          row("/jobs/JOB", OWN, "GET", "POST", "DELETE"),
          row("/jobs/JOB,JOB", OWN, "GET", "POST", "DELETE"),
          row("/jobs/JOB/files", OWN, "GET"),
          row("/jobs/JOB/files/FILE", OWN, "DELETE"),
          row("/jobs/JOB/files/FILE,FILE", OWN, "DELETE"),
          row("/jobs/JOB/files/FILE/retries", OWN, "GET"),
          row("/jobs/JOB/dm", OWN, "GET"),
          row("/jobs/JOB/job_state", OWN, "GET"),
          row("/files", TRANSFER, "GET"),
          row("/files/", TRANSFER, "GET"),
          row("/archive", NOTHING, "GET"),
          row("/archive/", NOTHING, "GET"),
          row("/archive/JOB", TRANSFER, "GET"),
          row("/archive/JOB/job_state", TRANSFER, "GET"),
          row("/api-docs/schema/submit", NOTHING, "GET"),
          row("/dm/list", DATAMANAGEMENT, "GET"),
          row("/dm/stat", DATAMANAGEMENT, "GET"),
          row("/dm/mkdir", DATAMANAGEMENT, "POST"),
          row("/dm/unlink", DATAMANAGEMENT, "POST"),
          row("/dm/rmdir", DATAMANAGEMENT, "POST"),
          row("/dm/rename", DATAMANAGEMENT, "POST"),
          row("/autocomplete/dn", CONFIG, "GET"),
          row("/autocomplete/source", CONFIG, "GET"),
          row("/autocomplete/destination", CONFIG, "GET"),
          row("/autocomplete/storage", CONFIG, "GET"),
          row("/autocomplete/vo", CONFIG, "GET"),
          row("/status/hosts", CONFIG, "GET"),
          row("/config", CONFIG, "GET"),
          row("/config/drain", CONFIG, "POST"),
          row("/config/audit", CONFIG, "GET"),
          row("/optimizer", NOTHING, "GET"),
          row("/optimizer/evolution", TRANSFER, "GET"),
          row("/optimizer/current", TRANSFER, "GET", "POST"),
          row("/config/global", CONFIG, "GET", "POST", "DELETE"),
          row("/config/links", CONFIG, "GET", "POST"),
          row("/config/links/x", CONFIG, "GET", "DELETE"),
          row("/config/shares", CONFIG, "GET", "POST", "DELETE"),
          row("/config/se", CONFIG, "GET", "POST", "DELETE"),
          row("/config/authorize", CONFIG, "GET", "POST", "DELETE"),
          row("/config/activity_shares", CONFIG, "GET", "POST"),
          row("/config/activity_shares/x", CONFIG, "GET", "DELETE"),
          row("/config/cloud_storage", CONFIG, "GET", "POST"),
          row("/config/cloud_storage/x", CONFIG, "GET", "POST", "DELETE"),
          row("/config/cloud_storage/x/y", CONFIG, "DELETE"),
          row("/config/token_providers", ADMIN, "GET", "POST"),
          row("/config/token_providers/x", ADMIN, "DELETE"),
          row("/ban/se", CONFIG, "POST", "GET", "DELETE"),
          row("/ban/dn", CONFIG, "POST", "GET", "DELETE"),
          row("/jobs/all", ROOT, "DELETE"),
          row("/jobs/vo/nobodys", ROOT, "DELETE"),
          row("/admin/force-start", ADMIN, "POST"),
          row("/admin/hold", ADMIN, "POST"));

  private RouteTable() {}

  private static Row row(String path, Need need, String... methods) {
    return new Row(path, need, Set.of(methods));
  }
}
