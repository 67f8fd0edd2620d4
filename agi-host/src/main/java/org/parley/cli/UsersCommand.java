package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley users}: the people who may sign in to the console. */
@Command(
        name = "users",
        description = "The people who may sign in to the console, with their roles. Passwords are asked for on the"
                + " terminal, or read from standard input; only their hashes are kept. A running host heeds changes at"
                + " once: whose password or role changes is signed out.",
        synopsisSubcommandLabel = "COMMAND")
final class UsersCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private UsersCommand() {}

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new UsersCommand())
                .addSubcommand(new Add(surroundings))
                .addSubcommand(new ListAll(surroundings))
                .addSubcommand(new Remove(surroundings))
                .addSubcommand(new Password(surroundings))
                .addSubcommand(new ChangeRole(surroundings));
    }

    @Override
    public void run() {
        Specs.command(spec).usage(Specs.out(spec));
    }

    /** One of its commands: what it does with who may come in, and how that fails. */
    private abstract static class Act implements Callable<Integer> {
        private final Surroundings surroundings;

        @Spec
        @Nullable
        CommandSpec spec;

        @Mixin
        private SettingsOptions options = new SettingsOptions();

        private Act(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        abstract void act(Access access) throws IOException;

        @Override
        public final Integer call() {
            try {
                act(TokensCommand.access(options, surroundings));
                Specs.out(spec).flush();
                return ExitCode.OK;
            } catch (IllegalArgumentException unfit) {
                throw new CommandFailure(ExitCode.USAGE, String.valueOf(unfit.getMessage()));
            } catch (IOException failure) {
                throw TokensCommand.unwritten(failure);
            }
        }

        static char[] password(String name) throws IOException {
            return PasswordPrompt.read(name);
        }

        static void expectUser(boolean known, String name) {
            if (!known) {
                throw new CommandFailure(
                        ExitCode.FAILED, "there is no user '" + name + "'; ./parley users list lists them");
            }
        }
    }

    @Command(
            name = "add",
            description = "Let somebody sign in to the console, with a password of 12 characters or more.")
    private static final class Add extends Act {
        @Parameters(paramLabel = "NAME", description = "By which he signs in, such as anna.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = TokensCommand.ROLES,
                defaultValue = "viewer",
                description = TokensCommand.ROLE_MEANING)
        private String role = "viewer";

        private Add(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void act(Access access) throws IOException {
            Role wanted = TokensCommand.role("--role", role);
            access.checkFree(name);
            access.addUser(name, wanted, password(name));
        }
    }

    @Command(name = "list", description = "List the users with their roles.")
    private static final class ListAll extends Act {
        @Option(names = "--json", description = "Print one JSON array of users.")
        private boolean json;

        private ListAll(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void act(Access access) {
            List<Shown> users = access.users().stream()
                    .map(user -> new Shown(
                            user.name(), user.role().word(), user.made().toString()))
                    .toList();
            PrintWriter out = Specs.out(spec);
            if (json) {
                JsonOutput.print(out, users);
            } else if (users.isEmpty()) {
                out.println("no users; ./parley users add NAME makes one");
            } else {
                users.forEach(user -> out.println("%-24s  %-10s  %s".formatted(user.name(), user.role(), user.made())));
            }
        }

        private record Shown(String name, String role, String made) {}
    }

    @Command(name = "remove", description = "Let somebody sign in no more; his sessions end.")
    private static final class Remove extends Act {
        @Parameters(paramLabel = "NAME", description = "Whose, as ./parley users list lists them.")
        private String name = "";

        private Remove(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void act(Access access) throws IOException {
            expectUser(access.removeUser(name), name);
        }
    }

    @Command(name = "password", description = "Give a user another password; his sessions end.")
    private static final class Password extends Act {
        @Parameters(paramLabel = "NAME", description = "Whose, as ./parley users list lists them.")
        private String name = "";

        private Password(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void act(Access access) throws IOException {
            expectUser(access.isUser(name), name);
            expectUser(access.changePassword(name, password(name)), name);
        }
    }

    @Command(name = "role", description = "Give a user another role; his sessions end.")
    private static final class ChangeRole extends Act {
        @Parameters(index = "0", paramLabel = "NAME", description = "Whose, as ./parley users list lists them.")
        private String name = "";

        @Parameters(index = "1", paramLabel = TokensCommand.ROLES, description = "What he may do from now on.")
        private String role = "";

        private ChangeRole(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void act(Access access) throws IOException {
            expectUser(access.changeRole(name, TokensCommand.role("ROLE", role)), name);
        }
    }
}
