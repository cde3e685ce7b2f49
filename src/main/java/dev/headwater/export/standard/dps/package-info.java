/** The metadata of OASIS Data Provenance Standards. */
package dev.headwater.export.standard.dps;
