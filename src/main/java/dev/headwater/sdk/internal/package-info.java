/**
 * The way of an emitted event to Kafka. An {@link dev.headwater.sdk.internal.Outbox} holds the
 * event, and one {@link dev.headwater.sdk.internal.Sender} thread passes it to a {@link
 * dev.headwater.sdk.internal.Transport}. An event is settled when it is delivered, failed or
 * dropped. Not part of the API.
 */
package dev.headwater.sdk.internal;
