/**
 * Erasure: rewrites the topics without what is to be forgotten. A run that was interrupted goes on
 * where it stopped.
 */
package dev.headwater.app.erase;
