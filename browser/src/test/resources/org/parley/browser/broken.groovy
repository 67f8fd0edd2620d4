description 'Does not compile'
extensions '400'

say 'Hello.'
dispoze 'SALE'
