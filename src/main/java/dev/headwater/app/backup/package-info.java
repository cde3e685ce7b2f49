/** Backup of the topics that cannot be derived into files, and restore from these files. */
package dev.headwater.app.backup;
