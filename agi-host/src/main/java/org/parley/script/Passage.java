package org.parley.script;

/**
 * A piece of a document.
 *
 * @param source the document's file, under its folder
 * @param title the heading above it, or ""
 * @param score how well it fits, only comparable within one search
 */
public record Passage(String text, String source, String title, double score) {

    /** For a model: the heading, the text, and where it stands. */
    String render() {
        return (title.isEmpty() ? "" : title + ": ") + text + " [" + source + "]";
    }
}
