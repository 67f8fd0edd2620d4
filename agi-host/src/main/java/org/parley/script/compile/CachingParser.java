package org.parley.script.compile;

import groovyjarjarantlr4.v4.runtime.atn.ParserATNSimulator;
import java.lang.reflect.Field;
import org.apache.groovy.parser.antlr4.Antlr4ParserPlugin;
import org.apache.groovy.parser.antlr4.AstBuilder;
import org.apache.groovy.parser.antlr4.GroovyLangParser;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.ParserPlugin;
import org.codehaus.groovy.control.ParserPluginFactory;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * Groovy's own parser, which keeps what it has learnt about the grammar from one script to the next. Options without
 * brackets, as in {@code limits call: 8.min}, are more than its fast way of prediction can tell; the thorough way works
 * every place out again, hundreds of milliseconds for a script, unless it may keep its results. ANTLR has a switch for
 * that, to which Groovy gives no door.
 */
final class CachingParser extends Antlr4ParserPlugin {
    private static final @Nullable Field PARSER = parser(); // null in a Groovy that is built otherwise: slow, and right

    /** Makes these. */
    static final ParserPluginFactory FACTORY = new ParserPluginFactory() {
        @Override
        public ParserPlugin createParserPlugin() {
            return new CachingParser();
        }
    };

    private static @Nullable Field parser() {
        try {
            Field parser = AstBuilder.class.getDeclaredField("parser");
            parser.setAccessible(true);
            return parser;
        } catch (ReflectiveOperationException | RuntimeException otherwise) {
            return null;
        }
    }

    /** Whether this Groovy has the place where the switch is. */
    static boolean isCaching() {
        return PARSER != null;
    }

    @Override
    public ModuleNode buildAST(SourceUnit source, ClassLoader loader, Reduction tree) {
        AstBuilder builder = new AstBuilder(source, false, false);
        try {
            if (PARSER != null && PARSER.get(builder) instanceof GroovyLangParser parser) {
                ParserATNSimulator prediction = parser.getInterpreter();
                prediction.enable_global_context_dfa = true;
            }
        } catch (IllegalAccessException never) {
            throw new IllegalStateException("Expected an accessible field", never);
        }
        return builder.buildAST();
    }
}
