// It needs an agent and a key (elevenlabs.*): docs/voices.md. The box takes over when it fails, by the phrases below.
script('open-elevenlabs') {
    description 'An open conversation that ElevenLabs holds, from ear to mouth'
    extensions '8348'
    voice 'elevenlabs', 'local'
    persona '''You are Sam of the Harbor Clinic, on the telephone. Brief and warm; let the caller talk. Facts only from
            here: open from nine to five, Monday to Friday; twelve Harbor Street; a first visit costs nothing.'''
    limits call: 10.min
    disclose language == 'ar' ? 'عيادة الميناء، معك سام، مساعد آلي، والمكالمة مسجلة.'
            : 'Harbor Clinic, this is Sam, a virtual assistant, on a recorded line.'

    anytime {
        optOut()     { dnc(); finish 'DNC' }
        wantsHuman() { goTo 'person' }
        voicemail()  { finish 'A' }
    }

    step('talk') {
        def talk = converse {
            greeting by('What can I do for you?', 'كيف أستطيع مساعدتك؟')
            intent 'hours', phrases: ['opening hours', 'are you open', 'متى تفتحون'],
                    answer: by('From nine to five, Monday to Friday.', 'من التاسعة إلى الخامسة.')
            intent 'bye', phrases: ['goodbye', 'that is all', 'مع السلامة'], ends: true,
                    answer: by('Goodbye.', 'مع السلامة.')
            allow transfer: '8500', endCall: true, callBack: true
            limit 8.min
        }
        note "talk ended: ${talk.reason} ${talk.intent}"
        goTo talk.intent in ['bye', 'end_call'] ? 'goodbye' : 'person'
    }

    step('person') {
        transfer '8500'
        finish 'XFER'
    }

    step('goodbye') { finish 'SALE', 'answered by the agent' }
}

/** A text in the call's language. */
String by(String english, String arabic) {
    language == 'ar' ? arabic : english
}
