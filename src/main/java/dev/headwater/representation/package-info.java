/**
 * Who and what is represented in a dataset or model: what events declare, what follows from it for
 * everything that is made from it, and the metrics that compare two of them. Pure: no clock, no
 * input or output.
 */
package dev.headwater.representation;
