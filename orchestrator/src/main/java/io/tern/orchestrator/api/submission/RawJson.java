package io.tern.orchestrator.api.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A JSON object of the user's, kept as compact text while its tokens pass by. */
final class RawJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final JsonGenerator out;
  private final int limit;
  private final String omitted;
  private int omittedDepth = -1;

  /**
   * @param limit most bytes of its text
   * @param omitted a member that is left out, empty for none
   */
  RawJson(int limit, String omitted) throws IOException {
    this.limit = limit;
    this.omitted = omitted;
    this.out = JSON.createGenerator(bytes);
  }

  /** The object {@code {"label": text}} that a text stands for. */
  static ByteString label(String text, int limit) throws IOException {
    RawJson json = new RawJson(limit, "");
    json.out.writeStartObject();
    json.out.writeStringField("label", text);
    json.out.writeEndObject();
    json.refuseOversize();
    return json.text();
  }

  /** Takes the parser's current token; true when it was the object's last. */
  boolean take(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (omittedDepth >= 0) {
      passOmitted(token);
    } else if (token == JsonToken.FIELD_NAME && isMember() && isOmitted(parser)) {
      omittedDepth = 0;
    } else {
      out.copyCurrentEventExact(parser);
      refuseOversize();
    }
    return token == JsonToken.END_OBJECT && out.getOutputContext().inRoot();
  }

  private boolean isMember() {
    return out.getOutputContext().getParent().inRoot();
  }

  private boolean isOmitted(JsonParser parser) throws IOException {
    return parser.currentName().equals(omitted);
  }

  private void passOmitted(JsonToken token) {
    if (token.isStructStart()) {
      omittedDepth++;
    } else if (token.isStructEnd()) {
      omittedDepth--;
    }
    if (omittedDepth == 0) {
      omittedDepth = -1;
    }
  }

  ByteString text() throws IOException {
    out.close();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private void refuseOversize() {
    if (bytes.size() + out.getOutputBuffered() > limit) {
      throw Refusal.badRequest("Job Submission Refused, metadata exceeds size limit of " + limit);
    }
  }
}
