package org.parley.sim.lab;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.parley.settings.HostPort;

/**
 * Hands a running {@link AsteriskLab} to tests that ask for one: the same for all tests of this JVM, ended after the
 * last. A missing Asterisk fails the tests with the command that builds it. Tests run side by side on it, so each names
 * its own host in the call's variable PARLEY_HOST; without it, nobody answers.
 */
public final class AsteriskExtension implements ParameterResolver {
    private static final Namespace ROOM = Namespace.create(AsteriskExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AsteriskLab.class;
    }

    @Override
    public AsteriskLab resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(ROOM).computeIfAbsent("lab", _ -> start(), AsteriskLab.class);
    }

    private static AsteriskLab start() {
        try {
            return AsteriskLab.start(LabSettings.standard(new HostPort("127.0.0.1", 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while Asterisk started", e);
        }
    }
}
