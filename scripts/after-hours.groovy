script('after-hours') {
    description 'After hours: a message, and a call-back when somebody is there'
    extensions '8346'
    limits call: 5.min, turn: 60.s
    disclose language == 'ar' ? 'عيادة الميناء، معك مساعد آلي، والمكالمة مسجلة.'
            : 'Harbor Clinic, this is a virtual assistant, on a recorded line.'

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
    }

    def message = ''

    step('hours') {
        if (open(lead.time.dayOfWeek.value, lead.time.hour)) {
            transfer '8500'
            finish 'XFER', 'called within the opening hours'
        }
        say en: 'We are closed now. We are open from nine to five, Monday to Friday.',
                ar: 'نحن مغلقون الآن. نعمل من التاسعة إلى الخامسة، من الإثنين إلى الجمعة.'
    }

    step('message') {
        def about = ask en: 'What is it about?', ar: 'ما الموضوع؟', anything
        message = about.words
        if (message) note "message: $message"
    }

    step('call-back') {
        for (attempt in 1..2) {
            def later = ask en: 'When may we call you back?', ar: 'متى نتصل بك؟', futureTime
            def at = later.at?.atZone(lead.time.zone)
            if (at == null) break
            if (open(at.dayOfWeek.value, at.hour)) {
                callback later, message
                say en: 'We will call you then. Goodbye.', ar: 'سنتصل بك حينها. مع السلامة.'
                finish 'CALLBK', 'called after hours'
            }
            say en: 'We are closed then.', ar: 'نحن مغلقون حينها.'
        }
        say en: 'Then please call us again. Goodbye.', ar: 'إذاً اتصل بنا مرة أخرى من فضلك. مع السلامة.'
        finish message ? 'NA' : 'NI', 'agreed no time'
    }
}

/** Nine to five from Monday to Friday, by the caller's clock. */
boolean open(int day, int hour) {
    day <= 5 && hour in 9..16
}
