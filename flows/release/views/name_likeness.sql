-- How alike two words of names sound, from 0 to 1, by what name_key makes of them. Where one is `bare`, of a script without vowels, consonants count; where one is a `syllable`, of a Chinese character, it may begin or end the other.
CREATE OR REPLACE MACRO name_likeness(one, other, bare, syllable) AS
CASE
    WHEN one = other THEN 1
    WHEN syllable THEN if(starts_with(one, other) OR starts_with(other, one) OR suffix(one, other) OR suffix(other, one), 0.95, 0)
    WHEN bare THEN 0.95 * jaro_winkler_similarity(
        regexp_replace(one, '[aeiouv]', '', 'g'), regexp_replace(other, '[aeiouv]', '', 'g'))
    WHEN least(length(one), length(other)) = 1 THEN if(one[1] = other[1], 0.9, 0)
    WHEN length(one) > 2 AND starts_with(other, one) THEN 0.98
    ELSE jaro_winkler_similarity(one, other)
END;
