package io.tern.storage.webdav;

import io.tern.storage.Stat;
import io.tern.storage.http.HttpDate;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the answer to a PROPFIND (RFC 4918, 207) as a stream, by local names: servers differ in
 * prefixes. Document types and external entities are off.
 */
final class Multistatus {
  static final String QUESTION =
      "<?xml version=\"1.0\"?><D:propfind xmlns:D=\"DAV:\"><D:prop><D:resourcetype/>"
          + "<D:getcontentlength/><D:getlastmodified/></D:prop></D:propfind>";

  /**
   * @param path of the {@code href} as it stood, without scheme and host
   */
  record Resource(String path, Stat stat) {}

  private static final XMLInputFactory FACTORY = factory();

  private final List<Resource> resources = new ArrayList<>();
  private String href = "";
  private boolean directory;
  private long size;
  private long modifiedMs;

  private Multistatus() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * @throws IllegalArgumentException if it is no such answer
   */
  static List<Resource> parse(String xml) {
    try {
      return new Multistatus().read(FACTORY.createXMLStreamReader(new StringReader(xml)));
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("PROPFIND: the answer is no multistatus document", e);
    }
  }

  private List<Resource> read(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        begin(xml.getLocalName(), xml);
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("response")) {
        resources.add(new Resource(path(href), stat()));
      }
    }
    return resources;
  }

  private Stat stat() {
    return new Stat(directory ? 0 : size, directory, modifiedMs, Optional.empty());
  }

  private void begin(String name, XMLStreamReader xml) throws XMLStreamException {
    switch (name) {
      case "response" -> {
        href = "";
        directory = false;
        size = 0;
        modifiedMs = 0;
      }
      case "href" -> href = xml.getElementText().strip();
      case "collection" -> directory = true;
      case "iscollection" -> directory |= xml.getElementText().strip().equals("1");
      case "getcontentlength" -> size = number(xml.getElementText());
      case "getlastmodified" -> modifiedMs = HttpDate.millis(xml.getElementText());
      default -> {}
    }
  }

  private static String path(String href) {
    int scheme = href.indexOf("://");
    int path = scheme < 0 ? 0 : href.indexOf('/', scheme + 3);
    return path < 0 ? "/" : href.substring(path);
  }

  private static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
