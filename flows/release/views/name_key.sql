-- A word of a name as it sounds, roughly, in Latin letters, so that spellings and scripts can be compared: name_key('Бяляцкі') is name_key('Bialiatski').
CREATE OR REPLACE MACRO name_key(word) AS
regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
regexp_replace(translate(translate(translate(translate(translate(translate(
    strip_accents(lower(word)),
    'абвгґғһдеєэёжзиіыйјкқлљмнњңоөпрстуұүфхцчћџшщюяәəłđøßıьъ''’ʼ',
    'abvhhhhdeeeezziiiiikkllmnnnooprstuuufhccccssuaaaldosi'),
    'αβγδεζηθικλμνξοπρσςτυφχψω', 'avhdeziiiklmnxoprsstifhpo'),
    'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'abhdevztiklmnopzrstupkhksccccchih'),
    'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ', 'abhdezeetzilhckhchcminsocpirsvtrcvpkof'),
    'אבגדהוזחטיכךלמםנןסעפףצץקרשת', 'abhdhvzhtikklmmnnsapfcckrst'),
    'ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهيیةئآى', 'abptsichhdzrzzsssztzahfkkkhlmnvhiiaiai'),
    'shch|sch|sh|sz', 's', 'g'), 'dz([eiym])', 'd\1', 'g'), 'tch|ch|cz|tz|ts|dz', 'c', 'g'), 'zh', 'z', 'g'),
    '[kg]h|g', 'h', 'g'), '[iyj]([aeou])', '\1', 'g'), '[iyj]+', 'i', 'g'), 'c([ei])', 't\1', 'g'), '([aeo])u', '\1v', 'g')
.replace('ph', 'f').replace('w', 'v').replace('q', 'k').replace('x', 'ks').replace('o', 'a').replace('ss', 's')
.replace('nn', 'n').replace('ll', 'l').replace('mm', 'm').replace('aa', 'a');
