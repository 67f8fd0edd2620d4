description 'Says a short word again and again'
extensions '700'

120.times {
    say "This is word ${it}."
    wait 1500.ms
}
