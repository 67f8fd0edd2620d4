// Digits by keys or voice, read back before they count.
extensions '8303'

def member = capture digits(4, 8), prompt: 'Please key in your member number, and then the hash key.', tries: 3,
        confirm: true
if (member.ok) {
    var 'MEMBER', member.value
    say "Thank you. Your number is ${member.value.toList().join(' ')}."
    dispose 'INFO', 'member number given'
    hangup()
} else {
    say 'I will put you through to a colleague.'
    dispose 'XFER', 'no member number'
    transfer '8500'
}
