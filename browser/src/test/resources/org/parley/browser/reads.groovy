description 'Reads aloud until somebody ends it'
extensions '210'

while (true) {
    say 'Here is a sentence that goes on and on, for it has a great many words, and nobody knows whether it ends.'
}
