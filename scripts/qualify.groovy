// Lead qualification by steps: a disclosure, two questions, then a person or a call-back.
script('qualify') {
    extensions '8306'
    persona 'Sam of the Harbor Clinic, brief and warm. Facts only from the lead.'
    limits call: 8.min, turn: 25.s
    disclose 'Hello, this is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.'

    anytime {
        optOut()     { say 'I will take you off our list. Goodbye.'; finish 'DNC', 'asked to be taken off the list' }
        wantsHuman() { goTo 'handoff' }
        voicemail()  { finish 'A', 'an answering machine' }
        says('who are you', 'where are you calling from') { say 'I am calling for the Harbor Clinic.' }
    }

    step('qualify') {
        def medicare = ask 'Do you have both parts of Medicare, A and B?', yesNo
        if (medicare.no) goTo 'goodbye'
        if (!medicare.ok) goTo 'handoff'
        def zip = ask 'What is your five digit postal code?', digits(5), confirm: true
        if (zip.ok) field 'postal_code', zip.value
    }

    step('offer') {
        def now = ask 'Shall I put you through to an adviser now?', yesNo
        goTo now.no ? 'call-back' : 'handoff'
    }

    step('call-back') {
        def later = ask 'When may we call you back?', futureTime
        if (!later.ok) return finish('NI', 'named no time')
        callback later, 'wants an adviser'
        say 'We will call you then. Goodbye.'
        finish 'CALLBK'
    }

    step('handoff') {
        say 'I will put you through to a colleague.'
        transfer '8500'
        finish 'XFER'
    }

    step('goodbye') {
        say 'Then I have nothing for you today. Goodbye.'
        finish 'NQ'
    }
}
