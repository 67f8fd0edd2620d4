description 'An opt-out line: who calls here is not called again'
extensions '8345'

say en: 'This is the do-not-call line of the Harbor Clinic, an automatic service.',
        ar: 'هذا خط إيقاف المكالمات لعيادة الميناء، وهو خدمة آلية.', interruptible: false

def number = lead.phoneNumber
if (number) {
    def digits = number.toList().join(' ')
    def same = ask en: "Shall we never call $digits again?", ar: "هل نوقف الاتصال بالرقم $digits؟", yesNo
    if (same.yes) return end(number)
}
def other = ask en: 'Which number shall we not call again?', ar: 'ما الرقم الذي لا نتصل به؟', phone,
        confirm: true, tries: 3
if (other.ok) return end(other.value)

say en: 'I will put you through to a colleague.', ar: 'سأحولك إلى زميل.'
dispose 'XFER', 'gave no number on the opt-out line'
transfer '8500'

def end(String number) {
    dnc number
    dispose 'DNC', 'called the opt-out line'
    say en: 'It is done. We will not call it again. Goodbye.',
            ar: 'تم. لن نتصل به مرة أخرى. مع السلامة.', interruptible: false
    hangup()
}
