/** Bills of materials: SPDX and CycloneDX. */
package dev.headwater.export.standard.bom;
