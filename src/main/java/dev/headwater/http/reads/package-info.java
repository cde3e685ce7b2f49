/** The reads of the API: assets, lineage, alerts, gates, cards, exports, and their JSON. */
package dev.headwater.http.reads;
