/** Commands that read: lineage, gate, alerts, cards, exports and what is represented. */
package dev.headwater.cli.read;
