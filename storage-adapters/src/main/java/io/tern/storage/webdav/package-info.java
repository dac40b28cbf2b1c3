/** HTTP third-party copy over WebDAV, in the dialects of XRootD, dCache, StoRM and EOS. */
@NullMarked
package io.tern.storage.webdav;

import org.jspecify.annotations.NullMarked;
