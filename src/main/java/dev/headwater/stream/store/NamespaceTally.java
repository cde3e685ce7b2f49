package dev.headwater.stream.store;

/** How many assets of each sort a namespace has in the partition. */
public record NamespaceTally(String namespace, AssetTally assets) {}
