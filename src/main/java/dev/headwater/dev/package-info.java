/**
 * What a developer's machine stands in for: a Kafka broker ({@link
 * dev.headwater.dev.EmbeddedBroker}) and a schema registry ({@link dev.headwater.dev.DevRegistry})
 * in this process, on 127.0.0.1, without access control. Never part of a deployment.
 *
 * <p>Threading: every public class here may be used from any thread; start returns when the server
 * serves, and close when it has stopped.
 */
package dev.headwater.dev;
