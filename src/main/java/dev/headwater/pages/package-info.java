/**
 * What the pages for people show. The classes hold the content of a page; a template decides how it
 * looks.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>All values are immutable and may be shared between threads.
 *   <li>Texts are plain: a template has to escape them. Anchors consist of ASCII letters, digits
 *       and hyphens.
 *   <li>Every anchor that a value refers to exists on the page, once.
 * </ol>
 */
package dev.headwater.pages;
