/** The command {@code demo}: runs the example workflow and shows what came of it. */
package dev.headwater.cli.demo;
