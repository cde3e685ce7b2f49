/**
 * The topics of Headwater: what each must be like, how they are made, and whether those that exist
 * are right.
 */
package dev.headwater.app.topics;
