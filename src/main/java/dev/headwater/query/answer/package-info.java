/**
 * The results of reads, as callers get them. Each says how fresh it is and whether it is complete.
 */
package dev.headwater.query.answer;
