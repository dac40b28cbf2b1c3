package io.tern.orchestrator.conformance;

/** Asks as the operator does. */
record Operator(Client client) {

  Reply get(String target) {
    return client.send(Call.get(target).as(Who.ROOT));
  }

  Reply post(String target, String json) {
    return client.send(Call.post(target, json).as(Who.ROOT));
  }

  Reply delete(String target) {
    return client.send(Call.delete(target).as(Who.ROOT));
  }
}
