package org.parley.script.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.SourceUnit;
import org.junit.jupiter.api.Test;

class CachingParserTest {
    private static final String OPTIONS = "limits call: 8.min, turn: 25.s\nsay en: 'Hello.', ar: 'x', tries: 2\n";

    @Test
    void theGroovyThatIsShippedHasThePlaceOfTheSwitch() {
        assertThat(CachingParser.isCaching()).isTrue();
    }

    @Test
    void whatItReadsIsWhatGroovyReads() {
        CompilerConfiguration ours = new CompilerConfiguration();
        ours.setPluginFactory(CachingParser.FACTORY);

        assertThat(read(ours)).isEqualTo(read(new CompilerConfiguration())).contains("8.min");
    }

    private static String read(CompilerConfiguration configuration) {
        SourceUnit source = new SourceUnit("a.groovy", OPTIONS, configuration, null, new ErrorCollector(configuration));
        source.parse();
        source.completePhase();
        source.nextPhase();
        source.convert();
        return source.getAST().getStatementBlock().getText();
    }
}
