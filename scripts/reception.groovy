script('reception') {
    description 'A front desk: three departments, and a message when nobody is free'
    extensions '8340'
    persona 'You work at the Harbor Clinic. Brief and warm. Say only what stands here; for all else offer a person.'
    limits call: 15.min
    disclose language == 'ar' ? 'عيادة الميناء، مع سام، مساعد آلي، والمكالمة مسجلة.'
            : 'Harbor Clinic, this is Sam, a virtual assistant, on a recorded line.'

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
        wantsHuman() { goTo 'person' }
        abuse()      { goTo 'person' }
        wantsLanguage('ar', 'en')
    }

    def group = 'FRONTDESK'

    step('desk') {
        menu(en: 'For appointments say appointments or press 1. For service press 2. For your bill press 3.',
                ar: 'للمواعيد قل مواعيد أو اضغط 1. للخدمة اضغط 2. للفاتورة اضغط 3.') {
            option('sales', keys: '1', words: ['appointments', 'appointment', 'مواعيد', 'موعد']) { goTo 'sales' }
            option('service', keys: '2', words: ['service', 'a problem', 'خدمة', 'مشكلة']) { goTo 'service' }
            option('billing', keys: '3', words: ['bill', 'billing', 'فاتورة', 'الفاتورة']) { goTo 'billing' }
            otherwise { goTo 'person' }
        }
    }

    department('sales', persona: 'You are Rita of appointments: cheerful and quick. A first visit costs nothing.') {
        group = 'SALES'
        def talk = converse {
            greeting by('Rita of appointments. What can I do for you?', 'معك ريتا من المواعيد. كيف أساعدك؟')
            intent 'price', phrases: ['how much', 'what does it cost', 'كم السعر', 'بكم'],
                    answer: by('A first visit costs nothing.', 'الزيارة الأولى مجانية.')
            intent 'book', phrases: ['book', 'an appointment', 'a visit', 'احجز', 'موعد'], ends: true,
                    answer: by('A colleague will find you a time.', 'سيجد لك زميلي موعداً.')
            intent 'bye', phrases: ['goodbye', 'that is all', 'مع السلامة'], ends: true,
                    answer: by('Goodbye.', 'مع السلامة.')
        }
        goTo talk.intent == 'bye' ? 'goodbye' : 'person'
    }

    department('service', persona: 'You are Omar of service: calm and patient. In an emergency the caller dials 911.') {
        group = 'SERVICE'
        def talk = converse {
            greeting by('Omar of service. What has happened?', 'معك عمر من الخدمة. ماذا حدث؟')
            intent 'hours', phrases: ['opening hours', 'are you open', 'when do you open', 'متى تفتحون'],
                    answer: by('We are open from nine to five, Monday to Friday.',
                            'نعمل من التاسعة إلى الخامسة، من الإثنين إلى الجمعة.')
            intent 'bye', phrases: ['goodbye', 'that is all', 'مع السلامة'], ends: true,
                    answer: by('Goodbye.', 'مع السلامة.')
        }
        goTo talk.intent == 'bye' ? 'goodbye' : 'person'
    }

    department('billing', persona: 'You are Lin of billing: exact and friendly. Sums are told by people only.') {
        group = 'BILLING'
        def talk = converse {
            greeting by('Lin of billing. What is it about?', 'معك لين من الفواتير. ما الموضوع؟')
            intent 'pay', phrases: ['how can i pay', 'pay', 'كيف أدفع', 'أدفع'],
                    answer: by('You can pay on our web page, or at the desk.', 'يمكنك الدفع على موقعنا أو في العيادة.')
            intent 'wrong', phrases: ['wrong', 'too much', 'a question', 'خطأ', 'سؤال'], ends: true,
                    answer: by('A colleague will look at it with you.', 'سينظر زميلي فيها معك.')
            intent 'bye', phrases: ['goodbye', 'that is all', 'مع السلامة'], ends: true,
                    answer: by('Goodbye.', 'مع السلامة.')
        }
        goTo talk.intent == 'bye' ? 'goodbye' : 'person'
    }

    step('person') {
        if (!open()) goTo 'message'
        say en: 'One moment, I am looking for a colleague.', ar: 'لحظة من فضلك، أبحث عن زميل.'
        def sent = transfer inGroup: group, wait: 30.s
        if (sent.ok) finish 'XFER', group
    }

    step('message') {
        def about = ask en: 'Nobody is free now. What is it about?', ar: 'لا أحد متاح الآن. ما الموضوع؟', anything
        note "message for $group: ${about.words}"
        def later = ask en: 'When may we call you back?', ar: 'متى نتصل بك؟', futureTime
        if (!later.ok) finish 'NA', 'left a message only'
        callback later, "for $group"
        say en: 'We will call you then. Goodbye.', ar: 'سنتصل بك حينها. مع السلامة.'
        finish 'CALLBK'
    }

    step('goodbye') { finish 'NI', 'answered by the desk' }
}

/** A text in the call's language. */
String by(String english, String arabic) {
    language == 'ar' ? arabic : english
}

/** Whether somebody is at the desk: nine to five from Monday to Friday, by the caller's clock. */
boolean open() {
    lead.time.dayOfWeek.value <= 5 && lead.time.hour in 9..16
}
