package dev.headwater.importer;

import java.time.Instant;

/**
 * A file that a tool left behind.
 *
 * @param name of the file, for errors and notes
 * @param content its bytes; they are not copied, and must not change
 * @param time when it was last changed. It is the time of the events, unless the record states one
 */
public record RecordFile(String name, byte[] content, Instant time) {}
