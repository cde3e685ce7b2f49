/**
 * Packages for the test {@code PlantedFaultsTest}: every class breaks one rule, to show that the
 * rules detect it. Nothing here is run.
 */
package dev.headwater.architecture.planted;
