package org.parley.script.compile;

import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;

/**
 * What a script may touch beside its own classes and the verbs: values, texts, collections and time. A list of what
 * is allowed, so that a new class of the JDK is refused until somebody thought about it.
 */
final class AllowedClasses {
    private AllowedClasses() {}

    private static final Set<String> PACKAGES =
            Set.of("java.time", "java.time.format", "java.time.temporal", "java.time.chrono", "java.util.regex");

    private static final Set<String> CLASSES = Set.of(
            // values
            "java.lang.Object",
            "java.lang.String",
            "java.lang.CharSequence",
            "java.lang.StringBuilder",
            "java.lang.AbstractStringBuilder",
            "java.lang.Number",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Character",
            "java.lang.Boolean",
            "java.lang.Void",
            "java.lang.Math",
            "java.lang.Comparable",
            "java.lang.Iterable",
            "java.lang.Enum",
            "java.lang.Record",
            "java.lang.Runnable",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.math.MathContext",
            "java.math.RoundingMode",
            // collections
            "java.util.Collection",
            "java.util.SequencedCollection",
            "java.util.List",
            "java.util.ArrayList",
            "java.util.AbstractList",
            "java.util.AbstractCollection",
            "java.util.LinkedList",
            "java.util.Set",
            "java.util.SequencedSet",
            "java.util.SortedSet",
            "java.util.NavigableSet",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.AbstractSet",
            "java.util.Map",
            "java.util.Map$Entry",
            "java.util.SequencedMap",
            "java.util.SortedMap",
            "java.util.NavigableMap",
            "java.util.AbstractMap",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.Iterator",
            "java.util.ListIterator",
            "java.util.Optional",
            "java.util.Comparator",
            "java.util.Objects",
            "java.util.Locale",
            "java.util.Random",
            // what may go wrong with a value
            "java.lang.ArithmeticException",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.NumberFormatException",
            // Groovy's own values
            "groovy.lang.GString",
            "groovy.lang.Closure",
            "groovy.lang.Range",
            "groovy.lang.IntRange",
            "groovy.lang.NumberRange",
            "groovy.lang.ObjectRange",
            "groovy.lang.EmptyRange",
            // Parley
            "org.parley.script.Conversation",
            "org.parley.script.CallVerbs",
            "org.parley.script.FlowVerbs",
            "org.parley.script.DialerVerbs",
            "org.parley.script.ScriptLead",
            "org.parley.script.Transfer",
            "org.parley.script.People$Campaign",
            "org.parley.script.Flow",
            "org.parley.script.Anytime",
            "org.parley.script.Menu",
            "org.parley.script.QuestionWords",
            "org.parley.script.VoiceWords",
            "org.parley.ai.VoiceChoice",
            "org.parley.script.SpeechWords",
            "org.parley.script.DataVerbs",
            "org.parley.script.HttpReply",
            "org.parley.script.HttpReply$Reason",
            "org.parley.script.Json",
            "org.parley.script.Passage",
            "org.parley.script.Patterns",
            "org.parley.script.Rows",
            "org.parley.script.Rows$Reason",
            "org.parley.script.MenuVerbs",
            "org.parley.script.Talk",
            "org.parley.script.ToolParameter",
            "org.parley.script.Answer",
            "org.parley.script.Answer$Outcome",
            "org.parley.script.Question",
            "org.parley.script.Mood",
            "org.parley.script.Call$AnsweredBy",
            "org.parley.script.Call$Said",
            "org.parley.script.Call$TalkEnd",
            "org.parley.script.Call$TalkEnd$Reason",
            "org.parley.dialer.Lead",
            // the words of a script's tests
            "org.parley.trial.ScriptTests",
            "org.parley.trial.TestCase",
            "org.parley.trial.CallerWords",
            "org.parley.trial.AgentWords",
            "org.parley.trial.DataWords",
            "org.parley.trial.Expectations",
            "org.parley.trial.Expectations$Count",
            "org.parley.trial.Expectations$Time",
            "org.parley.trial.Expectations$Some",
            "org.parley.script.ScriptLog");

    /** Words that reach past the list, whatever they are called on, with what to do instead. */
    static final Set<String> FORBIDDEN_NAMES = Set.of(
            "addShutdownHook",
            "asType",
            "binding",
            "class",
            "evaluate",
            "execute",
            "getBinding",
            "getClass",
            "getMetaClass",
            "getMetaPropertyValues",
            "getProperties",
            "getProperty",
            "invokeMethod",
            "metaClass",
            "mixin",
            "notify",
            "notifyAll",
            "print",
            "printf",
            "println",
            "properties",
            "setBinding",
            "setDefault",
            "setMetaClass",
            "setProperty",
            "sleep",
            "toURI",
            "toURL",
            "use");

    /** Groovy gives these to every object; they only look at it or hand it on. */
    static final Set<String> ON_ANY_OBJECT = Set.of(
            "any",
            "asBoolean",
            "collect",
            "each",
            "eachWithIndex",
            "equals",
            "every",
            "find",
            "findAll",
            "grep",
            "hashCode",
            "inject",
            "is",
            "isCase",
            "isNotCase",
            "iterator",
            "sprintf",
            "tap",
            "toString",
            "with");

    /** True when a script may name this type and use its methods; its own classes, arrays and primitives included. */
    static boolean allows(ClassNode type) {
        ClassNode node = type.redirect();
        while (node.isArray()) {
            node = node.getComponentType().redirect();
        }
        if (node.isPrimaryClassNode()
                || node.isGenericsPlaceHolder()
                || node.getName().indexOf('.') < 0) {
            return true;
        }
        String outer = node.getName();
        return allowsName(outer);
    }

    /** The same by the full name of a class. */
    static boolean allowsName(String name) {
        int dot = name.lastIndexOf('.');
        return CLASSES.contains(name) || (dot > 0 && allowsPackage(name.substring(0, dot)));
    }

    /** The names of Parley's own classes among them. */
    static Stream<String> ours() {
        return CLASSES.stream().filter(name -> name.startsWith("org.parley."));
    }

    static boolean allowsPackage(String name) {
        return PACKAGES.contains(name);
    }

    /** What a writer should use in place of a word or class that is refused. */
    static String remedy(String name) {
        return switch (name) {
            case "print", "printf", "println" -> "use log 'text'";
            case "wait" -> "it takes a duration: wait 2.s";
            case "sleep", "java.lang.Thread" -> "use wait 2.s";
            case "class", "getClass", "metaClass", "getMetaClass", "invokeMethod", "getProperty", "setProperty" ->
                "name the method or property directly";
            case "java.lang.System" -> "time is in java.time, texts go to log";
            default -> "";
        };
    }
}
