script('qualify') {
    description 'Qualifies a lead by two questions, then a person or a call-back'
    extensions '8306'
    persona 'Sam of the Harbor Clinic, brief and warm. Facts only from the lead.'
    limits call: 8.min, turn: 25.s
    disclose language == 'ar' ? 'مرحباً، معك سام، مساعد آلي لعيادة الميناء، والمكالمة مسجلة.'
            : 'Hello, this is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.'

    anytime {
        optOut() {
            dnc()
            say en: 'I will take you off our list. Goodbye.', ar: 'سأحذفك من قائمتنا. مع السلامة.'
            finish 'DNC', 'asked to be taken off the list'
        }
        wantsHuman() { goTo 'handoff' }
        voicemail()  { finish 'A', 'an answering machine' }
        says('who are you', 'where are you calling from', 'من أنت') {
            say en: 'I am calling for the Harbor Clinic.', ar: 'أتصل من عيادة الميناء.'
        }
    }

    step('qualify') {
        def medicare = ask en: 'Do you have both parts of Medicare, A and B?',
                ar: 'هل لديك جزءا الرعاية الطبية، ألف وباء؟', yesNo
        if (medicare.no) goTo 'goodbye'
        if (!medicare.ok) goTo 'handoff'
        def zip = ask en: 'What is your five digit postal code?', ar: 'ما رمزك البريدي من خمسة أرقام؟', digits(5),
                confirm: true
        if (zip.ok) field 'postal_code', zip.value
    }

    step('offer') {
        def now = ask en: 'Shall I put you through to an adviser now?', ar: 'هل أحولك إلى مستشار الآن؟', yesNo
        goTo now.no ? 'call-back' : 'handoff'
    }

    step('call-back') {
        def later = ask en: 'When may we call you back?', ar: 'متى نتصل بك؟', futureTime
        if (!later.ok) finish 'NI', 'named no time'
        callback later, 'wants an adviser'
        say en: 'We will call you then. Goodbye.', ar: 'سنتصل بك حينها. مع السلامة.'
        finish 'CALLBK'
    }

    step('handoff') {
        say en: 'One moment, I am looking for a colleague.', ar: 'لحظة من فضلك، أبحث عن زميل.'
        def sent = transfer inGroup: 'CLOSERS', wait: 25.s
        if (sent.ok) finish 'XFER'
        say en: 'Nobody is free now.', ar: 'لا أحد متاح الآن.'
        goTo 'call-back'
    }

    step('goodbye') {
        say en: 'Then I have nothing for you today. Goodbye.', ar: 'إذاً ليس لدي ما يناسبك اليوم. مع السلامة.'
        finish 'NQ'
    }
}
