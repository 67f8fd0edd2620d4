package org.parley.settings;

import java.nio.file.Path;

/** Where a value in force came from. Prints as a person would say it: {@code parley.yaml:12}. */
public sealed interface Origin {

    /** Nobody set it. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** A line of the settings file, counted from 1. */
    record InFile(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** A line of another program's file, counted from 1; 0 for what that program takes without a line. */
    record Elsewhere(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return line == 0 ? file.toString() : file + ":" + line;
        }
    }

    /** A variable of the environment. */
    record Environment(String name) implements Origin {
        @Override
        public String toString() {
            return "env " + name;
        }
    }

    /** A flag of the command line, with its dashes. */
    record CommandLine(String flag) implements Origin {
        @Override
        public String toString() {
            return "flag " + flag;
        }
    }
}
