// Nothing is said of the debt to a stranger; a promise has a day and a sum.
script('payment') {
    description 'A payment reminder that takes a promise, never a card number'
    extensions '8344'
    persona 'Sam of the Harbor Clinic, calm and polite. No threats, no promises.'
    limits call: 6.min
    disclose language == 'ar' ? 'مرحباً، معك سام، مساعد آلي لعيادة الميناء، والمكالمة مسجلة.'
            : 'Hello, this is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.'

    def due = lead.custom('amount_due')
    def most = 30 // days that a promise may lie ahead

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
        wantsHuman() { goTo 'person' }
        voicemail()  { finish 'A', 'nothing of a debt is said to a machine' }
        says('card number', 'credit card', 'my card', 'i give you my card number', 'i will give you my card number',
                'i want to pay by credit card', 'رقم البطاقة') {
            say en: 'Please do not tell me a card number. You can pay on our web page, or with a colleague.',
                    ar: 'من فضلك لا تقل رقم البطاقة. يمكنك الدفع على موقعنا أو مع زميل.', interruptible: false
        }
    }

    step('who') {
        def him = ask en: "Am I speaking with ${lead.firstName} ${lead.lastName}?",
                ar: "هل أتحدث مع ${lead.firstName} ${lead.lastName}؟", yesNo
        if (!him.yes) goTo 'stranger'
        if (lead.postalCode) {
            // what proves who he is stands in no record
            def code = offRecord {
                ask en: 'Please key in your postal code.', ar: 'أدخل الرمز البريدي من فضلك.', digits(5)
            }
            if (code.value != lead.postalCode) goTo 'stranger'
        }
        goTo 'remind'
    }

    step('remind') {
        def bill = due ? "a bill of $due dollars" : 'an open bill'
        def answer = ask en: "There is $bill. Will you pay it, have you paid it, or is it wrong?",
                ar: 'لديك فاتورة لم تدفع. هل تستطيع دفعها، أم دفعتها، أم فيها خطأ؟', choice(
                pay    : ['yes', 'i can pay', 'i will pay', 'pay it', 'نعم', 'سأدفع', '1'],
                paid   : ['paid', 'i have paid', 'already paid', 'دفعتها', '2'],
                dispute: ['wrong', 'it is wrong', 'not mine', 'i will not pay', 'خطأ', '3'])
        switch (answer.value) {
            case 'pay' : goTo 'promise'
            case 'paid': goTo 'paid'
            default    : goTo 'person'
        }
    }

    step('promise') {
        def sum = ask en: 'How much will you pay?', ar: 'كم ستدفع؟', money, confirm: true
        def day = ask en: 'And on which day?', ar: 'وفي أي يوم؟', date, confirm: true
        if (!sum.ok || !day.ok || !soon(day, most)) goTo 'person'
        note "promises ${sum.value} on ${day.value}"
        remember 'promise', "${sum.value} on ${day.value}"
        say en: 'Thank you. I have noted it. Goodbye.', ar: 'شكراً. سجلت ذلك. مع السلامة.'
        finish 'SALE', "promise ${sum.value} on ${day.value}"
    }

    step('paid') {
        note 'says that he has paid'
        say en: 'Thank you. We will look it up. Goodbye.', ar: 'شكراً. سنتحقق من ذلك. مع السلامة.'
        finish 'NI', 'says that he has paid'
    }

    step('stranger') {
        say en: 'Then I am sorry for the trouble. Goodbye.', ar: 'إذاً أعتذر عن الإزعاج. مع السلامة.'
        finish 'NA', 'not the person'
    }

    step('person') {
        say en: 'One moment, I am looking for a colleague.', ar: 'لحظة من فضلك، أبحث عن زميل.'
        def sent = transfer inGroup: 'BILLING', wait: 30.s
        if (sent.ok) finish 'XFER'
        def later = ask en: 'Nobody is free now. When may we call you?', ar: 'لا أحد متاح الآن. متى نتصل بك؟',
                futureTime
        if (!later.ok) finish 'NA', 'nobody was free'
        callback later, 'about the bill'
        finish 'CALLBK'
    }
}

/** Whether a promised day lies in the next so many days, by his calendar. */
boolean soon(Answer day, int most) {
    def today = lead.time.toLocalDate()
    day.day != null && day.day >= today && day.day <= today.plusDays(most)
}
