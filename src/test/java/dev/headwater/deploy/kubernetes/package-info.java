/** Tests the manifests of {@code deploy/k8s}. */
package dev.headwater.deploy.kubernetes;
