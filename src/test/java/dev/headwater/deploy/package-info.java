/** The deployed form: images and the compose file. */
package dev.headwater.deploy;
