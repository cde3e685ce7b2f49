/**
 * How an emitted event gets to Kafka: {@link dev.headwater.sdk.internal.Outbox} holds it, one
 * {@link dev.headwater.sdk.internal.Sender} thread takes it from there to a {@link
 * dev.headwater.sdk.internal.Transport}. No part of the API.
 */
package dev.headwater.sdk.internal;
