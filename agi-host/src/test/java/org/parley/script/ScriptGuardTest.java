package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0)",
                "def x = System.out",
                "def x = System.&exit",
                "def x = System::exit",
                "Runtime.runtime.halt(1)",
                "'ls'.execute()",
                "['ls', '-l'].execute()",
                "new File('/etc/passwd')",
                "File f = ['/etc/passwd']",
                "def f = '/etc/passwd' as File",
                "java.nio.file.Files.readString(java.nio.file.Path.of('x'))",
                "new Socket('localhost', 1)",
                "'http://localhost'.toURL()",
                "new URL('http://localhost').text",
                "Thread.start { }",
                "new Thread({ })",
                "def t = Thread.currentThread()",
                "sleep 100",
                "wait 100",
                "notifyAll()",
                "synchronized (this) { }",
                "def c = getClass()",
                "def c = 'x'.class.classLoader",
                "def c = this.class",
                "Class.forName('java.lang.System')",
                "def m = metaClass",
                "String.metaClass.foo = { }",
                "def b = binding",
                "this.invokeMethod('say', 'x')",
                "this.@call",
                "def x = this['call']",
                "evaluate('1')",
                "Eval.me('1')",
                "new GroovyShell()",
                "println 'x'",
                "run(new File('x'), 'a')",
                "Locale.setDefault(Locale.FRANCE)",
                "def p = [1, 2].parallelStream().toList()",
                "java.util.concurrent.Executors.newCachedThreadPool()",
                "import java.net.Socket\nsay 'x'",
                "import java.nio.file.*\nsay 'x'",
                "import static java.lang.System.exit\nsay 'x'",
                "import static java.lang.System.*\nsay 'x'",
                "@groovy.transform.CompileDynamic\ndef f() { }\nf()",
                "@groovy.transform.TypeChecked(groovy.transform.TypeCheckingMode.SKIP)\ndef f() { }\nf()",
                "@groovy.transform.ASTTest(value = { throw new Error('it ran') })\ndef x = 1",
                "@Grab('a:b:1')\ndef x = 1",
                "@Grab('a:b:1')\nimport java.time.Instant",
                "@Newify(File)\ndef x = File('a')",
                "try { say 'x' } catch (Exception e) { }",
                "try { say 'x' } catch (e) { }",
                "try { say 'x' } catch (Throwable t) { }",
                "try { say 'x' } catch (CallEnded e) { }",
                "class Mine extends Thread { }\nnew Mine().start()",
                "package a.b\nsay 'x'",
            })
    void refusesWhatAConversationHasNoBusinessWith(String line) {
        assertThat(Scripts.bad(line)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.line()).as(problem.render()).isPositive();
            assertThat(problem.message()).doesNotContain("Static type checking", "it ran");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def total = (1..5).collect { it * 2 }.sum()\nnote \"$total\"",
                "def m = [a: 1, b: 2]\nfor (e in m) note \"${e.key}=${e.value}\"\nnote \"${m.a} ${m['b']}\"",
                "note 'a,b'.split(',').toList().reverse().join('-').toUpperCase().padLeft(9)",
                "if ('zip 33101' =~ /\\d{5}/) note 'zip'\nnote 'x1y'.replaceAll(/\\d/, '-')",
                "def m = 'zip 33101' =~ /(\\d{5})/\nif (m.find()) note m.group(1)",
                "def m = lead.firstName =~ /(A)(n)/\nif (m) note m[0].toString()\nif (m.matches()) note 'x'",
                "note 'x1y22'.findAll(/\\d+/).join('-') + ('x1' ==~ /x\\d/) + 'a1b'.split(/\\d/).toList()",
                "def p = ~/a+/\nnote p.matcher('aa').matches().toString() + 'aab'.replaceAll(p, '-') + 'ba'.find(p)",
                "def p = ~/a+/\nswitch ('aa') { case 'b': note 'b'; break; case p: note 'p'; break; default: note 'd' }",
                "def r = 1..3\nswitch (2) { case r: note 'r'; break; case [4, 5]: note 'l'; break; case Integer: note 'i' }",
                "note LocalDate.now().plusDays(1).dayOfWeek.toString()",
                "import java.time.format.DateTimeFormatter\nnote DateTimeFormatter.ISO_DATE.format(LocalDate.now())",
                "try { note \"${'x'.toInteger()}\" } catch (NumberFormatException e) { note e.message }",
                "enum Mood { GOOD, BAD }\ndef m = Mood.GOOD\nif (m == Mood.GOOD) note m.name()",
                "class Price {\n  BigDecimal amount\n  String shown() { \"\\$$amount\" }\n}\n"
                        + "note new Price(amount: 9.5).shown()",
                "String greet(String who) { \"Hello $who\" }\nnote greet('Ana')",
                "def f = { int n -> n + 1 }\nnote \"${f(1)} ${f.call(2)}\"",
                "switch (lead.state) {\n case 'FL': note 'Florida'; break\n"
                        + " case ~/T.*/: note 'T'; break\n default: note 'other'\n}",
                "def (a, b) = [1, 2]\nnote \"${a + b}\"",
                "def words = 'one two'.tokenize()\nnote words*.size().toString()\nnote words?.first() ?: 'none'",
                "note Math.max(1, 2) + ''\nnote (5 as String)\ndef five = '5' as Integer\nnote five.toString()",
                "def a = listen(anything)\nif (a.outcome == Answer.Outcome.MATCH) note a.words",
                "@groovy.transform.Field List<String> seen = []\nseen << 'x'\nnote \"$seen\"",
                "int n = 3\nwhile (n-- > 0) note \"$n\"",
                "def list = [3, 1, 2]\nlist.sort { it }\nnote list.findAll { it > 1 }.toString()",
                "def s = new StringBuilder()\ns << 'a' << 'b'\nnote s.toString()",
                "def parts = [one: { note 'first' }, two: { note 'second' }]\nparts.one()",
            })
    void allowsOrdinaryCode(String text) {
        Script script = Scripts.good(text);

        assertThat(new ScriptedCall()
                        .lead("Ana")
                        .says("hello")
                        .mayEndEarly()
                        .run(script)
                        .path())
                .isNotEmpty();
    }
}
