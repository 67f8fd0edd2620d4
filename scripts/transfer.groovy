// Says where the caller goes, then sends him on to a person.
extensions '8304'

say 'One moment please, I am connecting you with a colleague.', interruptible: false
dispose 'XFER'
transfer '8500'
