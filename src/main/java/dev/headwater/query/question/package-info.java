/**
 * What can be asked of one partition: the questions, the answers, and {@link
 * dev.headwater.query.question.PartitionReads}, which answers them from rows.
 *
 * <p>Questions and answers travel between instances, so they are immutable values.
 */
package dev.headwater.query.question;
