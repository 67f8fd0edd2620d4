description 'Says nothing, and counts'
extensions '600'

dispose 'SHORT'
