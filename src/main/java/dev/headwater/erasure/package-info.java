/**
 * Erases texts and ids of people from the topics, where they stand for ever otherwise. What
 * lineage, gate and alerts depend on stays: assets, edges, times, and that something is on record.
 */
package dev.headwater.erasure;
