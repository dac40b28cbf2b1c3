package io.tern.orchestrator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks as the operator does. */
record Operator(Client client) {

  Reply get(String target) {
    return client.send(Call.get(target).as(Who.ROOT));
  }

  Reply post(String target, String json) {
    return client.send(Call.post(target, json).as(Who.ROOT));
  }

  /** Posts what must be refused as bad, in so many words. */
  void isRefused(String target, String json, String message) {
    Reply reply = post(target, json);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo(message);
  }

  Reply delete(String target) {
    return client.send(Call.delete(target).as(Who.ROOT));
  }
}
