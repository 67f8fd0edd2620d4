// Who the agent is, what it knows, and what it may do. With no language model (talk.voices) the phrases of the intents
// decide.
script('persona') {
    description 'A free talk by a persona, with a model or without'
    extensions '8347'
    persona '''You are Sam of the Harbor Clinic. Brief, warm, one question at a time. Facts only from here:
            open from nine to five, Monday to Friday; twelve Harbor Street; a first visit costs nothing.'''
    limits call: 10.min
    disclose language == 'ar' ? 'عيادة الميناء، معك سام، مساعد آلي، والمكالمة مسجلة.'
            : 'Harbor Clinic, this is Sam, a virtual assistant, on a recorded line.'

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
        wantsHuman() { goTo 'person' }
        voicemail()  { finish 'A' }
    }

    step('talk') {
        def talk = converse {
            greeting by('How can I help you?', 'كيف أستطيع مساعدتك؟')
            intent 'hours', phrases: ['opening hours', 'are you open', 'when do you open', 'متى تفتحون'],
                    answer: by('We are open from nine to five, Monday to Friday.',
                            'نعمل من التاسعة إلى الخامسة، من الإثنين إلى الجمعة.')
            intent 'address', phrases: ['where are you', 'your address', 'أين أنتم', 'العنوان'],
                    answer: by('At twelve Harbor Street.', 'في شارع الميناء رقم اثني عشر.')
            intent 'bye', phrases: ['goodbye', 'that is all', 'مع السلامة'], ends: true,
                    answer: by('Thank you for calling. Goodbye.', 'شكراً لاتصالك. مع السلامة.')
            tool('visits', 'The free hours for a first visit on a day of the week.', day: text('the day')) { with ->
                note "asked for visits on ${with.day}"
                with.day.toString().toLowerCase() in ['saturday', 'sunday'] ? 'none, closed' : 'at ten and at three'
            }
            allow endCall: true, callBack: true, readLead: ['city'], changeLead: ['email']
            limit 8.min
        }
        note "talk ended: ${talk.reason} ${talk.intent}"
        goTo talk.intent in ['bye', 'end_call', 'schedule_callback'] ? 'goodbye' : 'person'
    }

    step('person') {
        say en: 'I will put you through to a colleague.', ar: 'سأحولك إلى زميل.'
        transfer '8500'
        finish 'XFER'
    }

    step('goodbye') { finish 'SALE', 'answered by the agent' }
}

/** A text in the call's language. */
String by(String english, String arabic) {
    language == 'ar' ? arabic : english
}
