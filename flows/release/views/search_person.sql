-- People of a name, also in other spellings and in Latin, Cyrillic, Greek, Armenian, Georgian, Hebrew or Arabic letters, the likeliest first: FROM search_person('Бяляцкі'). Each word of the text must be like a word of one form of the name.
CREATE OR REPLACE MACRO search_person(words) AS TABLE
WITH asked AS (
    SELECT DISTINCT name_key(unnest(string_split_regex(trim(words), '\s+'))) AS word
),
forms AS (
    SELECT person_id, unnest(list_prepend(name, other_names)) AS form FROM people
),
parts AS (
    SELECT person_id, form, name_key(unnest(string_split_regex(form, '[\s-]+'))) AS part FROM forms
),
likeness_of_words AS (
    SELECT person_id, form, word, max(if(contains(part, word), 1, jaro_winkler_similarity(part, word))) AS likeness
    FROM parts CROSS JOIN asked
    GROUP BY person_id, form, word
),
likeness_of_forms AS (
    SELECT person_id, form, min(likeness) AS likeness FROM likeness_of_words GROUP BY person_id, form
)
SELECT
    person_id, name, other_names, status, status_date, country, occupations, round(max(likeness), 2) AS likeness
FROM people JOIN likeness_of_forms USING (person_id)
WHERE likeness >= 0.8
GROUP BY ALL
ORDER BY likeness DESC, name, person_id;
