// The demo line: a clinic's insurance desk that asks, listens, and agrees a call-back.
extensions '8300'

def who = lead.firstName ? "Hello ${lead.firstName}." : 'Hello.'
say "$who This is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.", interruptible: false

def time = ask 'Do you have a minute for a question about your insurance?', yesNo
if (time.no) return agreeCallBack()
if (!time.ok) return person('did not say whether it suits')

def topic = ask 'Do you want to hear about a new plan, ask about your bill, or be taken off our list?', choice(
        plan: ['new plan', 'a new plan', 'plan', '1'],
        bill: ['my bill', 'bill', 'billing', '2'],
        off : ['take me off', 'take me off your list', 'off the list', 'stop calling', '3'])
switch (topic.value) {
    case 'plan': return offer()
    case 'bill': return person('a question about the bill')
    case 'off' : return end('I will take you off our list.', 'DNC', 'asked to be taken off the list')
    default    : return person('no topic understood')
}

def offer() {
    def zip = ask 'What is your five digit postal code?', digits(5), confirm: true
    if (!zip.ok) return person('no postal code')
    note 'postal code given'
    def told = say '''The new plan covers every visit to the clinic, all vaccinations, two dental check-ups a year
            and a nurse on the telephone at any hour. It costs nothing in the first month, and you can leave it at
            any time.'''
    if (told.interrupted) note 'did not want to hear it all'
    def wanted = ask 'Shall I sign you up?', yesNo
    if (wanted.yes) return end('You are signed up. The papers come by mail.', 'SALE', "plan for ${zip.value}")
    if (wanted.no) return agreeCallBack()
    person('did not say whether to sign up')
}

def agreeCallBack() {
    def later = ask 'When may we call you back?', futureTime
    if (!later.ok) return end('We will not trouble you further.', 'NI', 'named no time')
    callback later, 'asked for it in the demo'
    end('We will call you then.', 'CALLBK', 'agreed a call-back')
}

def person(String why) {
    say 'I will put you through to a colleague.'
    dispose 'XFER', why
    transfer '8500'
}

def end(String words, String status, String why) {
    dispose status, why
    say "$words Goodbye.", interruptible: false
    hangup()
}
