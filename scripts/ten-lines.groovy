description 'The shortest script: one question, and what comes of it'
extensions '8305'

say "Hello ${lead.firstName}, this is Sam, a virtual assistant, on a recorded line."
def interested = ask 'Would you like a free quote for your insurance?', yesNo
if (interested.yes) {
    dispose 'SALE'
    transfer '8500'
} else {
    dispose interested.no ? 'NI' : 'NA'
}
