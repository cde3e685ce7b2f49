/**
 * Runs the stream: its folder, its configuration, its changelogs, its standby copies, and which
 * partitions this instance has.
 */
package dev.headwater.app.stream;
