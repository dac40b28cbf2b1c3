package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.FileName;
import org.jspecify.annotations.Nullable;

/** The body of a PROPFIND answer (RFC 4918). */
final class Multistatus {
  private static final long DIRECTORY_SIZE = 4096;
  private static final String COLLECTION = "<D:resourcetype><D:collection/></D:resourcetype>";

  private final StringBuilder xml =
      new StringBuilder(
          "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\">\n");

  /**
   * @param content of a file, null for a directory
   */
  void add(FileName name, @Nullable Content content) {
    boolean directory = content == null;
    long size = content == null ? DIRECTORY_SIZE : content.size();
    xml.append("<D:response><D:href>")
        .append(escaped(name.path()))
        .append(directory && !name.isRoot() ? "/" : "")
        .append("</D:href><D:propstat><D:prop><D:getcontentlength>")
        .append(size)
        .append("</D:getcontentlength><D:iscollection>")
        .append(directory ? 1 : 0)
        .append("</D:iscollection>")
        .append(directory ? COLLECTION : "<D:resourcetype/>")
        .append("</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  String xml() {
    return xml + "</D:multistatus>\n";
  }
}
