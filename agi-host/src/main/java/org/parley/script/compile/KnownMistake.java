package org.parley.script.compile;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.syntax.SyntaxException;
import org.parley.script.ProblemKind;

/** A mistake that a rule of ours found, so that its kind is known. */
final class KnownMistake extends SyntaxException {
    private static final long serialVersionUID = 1;

    private final ProblemKind kind;

    KnownMistake(ProblemKind kind, String message, ASTNode place) {
        super(
                message,
                place.getLineNumber(),
                place.getColumnNumber(),
                place.getLastLineNumber(),
                place.getLastColumnNumber());
        this.kind = kind;
    }

    ProblemKind kind() {
        return kind;
    }
}
