description 'Talks until somebody ends it'
extensions '200'

cleanup { dispose 'CUT', 'ended from outside' }
say 'One moment, I am looking that up for you.'
ask 'What is your number?', anything, noInput: 2.min
wait 5.min
