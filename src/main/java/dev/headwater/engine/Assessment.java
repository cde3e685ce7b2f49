package dev.headwater.engine;

import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.Stamp;
import java.util.List;

/**
 * How well a synthetic asset is documented: the worst verdict on its records, and all conditions
 * that some record does not meet.
 *
 * @param documentation the verdict
 * @param missing required conditions that do not hold in at least one record, in their order
 * @param documentedAtFirst whether the verdict would be DOCUMENTED without any document
 * @param turns the stamps of the documents that change the verdict to DOCUMENTED or back, when
 *     documents are applied one after the other
 */
record Assessment(
    Documentation documentation,
    List<Condition> missing,
    boolean documentedAtFirst,
    List<Stamp> turns) {}
