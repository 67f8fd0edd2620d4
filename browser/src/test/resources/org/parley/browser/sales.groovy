description 'Sells cars, and asks before it does'
owner 'Rita'
extensions '100'

say 'Hello, this is Sam of the car shop, and I have the red one here that you looked at.'
def wants = ask 'Shall I keep it for you?', yesNo
note 'wants the red one'
dispose wants.yes ? 'SALE' : 'NI', 'the red one'
say 'Then it is yours. Goodbye.'
