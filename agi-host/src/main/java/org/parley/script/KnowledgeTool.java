package org.parley.script;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.parley.ai.ToolSpec;

/** The tool by which a model searches folders of the knowledge base. */
final class KnowledgeTool {
    /** As the model calls it. */
    static final String NAME = "search_knowledge";

    private static final int PASSAGES_MAX = 4;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private KnowledgeTool() {}

    /** Searches a folder of the knowledge base. */
    interface Search {
        List<Passage> of(String folder, String words);
    }

    /** That of a call. */
    static Search of(Call call) {
        return (folder, words) -> call.data().search(folder, words, PASSAGES_MAX);
    }

    /** With these folders. */
    static Tool of(Search search, List<String> folders) {
        return new Tool(
                new ToolSpec(
                        NAME,
                        "Searches our documents. Use it before you state a fact about us, our offers or our rules, and"
                                + " say that you do not know when nothing fits.",
                        List.of(new ToolParameter(
                                        ToolSpec.Type.STRING,
                                        "what the caller wants to know, in his words",
                                        List.of(),
                                        true)
                                .named("question")),
                        LIMIT),
                asked -> found(search, folders, String.valueOf(asked.get("question"))));
    }

    private static Object found(Search search, List<String> folders, String question) {
        List<String> passages = folders.stream()
                .flatMap(folder -> search.of(folder, question).stream())
                .sorted(Comparator.comparingDouble(Passage::score).reversed())
                .limit(PASSAGES_MAX)
                .map(Passage::render)
                .toList();
        return passages.isEmpty() ? "Nothing fits." : String.join("\n\n", passages);
    }
}
