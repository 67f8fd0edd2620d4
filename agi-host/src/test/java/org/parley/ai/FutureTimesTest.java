package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FutureTimesTest {
    /** A Wednesday, eleven in the morning. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 4, 11, 0, 0, 0, ZoneId.of("America/New_York"));

    @ParameterizedTest
    @CsvSource({
        "tomorrow at three,                         2026-03-05T15:00",
        "tomorrow at three thirty,                  2026-03-05T15:30",
        "tomorrow at nine oh five,                  2026-03-05T09:05",
        "tomorrow at ten forty five,                2026-03-05T10:45",
        "tomorrow at ten in the morning,            2026-03-05T10:00",
        "tomorrow morning,                          2026-03-05T09:00",
        "tomorrow afternoon at two,                 2026-03-05T14:00",
        "tomorrow morning at eight,                 2026-03-05T08:00",
        "tomorrow at seven in the morning,          2026-03-05T07:00",
        "tomorrow at half past four,                2026-03-05T16:30",
        "tomorrow at a quarter to five,             2026-03-05T16:45",
        "tomorrow at noon,                          2026-03-05T12:00",
        "tomorrow,                                  2026-03-05T10:00",
        "the day after tomorrow at five,            2026-03-06T17:00",
        "today at five thirty,                      2026-03-04T17:30",
        "today at ten,                              2026-03-04T22:00",
        "tonight at eight,                          2026-03-04T20:00",
        "monday at four p m,                        2026-03-09T16:00",
        "next monday at 4 p.m.,                     2026-03-09T16:00",
        "on friday at nine a m,                     2026-03-06T09:00",
        "wednesday at nine,                         2026-03-11T09:00",
        "in two hours,                              2026-03-04T13:00",
        "in half an hour,                           2026-03-04T11:30",
        "in an hour,                                2026-03-04T12:00",
        "in twenty minutes,                         2026-03-04T11:20",
        "in three days,                             2026-03-07T11:00",
        "at three,                                  2026-03-04T15:00",
        "nine a m,                                  2026-03-05T09:00",
        "call me tomorrow at 15:30 please,          2026-03-05T15:30",
        "tomorrow at eleven,                        2026-03-05T11:00"
    })
    void readsATimeToCome(String words, LocalDateTime expected) {
        assertThat(FutureTimes.parse(words, NOW))
                .contains(expected.atZone(NOW.getZone()).toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "غداً الساعة الثالثة,                     2026-03-05T15:00",
        "بكرة الساعة ٣ ونص,                      2026-03-05T15:30",
        "غدا في الساعة الرابعة والنصف عصراً,      2026-03-05T16:30",
        "غداً الساعة الخامسة إلا ربعاً,           2026-03-05T16:45",
        "غداً الساعة التاسعة وخمس دقائق صباحاً,   2026-03-05T09:05",
        "غداً الساعة العاشرة وثلث,                2026-03-05T10:20",
        "غداً الساعة الثانية عشرة ظهراً,          2026-03-05T12:00",
        "غداً الساعة الحادية عشرة صباحاً,         2026-03-05T11:00",
        "غداً صباحاً,                             2026-03-05T09:00",
        "غداً بعد الظهر الساعة الثانية,           2026-03-05T14:00",
        "غداً,                                    2026-03-05T10:00",
        "بعد غد الساعة خمسة,                      2026-03-06T17:00",
        "اليوم الساعة السابعة مساءً,              2026-03-04T19:00",
        "الليلة الساعة الثامنة,                   2026-03-04T20:00",
        "يوم الاثنين الساعة ٤ مساء,               2026-03-09T16:00",
        "الأربعاء الساعة التاسعة,                 2026-03-11T09:00",
        "يوم الجمعة القادم الساعة العاشرة صباحا,  2026-03-06T10:00",
        "بعد ساعتين,                              2026-03-04T13:00",
        "بعد نصف ساعة,                            2026-03-04T11:30",
        "بعد ساعة ونصف,                           2026-03-04T12:30",
        "خلال عشرين دقيقة,                        2026-03-04T11:20",
        "بعد ثلاثة أيام,                          2026-03-07T11:00",
        "اتصل بي غداً الساعة ١٥:٣٠ من فضلك,       2026-03-05T15:30",
        "فردا ساعت سه,                            2026-03-05T15:00",
        "فردا ساعت سه و نیم,                      2026-03-05T15:30",
        "فردا ساعت ۴ و ربع بعد از ظهر,            2026-03-05T16:15",
        "فردا ساعت سه و بیست دقیقه,               2026-03-05T15:20",
        "فردا یک ربع به پنج,                      2026-03-05T16:45",
        "فردا ده دقیقه به پنج عصر,                2026-03-05T16:50",
        "فردا صبح,                                2026-03-05T09:00",
        "فردا ساعت ده صبح,                        2026-03-05T10:00",
        "فردا ساعت دوازده ظهر,                    2026-03-05T12:00",
        "فردا شب ساعت هشت,                        2026-03-05T20:00",
        "پس‌فردا ساعت پنج,                         2026-03-06T17:00",
        "امشب ساعت نه,                            2026-03-04T21:00",
        "دوشنبه ساعت چهار عصر,                    2026-03-09T16:00",
        "سه شنبه ساعت ۱۰ صبح,                     2026-03-10T10:00",
        "سه‌شنبه ساعت یازده,                       2026-03-10T11:00",
        "شنبه ساعت نه صبح,                        2026-03-07T09:00",
        "یک‌شنبه,                                  2026-03-08T10:00",
        "دو ساعت دیگه,                            2026-03-04T13:00",
        "نیم ساعت دیگر,                           2026-03-04T11:30",
        "یک ربع دیگه,                             2026-03-04T11:15",
        "بیست و پنج دقیقه دیگه,                   2026-03-04T11:25",
        "سه روز دیگر,                             2026-03-07T11:00",
        "هفته بعد دوشنبه ساعت ۹ صبح,              2026-03-09T09:00"
    })
    void readsOneInArabicAndPersianToo(String words, LocalDateTime expected) {
        assertThat(FutureTimes.parse(words, NOW))
                .contains(expected.atZone(NOW.getZone()).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes please",
                "never",
                "in no time",
                "a",
                "in the end",
                "لا أدري",
                "نعم من فضلك",
                "نمی‌دانم",
                "بله لطفا"
            })
    void readsNothingIntoOtherWords(String words) {
        assertThat(FutureTimes.parse(words, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"monday at nine", "today at three", "at noon", "midnight", "one", "nine a m", "in ten minutes"})
    void neverReadsAPastTime(String words) {
        for (int hour = 0; hour < 24; hour++) {
            ZonedDateTime now = NOW.withHour(hour).withMinute(59);
            assertThat(FutureTimes.parse(words, now))
                    .as(words + " at " + now)
                    .get()
                    .matches(time -> time.isAfter(now.toInstant()));
        }
    }
}
