/**
 * OpenAI's voices, and those of servers that speak as it does: a talk in realtime, a model, a recogniser, and a
 * synthesiser.
 */
@NullMarked
package org.parley.ai.openai;

import org.jspecify.annotations.NullMarked;
