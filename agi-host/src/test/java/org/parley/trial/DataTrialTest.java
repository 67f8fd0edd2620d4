package org.parley.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Shows;
import org.parley.Shows.Where;

/** The verbs that read and keep data, as text. */
class DataTrialTest {
    @TempDir
    Path folder;

    /** What was wrong with the tests of that script; "" for nothing. */
    private String wrong(String script, String tests) throws IOException {
        return TestsBeside.run(folder, script, tests).stream()
                .flatMap(result -> result.problems().stream())
                .map(problem -> problem.message())
                .collect(Collectors.joining("\n"));
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "clip")
    void clipsAreWordsWithSlots() throws IOException {
        Path english = Files.createDirectories(folder.resolve("sounds/en"));
        Files.writeString(english.resolve("greeting.txt"), "Hello {name}, welcome to Sunrise.");
        Files.writeString(english.resolve("bye.txt"), "Good bye.");
        assertThat(wrong("""
                        say clip('greeting', name: lead.firstName)
                        ask clip('bye'), yesNo, tries: 1
                        dispose 'NI'
                        """, """
                        test('words') {
                            lead firstName: 'Ana'
                            expect { said 'Hello Ana, welcome to Sunrise.'; said 'Good bye'; disposition 'NI' }
                        }
                        """)).isEmpty();
        assertThat(wrong("say clip('greeting')\ndispose 'NI'", "test('words') { expect { disposition 'NI' } }"))
                .contains("Expected name for the clip 'greeting' (Hello {name}, welcome to Sunrise.)");
        assertThat(wrong("say clip('gone')\ndispose 'NI'", "test('words') { expect { disposition 'NI' } }"))
                .contains("Expected the words of the clip 'gone' in gone.txt of the folder sounds/en");
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"http", "secret"})
    void httpIsAnsweredByTheTestAndItsReasonsCanBeTried() throws IOException {
        String script = """
                def made = http 'https://crm.example/orders', json: [lead: lead.id, plan: "g${'old'}"], within: 3.s,
                    headers: [Authorization: "Bearer ${secret('crm')}"]
                if (!made.ok) {
                    say "No order: ${made.reason}."
                    return
                }
                def price = made.json.number('order.price') ?: 0
                say "Order ${made.json.text('order.number')}, ${price + 1} dollars."
                """;

        assertThat(wrong(script, """
                test('it is made') {
                    data { secrets crm: 'abc'; http ~/POST .*crm.example/, json: [order: [number: 'A7', price: 9]] }
                    expect {
                        said 'Order A7, 10 dollars.'
                        path 'asks: POST https://crm.example/orders {"lead":1001,"plan":"gold"}', 'http: POST https://crm.example OK 200'
                    }
                }
                test('it is slow') {
                    data { secrets crm: 'abc'; http ~/crm/, slow: true }
                    expect { said 'No order: SLOW.' }
                }
                test('it is refused') {
                    data { secrets crm: 'abc'; http ~/crm/, status: 500 }
                    expect { said 'No order: STATUS.' }
                }
                """)).isEmpty();
        assertThat(wrong(script, """
                test('nothing is told') {
                    data { secrets crm: 'abc' }
                    expect { said 'No' }
                }
                """))
                .contains("A test reaches no service")
                .contains("it asks for POST https://crm.example/orders");
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "sql")
    void rowsAreReadByTheirColumns() throws IOException {
        assertThat(wrong("""
                def plans = sql 'SELECT name, price FROM plans WHERE state = ?', lead.state
                if (!plans.ok) { say 'Later.'; return }
                if (!plans) { say 'None.'; return }
                plans.each { plan -> say "${plan.name} for ${plan.price}" }
                """, """
                test('two') {
                    data { sql ~/FROM plans/, [[name: 'gold', price: 9], [name: 'silver', price: 5]] }
                    expect { said 'gold for 9'; said 'silver for 5'; path 'reads: SELECT name, price FROM plans' }
                }
                test('none') { data { sql ~/FROM plans/, [] }; expect { said 'None.' } }
                test('away') { data { sqlAway ~/FROM plans/ }; expect { said 'Later.' } }
                """)).isEmpty();
    }

    @Test
    @Shows(
            on = Where.TEXT,
            verbs = {"kb", "converse.instructions", "converse.knowledge"})
    void documentsAreTheRealOnesInVerbsAndInTalks() throws IOException {
        Files.createDirectories(folder.resolve("kb/hotel"));
        Files.writeString(folder.resolve("kb/hotel/house.md"), "# Breakfast\n\nFrom seven to ten.\n");

        assertThat(wrong("""
                def asked = ask 'What would you like to know?'
                def found = kb 'hotel', asked.words
                say found ? found.first().text : 'I do not know.'
                converse { instructions 'Be brief.'; knowledge 'hotel' }
                """, """
                test('found') {
                    caller { says 'when is breakfast'; says 'and again'; hangsUp() }
                    agent { calls 'search_knowledge', question: 'breakfast times'; answers 'From seven.' }
                    expect { said 'From seven to ten.'; tool 'Breakfast: From seven to ten. [house.md]' }
                }
                test('not found') {
                    caller { says 'what about dolphins'; says 'and pools'; hangsUp() }
                    agent { calls 'search_knowledge', question: 'pool'; answers 'I do not know that.' }
                    expect { said 'I do not know.'; tool 'Nothing fits.' }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "script.knowledge")
    void aPersonaSearchesItsKnowledge() throws IOException {
        Files.createDirectories(folder.resolve("kb/hotel"));
        Files.writeString(folder.resolve("kb/hotel/house.md"), "# Breakfast\n\nFrom seven to ten.\n");

        assertThat(wrong("""
                script('desk') {
                    persona 'The desk of a hotel.'
                    knowledge 'hotel'
                }
                """, """
                test('it asks') {
                    caller { says 'when is breakfast'; hangsUp() }
                    agent { calls 'search_knowledge', question: 'breakfast'; answers 'From seven to ten.' }
                    expect { tool 'From seven to ten. [house.md]' }
                }
                """)).isEmpty();
    }

    @Test
    @Shows(on = Where.TEXT, verbs = "remember")
    void aLeadIsRememberedAcrossCalls() throws IOException {
        assertThat(wrong("""
                if (remember('plan') == 'gold') say 'Welcome back.'
                remember 'plan', 'silver'
                remember 'calls', (remember('calls') ?: '0').toInteger() + 1
                """, """
                test('known') {
                    data { remembered plan: 'gold', calls: 2 }
                    expect { said 'Welcome back.'; remembers 'plan', 'silver'; remembers 'calls', '3' }
                }
                test('new') { expect { neverSaid 'Welcome'; remembers 'calls', '1' } }
                """)).isEmpty();
    }

    @Test
    void whatAWriterGetsWrongIsTold() throws IOException {
        String any = "test('it') { expect { said 'x' } }";

        assertThat(wrong("http 'https://a.example', jsn: 1", any)).contains("jsn");
        assertThat(wrong("http 'https://a.example', json: 1, form: [a: 1]", any))
                .contains("json: or form:, not both");
        assertThat(wrong("http 'https://a.example', within: 2.min", any)).contains("within: up to 30.s");
        assertThat(wrong("kb 'hotel', 'breakfast'", any)).contains("Expected a folder of the knowledge base");
        assertThat(wrong("remember 'a b', 'c'", any)).contains("a name of up to 60 letters");
        assertThat(wrong("secret 'crm'", any)).contains("expected data { secrets crm: '…' }");
    }
}
