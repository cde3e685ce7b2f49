/**
 * Backup of what cannot be derived, into files, and its restore into another Kafka.
 *
 * <p>Headwater derives lineage, assets and alerts from the events. A backup therefore holds five
 * topics only ({@link dev.headwater.backup.Part}), and the schemas that their records name. The
 * restored instance builds everything else anew.
 *
 * <ol>
 *   <li>A backup is a folder. {@code manifest.json} lists the files, with the SHA-256 of each, and
 *       the offsets that they cover. It is replaced in one step, after all files are on disk. So it
 *       always describes a whole backup, also if the next run is interrupted.
 *   <li>A file is an Avro container of records of one partition, with their keys, values, headers,
 *       offsets and timestamps as they are ({@code schemas/BackupRecord.avsc}).
 *   <li>The parts are read in an order that makes the whole consistent without a pause: what
 *       depends on other topics is read before them.
 *   <li>A restore writes each record into the partition that it came from, with its timestamp:
 *       grace periods and questions about the past depend on it. Ids of schemas and references to
 *       offsets are replaced by those of the new cluster. At the end, a restore reads everything
 *       back and compares.
 * </ol>
 */
package dev.headwater.backup;
