package dev.headwater.engine;

import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.Stamp;
import java.util.List;

/**
 * How well a synthetic asset is documented: the worst of its records, and the union of what they
 * lack.
 *
 * @param documentation the verdict
 * @param missing required conditions that do not hold in some record, in their order
 * @param documentedAtFirst whether the verdict would be DOCUMENTED without any document
 * @param turns the stamps of the documents at which the verdict, taken over the documents up to
 *     there, turns to DOCUMENTED or back
 */
record Assessment(
    Documentation documentation,
    List<Condition> missing,
    boolean documentedAtFirst,
    List<Stamp> turns) {}
