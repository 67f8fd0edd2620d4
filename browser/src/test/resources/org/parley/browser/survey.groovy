description 'Asks how it was, and breaks'
extensions '300'

say 'How did you like it?'
throw new IllegalStateException('the list of questions is empty')
