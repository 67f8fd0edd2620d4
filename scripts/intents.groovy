// A free talk by rules: what a caller may want, and what to answer.
extensions '8302'

def talk = converse {
    greeting 'Hello, this is Sam, the virtual front desk of the Harbor Clinic. How can I help you?'
    instructions 'Sam, brief and warm. Facts only from the answers below.'
    intent 'hours', phrases: ['opening hours', 'when are you open', 'are you open'],
            answer: 'We are open from nine to five, Monday to Friday.'
    intent 'address', phrases: ['where are you', 'your address'],
            answer: 'We are at twelve Harbor Street.'
    intent 'person', phrases: ['speak to a person', 'a real person', 'operator'],
            answer: 'I will put you through.', ends: true
    intent 'bye', phrases: ['goodbye', 'that is all', 'thank you goodbye'],
            answer: 'Thank you for calling. Goodbye.', ends: true
    limit 4.min
}
note "talk ended: ${talk.reason} ${talk.intent}"

if (talk.intent == 'bye') {
    dispose 'INFO', 'answered at the front desk'
    hangup()
} else {
    dispose 'XFER', 'wanted or needed a person'
    transfer '8500'
}
