/** Run events of OpenLineage. */
package dev.headwater.export.standard.openlineage;
