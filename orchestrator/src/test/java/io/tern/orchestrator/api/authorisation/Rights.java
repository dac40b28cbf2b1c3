package io.tern.orchestrator.api.authorisation;

import java.util.List;

/** The rights that each served route asks for. */
final class Rights {

  /**
   * One route and method.
   *
   * @param byCertificate whether a token, whatever it may do, is refused
   */
  record Row(String method, String pattern, Right right, boolean byCertificate) {
    private static Row parse(String line) {
      String[] words = line.strip().split("\\s+");
      return new Row(words[0], words[1], Right.valueOf(words[2]), words.length > 3);
    }

    String name() {
      return method + " " + pattern;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static final List<Row> ROWS =
      """
      GET    /                                   ANYBODY
      GET    /whoami                             ANYBODY
      GET    /whoami/certificate                 KNOWN      certificate
      GET    /api-docs/schema/submit             ANYBODY
      GET    /openapi.json                       ANYBODY
      GET    /optimizer                          ANYBODY
      GET    /optimizer/evolution                KNOWN
      GET    /optimizer/current                  KNOWN
      POST   /optimizer/current                  CONFIGURE

      GET    /jobs                               KNOWN
      POST   /jobs                               KNOWN
      PUT    /jobs                               KNOWN
      GET    /jobs/{id}                          VO
      POST   /jobs/{id}                          VO
      DELETE /jobs/{id}                          VO
      GET    /jobs/{id}/files                    VO
      DELETE /jobs/{id}/files/{fid}              VO
      GET    /jobs/{id}/files/{fid}/retries      VO
      GET    /jobs/{id}/dm                       VO
      GET    /jobs/{id}/{field}                  VO
      GET    /files                              KNOWN
      DELETE /jobs/all                           REIGN      certificate
      DELETE /jobs/vo/{vo}                       REIGN      certificate
      GET    /archive                            ANYBODY
      GET    /archive/{id}                       VO
      GET    /archive/{id}/{field}               VO

      GET    /api/v1/jobs                        KNOWN
      POST   /api/v1/jobs                        KNOWN
      GET    /api/v1/jobs/{id}                   VO
      PATCH  /api/v1/jobs/{id}                   VO
      DELETE /api/v1/jobs/{id}                   VO
      GET    /api/v1/jobs/{id}/estimate          VO
      GET    /api/v1/jobs/{id}/transfers         VO
      GET    /api/v1/jobs/{id}/events            VO
      GET    /api/v1/vos/{vo}/events             VO
      GET    /api/v1/archive/jobs/{id}           VO
      GET    /api/v1/transfers/{id}/explain      VO
      GET    /api/v1/links/explain               CONFIGURE
      GET    /api/v1/storages/explain            CONFIGURE

      GET    /dm/list                            KNOWN
      GET    /dm/stat                            KNOWN
      POST   /dm/mkdir                           KNOWN
      POST   /dm/unlink                          KNOWN
      POST   /dm/rmdir                           KNOWN
      POST   /dm/rename                          KNOWN

      GET    /delegation/{id}                    OWN
      DELETE /delegation/{id}                    OWN        certificate
      GET    /delegation/{id}/request            OWN        certificate
      PUT    /delegation/{id}/credential         OWN        certificate
      POST   /delegation/{id}/credential         OWN        certificate
      POST   /delegation/{id}/voms               OWN        certificate

      GET    /autocomplete/dn                    CONFIGURE
      GET    /autocomplete/vo                    CONFIGURE
      GET    /autocomplete/source                CONFIGURE
      GET    /autocomplete/destination           CONFIGURE
      GET    /autocomplete/storage               CONFIGURE
      GET    /status/hosts                       CONFIGURE  certificate
      GET    /config                             CONFIGURE
      POST   /config/drain                       CONFIGURE
      GET    /config/audit                       CONFIGURE
      GET    /config/global                      CONFIGURE
      POST   /config/global                      CONFIGURE
      DELETE /config/global                      CONFIGURE
      GET    /config/links                       CONFIGURE
      POST   /config/links                       CONFIGURE
      GET    /config/links/{name}                CONFIGURE
      DELETE /config/links/{name}                CONFIGURE
      GET    /config/shares                      CONFIGURE
      POST   /config/shares                      CONFIGURE
      DELETE /config/shares                      CONFIGURE
      GET    /config/se                          CONFIGURE
      POST   /config/se                          CONFIGURE
      DELETE /config/se                          CONFIGURE
      GET    /config/activity_shares             CONFIGURE  certificate
      POST   /config/activity_shares             CONFIGURE  certificate
      GET    /config/activity_shares/{vo}        CONFIGURE  certificate
      DELETE /config/activity_shares/{vo}        CONFIGURE  certificate
      GET    /config/authorize                   CONFIGURE  certificate
      POST   /config/authorize                   CONFIGURE  certificate
      DELETE /config/authorize                   CONFIGURE  certificate
      GET    /config/cloud_storage               CONFIGURE  certificate
      POST   /config/cloud_storage               CONFIGURE  certificate
      GET    /config/cloud_storage/{name}        CONFIGURE  certificate
      POST   /config/cloud_storage/{name}        CONFIGURE  certificate
      DELETE /config/cloud_storage/{name}        CONFIGURE  certificate
      DELETE /config/cloud_storage/{name}/{owner} CONFIGURE certificate
      GET    /config/token_providers             ADMINISTER
      POST   /config/token_providers             ADMINISTER
      DELETE /config/token_providers/{name}      ADMINISTER
      GET    /ban/se                             CONFIGURE
      POST   /ban/se                             CONFIGURE
      DELETE /ban/se                             CONFIGURE
      GET    /ban/dn                             CONFIGURE
      POST   /ban/dn                             CONFIGURE
      DELETE /ban/dn                             CONFIGURE
      POST   /admin/force-start                  ADMINISTER certificate
      POST   /admin/hold                         ADMINISTER
      """
          .lines()
          .filter(line -> !line.isBlank())
          .map(Row::parse)
          .toList();

  private Rights() {}
}
