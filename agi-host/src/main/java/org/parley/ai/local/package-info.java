/** Speech on the box, no key and no network: synthesiser, grammar recogniser and a rule-based language model. */
@NullMarked
package org.parley.ai.local;

import org.jspecify.annotations.NullMarked;
