package io.tern.orchestrator.view;

/**
 * The journal that a store is made from. A store of another origin says nothing about this one.
 *
 * @param clusterId of the Kafka cluster
 * @param topicId of the journal; a topic made anew has another
 * @param format level of the records
 */
public record Origin(String clusterId, String topicId, int format) {}
