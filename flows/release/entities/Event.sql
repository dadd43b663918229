-- An act. A date between two days gives the days; any other one is as precise as the texts say.
SELECT
    event_id AS id,
    [concat_ws(': ', replace(type, '_', ' '), coalesce(array_to_string(names, ', '), group_description))] AS name,
    [meaning] AS summary,
    [CASE WHEN NOT contains(date, '/') THEN date END] AS date,
    [CASE WHEN contains(date, '/') THEN date_first::VARCHAR END] AS startDate,
    [CASE WHEN contains(date, '/') THEN date_last::VARCHAR END] AS endDate,
    list_distinct([lower(country), lower(destination)]).list_sort() AS country,
    [place] AS location,
    [group_description, 'Sentence: ' || round(term_months, 1) || ' months', 'Source: ' || source] AS notes,
    [type, certainty] AS keywords,
    coalesce(involved, []) AS involved,
    list_sort(documents) AS proof
FROM events
JOIN (SELECT term, meaning FROM vocabularies WHERE vocabulary = 'event_types') ON term = type
LEFT JOIN (
    SELECT event_id, list(person_id ORDER BY person_id) AS involved, list(name ORDER BY name, person_id) AS names
    FROM event_people JOIN people USING (person_id)
    GROUP BY event_id
) USING (event_id)
ORDER BY id
