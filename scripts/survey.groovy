script('survey') {
    description 'A satisfaction survey by voice or keys, kept with the lead'
    extensions '8342'
    persona 'Sam of the Harbor Clinic, brief and thankful.'
    limits call: 4.min, turn: 40.s
    disclose language == 'ar' ? 'مرحباً، معك سام، مساعد آلي لعيادة الميناء، والمكالمة مسجلة.'
            : 'Hello, this is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.'

    def visit = ''
    def recommends = ''
    def remark = ''

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
        wantsHuman() { goTo 'person' }
        voicemail()  { finish 'A', 'a machine answers no survey' }
    }

    step('may-we') {
        def time = ask en: 'Do you have a minute for three questions about your visit?',
                ar: 'هل لديك دقيقة لثلاثة أسئلة عن زيارتك؟', yesNo
        if (!time.yes) {
            say en: 'Then another time. Goodbye.', ar: 'إذاً في وقت آخر. مع السلامة.'
            finish 'NI', 'had no time for the survey'
        }
    }

    step('grades') {
        visit = grade(ask(en: 'How was your visit, from 1 for bad to 5 for very good?',
                ar: 'كيف كانت زيارتك، من واحد أي سيئة إلى خمسة أي ممتازة؟', number(1, 5), tries: 3))
        recommends = grade(ask(en: 'And would you recommend us, from 1 for never to 5 for surely?',
                ar: 'وهل تنصح بنا، من واحد أي أبداً إلى خمسة أي بالتأكيد؟', number(1, 5), tries: 3))
    }

    step('remark') {
        def words = ask en: 'What should we do better? Say nothing if there is nothing.',
                ar: 'ما الذي نستطيع تحسينه؟ لا تقل شيئاً إن لم يكن هناك شيء.', anything, tries: 1
        remark = words.words
        if (visit in ['1', '2']) goTo 'unhappy'
        goTo 'thanks'
    }

    step('unhappy') {
        def talk = ask en: 'I am sorry about that. Shall a colleague call you about it?',
                ar: 'أعتذر عن ذلك. هل يتصل بك زميل بهذا الشأن؟', yesNo
        if (talk.yes) {
            def later = ask en: 'When?', ar: 'متى؟', futureTime
            if (later.ok) callback later, "unhappy: $remark"
        }
    }

    step('thanks') {
        def result = "visit ${visit ?: '-'}, recommends ${recommends ?: '-'}"
        note "survey: $result; $remark"
        lead.comments = "${lead.comments} [survey: $result]".trim()
        remember 'survey', result
        say en: 'Thank you, that helps us. Goodbye.', ar: 'شكراً، هذا يساعدنا. مع السلامة.'
        finish 'SALE', result
    }

    step('person') {
        say en: 'I will put you through to a colleague.', ar: 'سأحولك إلى زميل.'
        transfer '8500'
        finish 'XFER'
    }
}

/** The grade of an answer, or nothing when he gave none. */
String grade(Answer answer) {
    answer.ok ? answer.value : ''
}
