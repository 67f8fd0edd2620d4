package org.parley.ai.local;

import org.parley.ai.Listening.Kind;

/** How English speakers say a value of a kind, as rules of a JSGF grammar that make {@code <value>}. */
final class ValueGrammar {
    private static final String DIGITS = """
            <digit> = zero | one | two | three | four | five | six | seven | eight | nine;
            """;
    private static final String NUMBERS = DIGITS + """
            <unit> = one | two | three | four | five | six | seven | eight | nine;
            <tens> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety;
            <teen> = ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen;
            <two> = <unit> | <teen> | <tens> [<unit>];
            <three> = <two> | (a | <two>) hundred [[and] <two>];
            <whole> = zero | <three> | (a | <three>) thousand [[and] <three>] | (a | <three>) million;
            """;
    private static final String LETTERS = DIGITS + """
            <letter> = a | b | c | d | e | f | g | h | i | j | k | l | m | n | o | p | q | r | s | t | u | v | w | x | y
                  | z | alpha | bravo | charlie | delta | echo | foxtrot | golf | hotel | india | juliet | kilo | lima
                  | mike | november | oscar | papa | quebec | romeo | sierra | tango | uniform | victor | whiskey
                  | yankee | zulu;
            <sign> = <letter> | <digit>;
            """;
    private static final String NUMBER = NUMBERS + """
            <value> = <whole> [point <digit> [<digit>] | and a half] | <digit> <digit> [<digit>] [<digit>];
            """;
    private static final String MONEY = NUMBERS + """
            <value> = <whole> [(dollar | dollars) [[and] <two> [cents]]] | <two> <two> | <two> cents
                  | a dollar [<two>] | <two> and a half dollars | <whole> point <digit> [<digit>];
            """;
    private static final String DATE = NUMBERS + """
            <month> = january | february | march | april | may | june | july | august | september | october | november
                  | december;
            <ordinal> = first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | eleventh
                  | twelfth | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth | eighteenth | nineteenth
                  | twentieth | twenty (first | second | third | fourth | fifth | sixth | seventh | eighth | ninth)
                  | thirtieth | thirty first;
            <year> = (nineteen | twenty) (<teen> | <tens> [<unit>] | zero <unit>) | two thousand [[and] <two>]
                  | <tens> [<unit>];
            <weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday;
            <value> = <month> [the] (<ordinal> | <two>) [<year>] | [the] <ordinal> of <month> [<year>]
                  | today | tomorrow | yesterday | the day after tomorrow | [on | next | this | last] <weekday>
                  | next week | next month | in (a | <two>) (day | days | week | weeks) | [on] the <ordinal>
                  | the end of the month;
            """;

    private ValueGrammar() {}

    /** The rules; "" when a grammar cannot hear values of this kind. */
    static String of(Kind kind) {
        return switch (kind) {
            case NUMBER -> NUMBER;
            case MONEY -> MONEY;
            case DATE -> DATE;
            case PHONE ->
                DIGITS + "<group> = <digit> | (double | triple) <digit> | <digit> hundred;\n"
                        + repeated("[plus]", "<group>", 4, 15);
            case POSTCODE -> LETTERS + repeated("", "<sign>", 3, 10);
            case NAME -> LETTERS + repeated("", "<letter>", 2, 16);
            case EMAIL ->
                LETTERS + "<part> = <sign> | dot | dash | underscore;\n"
                        + "<site> = g mail | gmail | yahoo | hotmail | outlook | a o l | icloud;\n"
                        + repeated("", "<part>", 1, 20).replace("<value>", "<local>")
                        + "<value> = <local> at <site> dot (com | net | org);\n";
            case ADDRESS -> "";
        };
    }

    /** Whether it is said sign by sign, so that a breath must not become one more. */
    static boolean isSpelt(Kind kind) {
        return kind == Kind.PHONE || kind == Kind.POSTCODE || kind == Kind.NAME || kind == Kind.EMAIL;
    }

    private static String repeated(String first, String rule, int min, int max) {
        StringBuilder value = new StringBuilder("<value> = ").append(first);
        value.repeat(" " + rule, min).repeat(" [" + rule, max - min).repeat("]", max - min);
        return value.append(";\n").toString();
    }
}
