/** Texts of scripts on their way to be live: drafts are looked over and released, and earlier versions come back. */
@NullMarked
package org.parley.releases;

import org.jspecify.annotations.NullMarked;
