-- People of a name, also in other spellings, in other languages' forms of a given name, and in Latin, Cyrillic, Greek, Armenian, Georgian, Hebrew, Arabic or Chinese letters, the likeliest first: FROM search_person('Бяляцкі'). Each word of the text must be like a word of one form of the name, or each of two or more words of a form like a word of the text.
CREATE OR REPLACE MACRO search_person(words) AS TABLE
WITH forms AS (
    SELECT person_id, name_parts(unnest(list_prepend(name, other_names))) AS parts FROM people
),
asked AS (
    SELECT unnest(name_parts(words)) AS word
),
parts AS (
    SELECT DISTINCT unnest(parts) AS word FROM forms
),
sounds AS (
    SELECT word, name_key(word) AS sound, regexp_matches(word, '[\x{590}-\x{6ff}]') AS bare, false AS syllable
    FROM (FROM asked UNION FROM parts)
    UNION ALL
    SELECT word, name_key(reading), false, true
    FROM (FROM asked UNION FROM parts) JOIN name_words USING (word) WHERE kind = 'character'
),
given AS (
    SELECT DISTINCT s.word, n.reading, n.kind = 'short_form' AS short
    FROM sounds AS s JOIN name_words AS n ON name_key(n.word) = s.sound WHERE n.kind <> 'character'
),
likeness_of_words AS (
    SELECT a.word, p.word AS part, name_likeness(a.sound, p.sound, a.bare OR p.bare, a.syllable OR p.syllable) AS likeness
    FROM (FROM sounds SEMI JOIN asked USING (word)) AS a CROSS JOIN (FROM sounds SEMI JOIN parts USING (word)) AS p
    UNION ALL
    SELECT a.word, p.word, if(a.short AND p.short, 0.85, 0.95) FROM given AS a JOIN given AS p USING (reading)
),
pairs AS (
    SELECT person_id, parts, part, word, max(likeness) AS likeness
    FROM (SELECT *, unnest(parts) AS part FROM forms) JOIN likeness_of_words USING (part) SEMI JOIN asked USING (word)
    GROUP BY ALL
),
of_words AS (
    SELECT person_id, parts, word, max(likeness) AS likeness FROM pairs GROUP BY ALL
),
of_parts AS (
    SELECT person_id, parts, part, max(likeness) AS likeness FROM pairs WHERE len(parts) > 1 GROUP BY ALL
),
found AS (
    SELECT person_id, min(likeness) AS likeness FROM of_words GROUP BY person_id, parts
    UNION ALL
    SELECT person_id, 0.96 * min(likeness) FROM of_parts GROUP BY person_id, parts
)
SELECT
    person_id, name, other_names, status, status_date, country, occupations, round(max(likeness), 2) AS likeness
FROM people JOIN found USING (person_id)
WHERE likeness >= 0.8
GROUP BY ALL
ORDER BY likeness DESC, name, person_id;
