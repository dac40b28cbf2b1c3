/**
 * What {@code deploy/} ships, proven: the image in containers, the manifests against Kubernetes.
 */
@NullMarked
package io.tern.deploy;

import org.jspecify.annotations.NullMarked;
