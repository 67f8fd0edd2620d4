package org.parley.cli;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a comment of the sources says.
 *
 * @param prose as Markdown
 * @param examples the pieces of code that stand on lines of their own
 * @param codes the pieces of code inside the prose
 */
public record DocText(String prose, List<String> examples, List<String> codes) {
    /** Nothing is said. */
    public static final DocText NONE = new DocText("", List.of(), List.of());

    static DocText of(List<? extends DocTree> parts) {
        StringBuilder prose = new StringBuilder();
        StringBuilder block = new StringBuilder();
        List<String> examples = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        boolean inBlock = false;
        for (DocTree part : parts) {
            switch (part) {
                case TextTree text -> (inBlock ? block : prose).append(text.getBody());
                case EntityTree entity ->
                    (inBlock ? block : prose).append(character(entity.getName().toString()));
                case LiteralTree code -> {
                    String body = code.getBody().getBody().replaceAll("\\s+", " ");
                    codes.add(body);
                    prose.append('`').append(body).append('`');
                }
                case LinkTree link ->
                    prose.append('`')
                            .append(link.getReference().getSignature().replaceFirst(".*[#.]", ""))
                            .append('`');
                case StartElementTree start -> inBlock |= start.getName().contentEquals("pre");
                case EndElementTree end
                when end.getName().contentEquals("pre") -> {
                    examples.add(block.toString().stripIndent().strip());
                    block.setLength(0);
                    inBlock = false;
                }
                default -> {}
            }
        }
        return new DocText(prose.toString().replaceAll("\\s+", " ").strip(), examples, codes);
    }

    private static String character(String entity) {
        return switch (entity) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            default -> throw new IllegalArgumentException("Expected lt, gt or amp but found the entity " + entity);
        };
    }

    /** Whether some piece of code has more than the word alone. */
    boolean hasExampleOf(String word) {
        Pattern used = Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
        return examples.stream().anyMatch(code -> used.matcher(code).find())
                || codes.stream()
                        .anyMatch(
                                code -> !code.equals(word) && used.matcher(code).find());
    }
}
