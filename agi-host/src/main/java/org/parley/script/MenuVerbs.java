package org.parley.script;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.parley.ai.AskingWords;
import org.parley.ai.StandardWords;

/** The verb that offers several things to choose from: {@code menu}. */
public abstract class MenuVerbs extends DataVerbs {
    private static final int REPEATS_MAX = 5;

    /**
     * Offers things to choose from, by words or keys, and does what the choice says; star says it again.
     * <pre>
     * menu('For sales say sales or press 1.') {
     *   option('sales', keys: '1', words: ['sales', 'buy']) { goTo 'sales' }
     *   option 'hours', keys: '2'
     *   otherwise { transfer '8500' }
     * }
     * </pre>
     *
     * @return the answer; its {@code value} is the option's name
     */
    public Answer menu(
            String prompt, @DelegatesTo(value = Menu.class, strategy = Closure.DELEGATE_FIRST) Closure<?> options) {
        return offer(() -> prompt, declared(options));
    }

    /** The same with a prompt for each language: {@code menu(en: 'Sales or support?', ar: '…') { … }}. */
    public Answer menu(
            Map<String, ?> prompts,
            @DelegatesTo(value = Menu.class, strategy = Closure.DELEGATE_FIRST) Closure<?> options) {
        LocalText given = LocalText.of(prompts, LocalText.MENU);
        Menu menu = declared(options);
        for (Map.Entry<String, Object> option : given.options().entrySet()) {
            if (option.getKey().equals("tries")) {
                menu.tries(value(option, Integer.class));
            } else {
                menu.noInput(value(option, Duration.class));
            }
        }
        return offer(() -> text(given), menu);
    }

    private static Menu declared(Closure<?> options) {
        Menu menu = new Menu();
        options.setDelegate(menu);
        options.setResolveStrategy(Closure.DELEGATE_FIRST);
        options.call();
        return menu;
    }

    /** Each attempt is in the call's language then: a rule may have changed it. */
    private Answer offer(Supplier<String> prompt, Menu menu) {
        Question question = with(Map.of("tries", menu.tries()), menu.question(this, asking()));
        Supplier<String> said = prompt;
        int tried = 0;
        int repeats = 0;
        while (true) {
            Answer answer = heeding(said, question.once(tried), call()::ask);
            boolean again = answer.isOk() && answer.value().equals(Menu.AGAIN);
            if (again && ++repeats <= REPEATS_MAX) {
                said = prompt;
                continue;
            }
            if (answer.isOk() && !again) {
                return done(answer, menu);
            }
            tried++;
            if (tried >= question.tries()) {
                return done(again ? answer.refused() : answer, menu);
            }
            boolean sorry = answer.outcome() == Answer.Outcome.NO_MATCH;
            boolean helped = tried > 1;
            said = () -> (sorry ? asking().sorry() + " " : "")
                    + (helped ? menu.help(asking(), call().language().getLanguage()) : prompt.get());
        }
    }

    private AskingWords asking() {
        return StandardWords.of(call().language()).asking();
    }

    private static Answer done(Answer answer, Menu menu) {
        menu.code(answer).ifPresent(Closure::call);
        return answer;
    }
}
