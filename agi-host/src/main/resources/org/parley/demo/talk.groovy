// The demo of a voice: the whole call is one free talk, and what the agent knows is the voice's own.
extensions '8300'

def who = lead.firstName ? "Hello ${lead.firstName}." : 'Hello.'
def end = converse {
    greeting "$who This is Sam, a virtual assistant of the Harbor Clinic. You have an appointment with us this week."
    instructions 'You are Sam of the Harbor Clinic. Answer in one sentence. Hang up when the caller says goodbye.'
    limit 3.min
}
dispose end.reason.name() == 'FAILED' ? 'XFER' : 'CONF', 'reminded of the appointment'
