package io.tern.orchestrator.api.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tern.orchestrator.api.exchange.PercentDecoder;
import io.tern.orchestrator.api.exchange.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns the pieces of a body into JSON tokens, within limits. */
final class TokenFeed implements Form.Feed {
  /** Names are kept until their object ends, to tell those that come twice. */
  private static final int MEMBERS = 1_000;

  private static final int NAME = 1_024;

  private final Limits limits;
  private final int[] members;
  private int depth;
  private final Envelope envelope;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final @Nullable PercentDecoder decoder;
  private long bytes;

  TokenFeed(JsonFactory json, Limits limits, @Nullable PercentDecoder decoder, Envelope envelope)
      throws IOException {
    this.limits = limits;
    this.envelope = envelope;
    this.members = new int[limits.depth() + 2];
    this.decoder = decoder;
    this.parser = json.createNonBlockingByteArrayParser();
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /** The factory for all feeds of the same limits. */
  static JsonFactory factory(Limits limits) {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.string())
                .maxNameLength(NAME)
                .build())
        .build();
  }

  @Override
  public void feed(byte[] piece) {
    bytes += piece.length;
    refuseOver(limits, bytes);
    byte[] plain = decoder == null ? piece : decoder.decode(piece);
    try {
      feeder.feedInput(plain, 0, plain.length);
      takeTokens();
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /** Whether what came so far ends between values of so many enclosing structures. */
  boolean isBetween(int open) {
    return depth == open;
  }

  @Override
  public void end() {
    feeder.endOfInput();
    try {
      takeTokens();
    } catch (IOException e) {
      throw refusal(e);
    }
    envelope.checkComplete();
  }

  private void takeTokens() throws IOException {
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.NOT_AVAILABLE) {
      refuseManyMembers(token);
      refuseLongText(token);
      takeToken(token);
      token = parser.nextToken();
    }
  }

  private void takeToken(JsonToken token) throws IOException {
    try {
      envelope.take(token, parser);
    } catch (Refusal e) {
      throw e.at(parser.getParsingContext().pathAsPointer().toString());
    }
  }

  private void refuseManyMembers(JsonToken token) {
    if (token.isStructStart()) {
      members[++depth] = 0;
    } else if (token.isStructEnd()) {
      depth--;
    } else if (token == JsonToken.FIELD_NAME && ++members[depth] > MEMBERS) {
      throw Refusal.badRequest("an object has over " + MEMBERS + " members (limit)");
    }
  }

  /** The parser itself looks at the length of some texts only, by how they come in pieces. */
  private void refuseLongText(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING && parser.getTextLength() > limits.string()) {
      throw Refusal.badRequest(
          "Badly formatted JSON request: String value length (%d) exceeds the maximum allowed (%d)"
              .formatted(parser.getTextLength(), limits.string()));
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new IllegalStateException("a parser of bytes in memory does no I/O", e);
    }
  }

  static void refuseOver(Limits limits, long bytes) {
    if (bytes > limits.body()) {
      throw new Refusal(413, "body: over " + limits.body() + " bytes (limit of a submission)");
    }
  }

  private static Refusal refusal(IOException e) {
    return switch (e) {
      case StreamConstraintsException limit ->
          Refusal.badRequest("Badly formatted JSON request: " + limit.getOriginalMessage());
      case JsonProcessingException broken ->
          Refusal.badRequest("Badly formatted JSON request: " + detail(broken));
      default -> throw new IllegalStateException("a parser of bytes in memory does no I/O", e);
    };
  }

  private static String detail(JsonProcessingException e) {
    return e.getOriginalMessage() + " at byte " + e.getLocation().getByteOffset();
  }
}
