/**
 * Replacements for a developer's machine: a Kafka broker ({@link dev.headwater.dev.EmbeddedBroker})
 * and a schema registry ({@link dev.headwater.dev.DevRegistry}) in this process, on 127.0.0.1,
 * without access control. They are never part of a deployment.
 *
 * <p>Threading: every public class of this package may be used from any thread. A start method
 * returns when the server serves, and a close method returns when it has stopped.
 */
package dev.headwater.dev;
