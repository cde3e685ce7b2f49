/** Croissant, in JSON-LD. */
package dev.headwater.export.standard.croissant;
