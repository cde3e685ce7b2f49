/**
 * What documents of standards are made of, and what several of them need: facts about one asset,
 * and parts of events as JSON.
 */
package dev.headwater.export.standard.facts;
