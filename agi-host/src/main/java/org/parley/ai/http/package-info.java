/**
 * Recognisers and synthesisers of any vendor who takes a request and gives an answer, described by the settings, and
 * what is known of some as presets.
 */
@NullMarked
package org.parley.ai.http;

import org.jspecify.annotations.NullMarked;
