package dev.headwater.app.topics;

/**
 * How the topics of an installation are partitioned.
 *
 * @param partitions of the graph topic: as many tasks own assets
 * @param eventPartitions of the events topic: the same number, or fewer while this generation
 *     follows another one
 * @param openLineagePartitions of the OpenLineage topic, which may be any number
 * @param follows whether this generation follows another one, which is in charge
 */
public record Layout(
    int partitions, int eventPartitions, int openLineagePartitions, boolean follows) {}
