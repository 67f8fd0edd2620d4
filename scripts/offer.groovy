// Where a language model is set up (talk.voices) it understands the caller, else the phrases below do. Both see the
// same intents, and the phrases are the model's examples.
script('offer') {
    description 'One offer, yes or no, and a person for who wants it'
    extensions '8343'
    persona 'Sam of the Harbor Clinic. Brief, warm, no pressure. Promise nothing beyond the one offer.'
    limits call: 6.min
    disclose language == 'ar' ? 'مرحباً، معك سام، مساعد آلي لعيادة الميناء، والمكالمة مسجلة.'
            : 'Hello, this is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.'

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
        wantsHuman() { goTo 'person' }
        voicemail()  { finish 'A' }
    }

    step('offer') {
        def talk = converse {
            instructions 'The offer: a free hearing test this month, twenty minutes, at twelve Harbor Street.'
            greeting by('This month our hearing test is free. Would you like one?',
                    'فحص السمع مجاني هذا الشهر. هل ترغب فيه؟')
            intent 'price', phrases: ['how much', 'what does it cost', 'is it free', 'كم السعر', 'بكم'],
                    answer: by('It is free, and so is the advice. Would you like it?',
                            'مجاني، والنصيحة كذلك. هل ترغب فيه؟')
            intent 'length', phrases: ['how long', 'كم يستغرق'],
                    answer: by('Twenty minutes. Would you like it?', 'عشرون دقيقة. هل ترغب فيه؟')
            intent 'who', phrases: ['who is this', 'who are you', 'are you a robot', 'من معي'],
                    answer: by('A virtual assistant of the Harbor Clinic. Would you like the test?',
                            'مساعد آلي لعيادة الميناء. هل ترغب في الفحص؟')
            intent 'yes', ends: true,
                    phrases: ['yes', 'sure', 'okay', 'sounds good', 'why not', 'نعم', 'أكيد', 'موافق'],
                    answer: by('Very good.', 'ممتاز.')
            intent 'no', ends: true,
                    phrases: ['no', 'no thanks', 'not interested', 'i have one', 'لا', 'لا شكرا'],
                    answer: by('Then thank you, and goodbye.', 'إذاً شكراً، ومع السلامة.')
            intent 'later', ends: true,
                    phrases: ['later', 'not now', 'call me back', 'i am busy', 'لاحقا', 'ليس الآن'],
                    answer: by('Of course.', 'بالطبع.')
            limit 3.min
        }
        note "offer: ${talk.intent ?: talk.reason}"
        switch (talk.intent) {
            case 'yes'  : goTo 'person'
            case 'later': goTo 'call-back'
            case 'no'   : finish 'NI', 'heard the offer'
        }
        if (talk.reason == talk.reason.FAILED) goTo 'person'
        finish 'NA', 'did not say yes or no'
    }

    step('person') {
        say en: 'One moment, I am looking for a colleague.', ar: 'لحظة من فضلك، أبحث عن زميل.'
        def sent = transfer inGroup: 'CLOSERS', wait: 25.s
        if (sent.ok) finish 'XFER', 'wants the offer'
        say en: 'Nobody is free now.', ar: 'لا أحد متاح الآن.'
    }

    step('call-back') {
        def later = ask en: 'When may we call you?', ar: 'متى نتصل بك؟', futureTime
        if (!later.ok) finish 'NI', 'named no time'
        callback later, 'the free hearing test'
        say en: 'We will call you then. Goodbye.', ar: 'سنتصل بك حينها. مع السلامة.'
        finish 'CALLBK'
    }
}

/** A text in the call's language. */
String by(String english, String arabic) {
    language == 'ar' ? arabic : english
}
