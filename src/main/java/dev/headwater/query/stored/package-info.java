/**
 * Answers questions from the rows of the state store, for the present and for a moment in the past.
 * Reads only; the owner of a partition and a standby copy share it.
 */
package dev.headwater.query.stored;
