/** Tests the deployed form: the images and the compose file. */
package dev.headwater.deploy;
