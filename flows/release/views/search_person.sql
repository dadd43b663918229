-- People whose name, in any form, has all the words of a text, whatever the case and the accents: FROM search_person('anna').
CREATE OR REPLACE MACRO search_person(words) AS TABLE
SELECT person_id, name, other_names, status, status_date, country, occupations
FROM people
WHERE len([
    form FOR form IN list_prepend(name, other_names)
    IF len([
        word FOR word IN string_split(strip_accents(lower(trim(words))), ' ')
        IF NOT contains(strip_accents(lower(form)), word)
    ]) = 0
]) > 0
ORDER BY name, person_id;
