/** How complete and how current an answer is, and the error of an answer that cannot be given. */
package dev.headwater.query.freshness;
