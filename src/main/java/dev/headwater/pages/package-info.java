/**
 * The pages for people: turns what the reads return into HTML. The templates are in {@code
 * src/main/jte}; the build compiles them. Style sheets and scripts are resources of this package.
 *
 * <p>How it fits together: a handler in {@code http} reads through {@code query}, builds the view
 * of one page (such as {@link dev.headwater.pages.AssetView}) and lets {@link
 * dev.headwater.pages.Pages} write it. A view is an immutable value that holds what the template
 * shows, in words.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>Every text from an event is escaped. No page contains a script or a style of its own, so a
 *       strict Content-Security-Policy holds on all of them.
 *   <li>Every page can be read without JavaScript. Scripts only add comfort.
 *   <li>Every page says how fresh it is and what it may lack. Nothing that is unknown looks clean.
 *   <li>All types are thread-safe.
 * </ol>
 */
package dev.headwater.pages;
