/**
 * Change of the number of partitions: a second installation follows the events, and then takes over
 * alerts, runs and positions from the first.
 */
package dev.headwater.app.repartition;
