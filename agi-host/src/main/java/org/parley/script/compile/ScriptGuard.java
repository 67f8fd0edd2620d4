package org.parley.script.compile;

import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.MethodReferenceExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, while a script is type-checked, what a conversation has no business with: processes, files, sockets,
 * threads, reflection. It knows every method by its declaring class, so a way round by an alias, a property or a
 * method that Groovy adds is seen too. It guards against slips; it is no sandbox against an author who means harm.
 *
 * <p>Public, with this constructor, because the compiler makes it by its name.
 */
public final class ScriptGuard extends AbstractTypeCheckingExtension {

    private static final ClassNode SCRIPT = ClassHelper.make(groovy.lang.Script.class);

    public ScriptGuard(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    @Override
    public void onMethodSelection(Expression expression, MethodNode target) {
        String name = target.getName();
        ClassNode owner = target.getDeclaringClass();
        if (target instanceof ExtensionMethodNode added) {
            Parameter self = added.getExtensionMethodNode().getParameters()[0];
            owner = self.getType();
        }
        boolean onObject = owner.getName().equals("java.lang.Object") && !owner.isArray();
        boolean constructor = name.equals("<init>");
        if (AllowedClasses.FORBIDDEN_NAMES.contains(name)
                || (onObject && !constructor && !AllowedClasses.ON_ANY_OBJECT.contains(name))) {
            refuse("A script may not use '" + name + "'", name, expression);
        } else if (name.equals("getMessage") && owner.getName().equals("java.lang.Throwable")) {
            return;
        } else if (!AllowedClasses.allows(owner)) {
            refuseType(owner, expression);
        } else if (BoundedPatterns.isSearch(owner, target)) {
            bound(owner, target, expression);
        } else if (owner.getName().startsWith("org.parley.") && !target.isPublic()) {
            refuse("A script may not use '" + name + "'", name, expression);
        }
    }

    /** What is called from here on is ours. */
    private void bound(ClassNode owner, MethodNode target, Expression expression) {
        MethodNode ours = BoundedPatterns.bounded(owner, target);
        if (ours == null) {
            refuse(
                    "A script may not use this '" + target.getName()
                            + "' with a pattern; use =~, ==~, replaceAll or split",
                    "",
                    expression);
        } else {
            expression.putNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET, ours);
        }
    }

    @Override
    public void afterVisitClass(ClassNode node) {
        new Uses(context.getSource()).visitClass(node);
    }

    private void refuseType(ClassNode type, ASTNode place) {
        String name = type.redirect().getName();
        refuse("A script may not use " + name, name, place);
    }

    private void refuse(String message, String what, ASTNode place) {
        String remedy = AllowedClasses.remedy(what);
        addStaticTypeError(remedy.isEmpty() ? message : message + "; " + remedy, place);
    }

    private void check(@Nullable ClassNode type, ASTNode place) {
        if (type != null && !AllowedClasses.allows(type) && place.getLineNumber() > 0) {
            refuseType(type, place);
        }
    }

    /** Everything that is no method call: types that are named, properties, pointers, what is caught. */
    private final class Uses extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        private Uses(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitPropertyExpression(PropertyExpression property) {
            String name = property.getPropertyAsString();
            Expression of = property.getObjectExpression();
            if (name != null && AllowedClasses.FORBIDDEN_NAMES.contains(name) && property.getLineNumber() > 0) {
                refuse("A script may not use '" + name + "'", name, property);
            } else if (!(of instanceof ClassExpression) && property.getLineNumber() > 0) {
                check(typeOf(of), property);
            }
            super.visitPropertyExpression(property);
        }

        @Override
        public void visitBinaryExpression(BinaryExpression expression) {
            // this['x'] reads any property by a name that the checker does not see
            if (expression.getOperation().getType() == Types.LEFT_SQUARE_BRACKET) {
                ClassNode of = typeOf(expression.getLeftExpression());
                if (of != null && of.isDerivedFrom(SCRIPT)) {
                    refuse("A script may not use [ ] on itself", "", expression);
                }
            }
            super.visitBinaryExpression(expression);
        }

        @Override
        public void visitAttributeExpression(AttributeExpression attribute) {
            refuse("A script may not use fields directly (.@)", "", attribute);
        }

        @Override
        public void visitVariableExpression(VariableExpression variable) {
            boolean own = variable.getAccessedVariable() instanceof VariableExpression
                    || variable.getAccessedVariable() instanceof Parameter;
            if (!own && AllowedClasses.FORBIDDEN_NAMES.contains(variable.getName())) {
                refuse("A script may not use '" + variable.getName() + "'", variable.getName(), variable);
            }
            super.visitVariableExpression(variable);
        }

        @Override
        public void visitClassExpression(ClassExpression expression) {
            check(expression.getType(), expression);
        }

        @Override
        public void visitConstructorCallExpression(ConstructorCallExpression call) {
            check(call.getType(), call);
            super.visitConstructorCallExpression(call);
        }

        @Override
        public void visitCastExpression(CastExpression cast) {
            check(cast.getType(), cast);
            super.visitCastExpression(cast);
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            if (!declaration.isMultipleAssignmentDeclaration()) {
                check(declaration.getVariableExpression().getOriginType(), declaration);
            }
            super.visitDeclarationExpression(declaration);
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            Parameter[] parameters = closure.getParameters();
            for (Parameter parameter : parameters == null ? new Parameter[0] : parameters) {
                check(parameter.getType(), parameter);
            }
            super.visitClosureExpression(closure);
        }

        @Override
        public void visitMethodPointerExpression(MethodPointerExpression pointer) {
            refuse("A script may not point to methods (.& and ::)", "", pointer);
        }

        @Override
        public void visitMethodReferenceExpression(MethodReferenceExpression reference) {
            refuse("A script may not point to methods (.& and ::)", "", reference);
        }

        @Override
        public void visitCatchStatement(CatchStatement statement) {
            ClassNode type = statement.getExceptionType();
            if (List.of("java.lang.Object", "java.lang.Exception", "java.lang.Throwable")
                    .contains(type.getName())) {
                refuse("A script may not catch everything: a hang-up must pass", "", statement);
            } else {
                check(type, statement);
            }
            super.visitCatchStatement(statement);
        }

        @Override
        public void visitSynchronizedStatement(SynchronizedStatement statement) {
            refuse("A script has one thread; it needs no synchronized", "", statement);
        }

        @Override
        protected void visitConstructorOrMethod(MethodNode method, boolean constructor) {
            for (Parameter parameter : method.getParameters()) {
                check(parameter.getType(), parameter);
            }
            check(method.getReturnType(), method);
            super.visitConstructorOrMethod(method, constructor);
        }

        private @Nullable ClassNode typeOf(Expression expression) {
            return getType(expression);
        }
    }
}
