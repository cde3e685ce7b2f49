/** What the tests of the pages need: a real browser, and what everybody expects of a page. */
package dev.headwater.browser;
