-- A word of a name as it sounds, roughly, in Latin letters, so that spellings and scripts can be compared: name_key('Бяляцкі') is name_key('Bialiatski').
CREATE OR REPLACE MACRO name_key(word) AS
regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
translate(translate(translate(translate(translate(translate(
    strip_accents(lower(word)),
    'абвгґғһдеєэёжзиіыйјкқлљмнњңоөпрстуұүфхцчћџшщюяәłđøßıьъ''’ʼ',
    'abvhhhhdeeeezziiiiikkllmnnnooprstuuufhccccssuaa'),
    'αβγδεζηθικλμνξοπρσςτυφχψω', 'avhdeziiiklmnxoprsstifhpo'),
    'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'abhdevztiklmnopzrstupkhksccccchih'),
    'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ', 'abhdezeetzilhckhchcminsocpirsvtrcvpkof'),
    'אבגדהוזחטיכךלמםנןסעפףצץקרשת', 'abhdhvzhtikklmmnnsapfcckrst'),
    'ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهيیةئآ', 'abptsichhdzrzzsssztzahfkkkhlmnvhiiaia'),
    'shch|sch|sh|sz', 's', 'g'), 'tch|ch|cz|tz|ts|dz', 'c', 'g'), 'zh', 'z', 'g'),
    '[kg]h|g', 'h', 'g'), '[iyj]([aeou])', '\1', 'g'), '[yj]', 'i', 'g')
.replace('ph', 'f').replace('w', 'v').replace('q', 'k').replace('x', 'ks');
