script('reminder') {
    description 'Reminds of an appointment: confirm, move, cancel; a machine gets it too'
    extensions '8341'
    persona 'Sam of the Harbor Clinic, brief and warm.'
    limits call: 5.min
    disclose language == 'ar' ? "مرحباً ${lead.firstName}، معك سام، مساعد آلي لعيادة الميناء، والمكالمة مسجلة."
            : "Hello ${lead.firstName}, this is Sam, a virtual assistant of the Harbor Clinic, on a recorded line."

    def visit = lead.custom('appointment') ?: 'tomorrow at ten'

    anytime {
        optOut() {
            dnc()
            say en: 'We will not call you again. Goodbye.', ar: 'لن نتصل بك مرة أخرى. مع السلامة.'
            finish 'DNC'
        }
        wantsHuman() { goTo 'person' }
        voicemail()  {
            // a machine may be heard by anyone: no reason for the visit here
            say en: 'This is the Harbor Clinic about your appointment. Please call us back.',
                    ar: 'هنا عيادة الميناء بخصوص موعدك. الرجاء الاتصال بنا.'
            finish 'A', 'the reminder was left on a machine'
        }
    }

    step('remind') {
        def coming = ask en: "You have an appointment: $visit. Will you come, move it, or cancel it?",
                ar: "لديك موعد: $visit. هل ستحضر، أم تؤجله، أم تلغيه؟", choice(
                come  : ['yes', 'i will come', 'i will be there', 'confirm', 'نعم', 'سأحضر', '1'],
                move  : ['move it', 'another time', 'another day', 'reschedule', 'أجله', 'موعد آخر', '2'],
                cancel: ['cancel', 'cancel it', 'i can not come', 'ألغه', 'إلغاء', '3']), tries: 3
        switch (coming.value) {
            case 'come'  : goTo 'confirmed'
            case 'move'  : goTo 'another-time'
            case 'cancel': goTo 'cancelled'
            default      : goTo 'person'
        }
    }

    step('confirmed') {
        say en: 'Thank you. We look forward to seeing you. Goodbye.', ar: 'شكراً. نراك قريباً. مع السلامة.'
        finish 'SALE', "confirmed: $visit"
    }

    step('another-time') {
        def wish = ask en: 'What day and time would suit you?', ar: 'ما اليوم والوقت المناسبان لك؟', futureTime,
                confirm: true
        if (!wish.ok) goTo 'person'
        note "wants another time than $visit: ${wish.value}"
        callback wish, 'move the appointment to this time'
        say en: 'I have noted it, and we will confirm it. Goodbye.', ar: 'سجلت ذلك وسنؤكده لك. مع السلامة.'
        finish 'CALLBK', 'moves the appointment'
    }

    step('cancelled') {
        def sure = ask en: 'Shall I cancel it?', ar: 'هل ألغي الموعد؟', yesNo
        if (!sure.yes) goTo 'person'
        note "cancelled: $visit"
        say en: 'It is cancelled. Goodbye.', ar: 'تم إلغاء الموعد. مع السلامة.'
        finish 'DEC', 'cancelled the appointment'
    }

    step('person') {
        say en: 'I will put you through to a colleague.', ar: 'سأحولك إلى زميل.'
        transfer '8500'
        finish 'XFER'
    }
}
