/**
 * Packages for the test {@code PlantedFaultsTest}, in which classes break one rule each, to show
 * that the rules detect it. Nothing here is run.
 */
package dev.headwater.architecture.planted;
