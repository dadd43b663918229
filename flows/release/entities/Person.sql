-- A person. The status is what the last dated event leaves the person in; what was said of the person stays in notes.
SELECT
    person_id AS id,
    [name] AS name,
    other_names AS alias,
    [lower(country)] AS country,
    occupations AS position,
    [status] AS status,
    [CASE WHEN status <> 'unknown' THEN concat_ws(', ', 'Status: ' || status, status_date) END] AS notes,
    capacities AS keywords,
    list_sort(documents) AS proof
FROM people
ORDER BY id
