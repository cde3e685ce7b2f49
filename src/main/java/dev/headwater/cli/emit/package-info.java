/** Commands that send events, to a server or straight to Kafka. */
package dev.headwater.cli.emit;
