/**
 * What must hold for a set of events, computed from the contracts alone and from nothing that the
 * engine does; and random histories to compute it for. Slow and simple on purpose.
 *
 * <p>It is what the processor is held against, in the tests and by the fault run. Nothing that
 * serves users may use it.
 */
package dev.headwater.oracle;
