/** Forgets the derived state, so that it is computed again from the events. */
package dev.headwater.app.reset;
