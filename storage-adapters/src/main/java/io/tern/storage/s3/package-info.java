/** S3: the passive side of third-party copies by presigned URLs, and copies within one storage. */
@NullMarked
package io.tern.storage.s3;

import org.jspecify.annotations.NullMarked;
