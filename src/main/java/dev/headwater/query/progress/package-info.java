/**
 * How far the stream is: what was acknowledged, what is stored, and the wait until the one covers
 * the other.
 */
package dev.headwater.query.progress;
