/** OpenAI's voices, and those of servers that speak as it does: a talk in realtime, a model, recogniser, synthesiser. */
@NullMarked
package org.parley.ai.openai;

import org.jspecify.annotations.NullMarked;
