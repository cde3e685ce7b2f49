/**
 * A small tree of packages in which every class breaks one rule, so that the rules can be shown to
 * notice. Never run.
 */
package dev.headwater.architecture.planted;
