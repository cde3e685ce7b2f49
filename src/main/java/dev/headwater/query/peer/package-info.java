/**
 * Which instance has a partition, and how questions reach it: here, or over HTTP. While an owner is
 * away, a standby copy answers, and says so.
 */
package dev.headwater.query.peer;
