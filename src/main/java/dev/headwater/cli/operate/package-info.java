/** Commands that run, check, back up, restore, erase and change an installation. */
package dev.headwater.cli.operate;
