/** Takes events and OpenLineage events in, and answers when Kafka has confirmed them. */
package dev.headwater.http.ingest;
