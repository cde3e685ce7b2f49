package dev.headwater.bench.scale;

/**
 * Something that can run out.
 *
 * @param what it is
 * @param load the part of it that is used; above 1 it is not enough
 * @param grows whether a larger cluster has more of it
 * @param detail what is used, in words
 */
public record Limit(String what, double load, boolean grows, String detail) {}
