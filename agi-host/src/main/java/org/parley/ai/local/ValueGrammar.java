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
            <head> = <two> [hundred [[and] <two>]];
            <whole> = [a] <head> [thousand [<head>]] | a hundred [[and] <two>];
            """;
    /** Letters by the words that spell them: B, D and E are one on a telephone, and a graph of all would be huge. */
    private static final String LETTERS = DIGITS + """
            <letter> = alpha | bravo | charlie | delta | echo | foxtrot | golf | hotel | india | juliet | kilo | lima
                  | mike | november | oscar | papa | quebec | romeo | sierra | tango | uniform | victor | whiskey
                  | yankee | zulu;
            <sign> = <letter> | <digit>;
            """;

    private static final String NUMBER = NUMBERS + """
            <value> = <whole> [point <digit> [<digit>] | and a half] | zero;
            """;
    private static final String MONEY = NUMBERS + """
            <value> = <whole> [dollars [[and] <two> [cents]] | <two> | cents];
            """;
    private static final String DATE = NUMBERS + """
            <month> = january | february | march | april | may | june | july | august | september | october | november
                  | december;
            <ordinal> = first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | eleventh
                  | twelfth | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth | eighteenth | nineteenth
                  | twentieth | twenty (first | second | third | fourth | fifth | sixth | seventh | eighth | ninth)
                  | thirtieth | thirty first;
            <year> = [nineteen | twenty] (<teen> | <tens> [<unit>]) | two thousand [<two>];
            <weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday;
            <value> = (<month> [the] <ordinal> | [on] [the] <ordinal> [of <month>]) [<year>]
                  | today | tomorrow | yesterday | the day after tomorrow | [on | next | this | last] <weekday>
                  | next week | next month | in <unit> (days | weeks)
                  | the end of the month;
            """;

    private ValueGrammar() {}

    /** The rules; "" when a grammar cannot hear values of this kind. */
    static String of(Kind kind) {
        return switch (kind) {
            case NUMBER -> NUMBER;
            case MONEY -> MONEY;
            case DATE -> DATE;
            case PHONE -> DIGITS + "<value> =" + " <digit>".repeat(7) + " [<digit>".repeat(5) + "]".repeat(5) + ";\n";
            case POSTCODE -> LETTERS + "<value> = <sign>+;\n";
            case NAME -> LETTERS + "<value> = <letter>+;\n";
            case EMAIL, ADDRESS -> "";
        };
    }

    /** Whether one more word makes it another value, so that a breath must not become one. */
    static boolean isSpelt(Kind kind) {
        return kind != Kind.DATE;
    }
}
