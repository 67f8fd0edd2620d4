script('tour') {
    description 'A longer talk: it is interrupted, asks, looks something up and makes an appointment'
    owner 'Rita'
    extensions '500'

    step('offer') {
        say 'Hello, this is Sam of the car shop. I call about the red one that you looked at last week with your brother,' +
                ' and I would like to tell you at length about its seats, its wheels, its radio, its colour, its history' +
                ' and everything else that I happen to know about it, which is a lot, as you will see very soon.'
        def wants = ask 'Shall I keep it for you?', yesNo
        if (wants.no) finish 'NI'
    }

    step('appointment') {
        note 'wants the red one'
        dispose 'SALE', 'the red one, on Friday'
        say 'Then it is yours, and we see you on Friday. Goodbye.'
    }
}
